"""The command line without installing: ``python generate.py gluteus-minimus``."""

from handouts.entry import main

if __name__ == "__main__":
    main()
