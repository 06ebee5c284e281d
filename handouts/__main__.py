"""``python -m handouts`` is the command line."""

from handouts.cli import main

if __name__ == "__main__":
    main()
