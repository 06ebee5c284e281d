"""Long runs that a test command has no time for: ``python -m soak``. Never imported by the program."""
