"""The document tree as an accessible web page. Imports only the tree and the figures; never reads content."""
