"""Files that the desk hands out."""

from __future__ import annotations

from starlette.responses import Response


def download(data: bytes | str, name: str, kind: str) -> Response:
    """A file of a media type to keep."""
    return Response(data, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=kind)


def finished(data: bytes, name: str, *, keep: bool) -> Response:
    """Finished sheets, a PDF or a ZIP file: to print, from a frame of the desk, or to ``keep``."""
    headers = {
        "Content-Disposition": f'{"attachment" if keep else "inline"}; filename="{name}"',
        "Content-Security-Policy": "frame-ancestors 'self'",
    }
    return Response(data, headers=headers, media_type=f"application/{name.rpartition('.')[2]}")
