"""``python -m handouts`` is the command line."""

from handouts.entry import main

if __name__ == "__main__":
    main()
