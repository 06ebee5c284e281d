"""``python -m illustration``: see ``illustration.cli``."""

import sys

from illustration.processor import settle

settle()

from illustration.cli import main  # noqa: E402 - what NumPy calculates with is settled before it is imported

sys.exit(main())
