"""Files that are the same for everybody: style, script, typeface. Known names only."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from handouts.palette import DESK_COLOURS
from handouts.resources import fonts_folder

_HERE = Path(__file__).parent / "static"
_FACE = "atkinson-hyperlegible-next/AtkinsonHyperlegibleNext"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2"}


_ROOT = ":root{" + ";".join(f"--{name}:{colour}" for name, colour in DESK_COLOURS.items()) + "}\n"
"""The colours, which every screen has from :data:`_FIRST`."""
_FIRST = "desk.css"


def static(request: Request) -> Response:
    """One file."""
    files = {path.name: path for path in _HERE.iterdir() if path.suffix in _TYPES}
    files |= {f"{weight}.woff2": fonts_folder() / f"{_FACE}-{weight}.woff2" for weight in ("Regular", "Bold")}
    path = files.get(request.path_params["name"])
    if path is None:
        return PlainTextResponse("There is no such file.", 404)
    headers = {"Cache-Control": "private, max-age=300"}
    before = _ROOT.encode() if path.name == _FIRST else b""
    return Response(before + path.read_bytes(), headers=headers, media_type=_TYPES[path.suffix])
