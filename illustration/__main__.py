"""``python -m illustration``: see ``illustration.cli``."""

import os
import sys

# Linear algebra here is small; worker threads only cost time and determinism.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from illustration.cli import main  # noqa: E402 - thread limits must be set before numpy is imported

sys.exit(main())
