"""The articles that the codes of sheets open, as static pages that work from a folder. Asks nobody for anything."""
