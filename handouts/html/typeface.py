"""The typeface that a page carries with it: made for low vision, and as wide as the labels of the drawings expect.

Letters that it lacks are taken from the reader's own typefaces. ``.ci/web_fonts.py`` makes the files.
"""

from __future__ import annotations

import base64
from functools import cache

from handouts.resources import fonts_folder

FAMILY = "Atkinson Hyperlegible Next"
_FOLDER = "atkinson-hyperlegible-next"
_WEIGHTS = {"Regular": "400", "Bold": "700 800"}


@cache
def font_faces() -> str:
    """Style rules with both weights in them, about 35 KB; nothing is loaded from anywhere else.

    Raises OSError when the files are not there: the installation is not whole.
    """
    rules = []
    for name, weight in _WEIGHTS.items():
        file = fonts_folder() / _FOLDER / f"AtkinsonHyperlegibleNext-{name}.woff2"
        data = base64.b64encode(file.read_bytes()).decode()
        rules.append(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
            f'src:url(data:font/woff2;base64,{data}) format("woff2")}}'
        )
    return "".join(rules)
