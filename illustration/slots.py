"""The words for the sides of the body in the texts of figures, as slots: "the right hip" becomes "the {side} hip".

Whoever writes the source of a figure may write right and left; the figure file has slots, so that a mirrored drawing
names the other side, and every language its own words. ``python -m illustration slots`` does the same to figure files
that were written with plain words. A figure without a side keeps its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from handouts.figures import FigureError
from handouts.figures.drawing import FORMAT
from handouts.language.sides import named


def with_slots(text: str, side: str | None) -> str:
    """``text`` of a figure of the side ``side`` with slots in the place of the words for the sides."""
    if side is None:
        return text
    if text in ("R", "L"):
        return "{S}" if text == side[0].upper() else "{O}"

    done, parts = 0, []
    for found in named(text):
        word = found[0].replace("-", " ").partition(" ")[0]
        if word.lower() not in ("left", "right"):
            continue  # "rightmost" has no slot: whoever reads the drawing is told
        name = "side" if word.lower() == side else "other"
        parts += [
            text[done : found.start()],
            "{" + (name.capitalize() if found[0][0].isupper() else name) + "}",
        ]
        done = found.start() + len(word)  # "right hand" is found whole
    return "".join((*parts, text[done:]))


def rewritten(text: str) -> str:
    """A figure file with slots; the same text where it has them already. Nothing but words and format changes."""
    data = json.loads(text)
    side = data["side"]
    data["format"] = FORMAT
    for name in ("caption", "alt"):
        data[name] = with_slots(data[name], side)
    for label in data["labels"]:
        label["text"] = with_slots(label["text"], side)
    head = {key: value for key, value in data.items() if key not in ("paths", "labels")}
    paths, labels = ([_compact(part) for part in data[key]] for key in ("paths", "labels"))
    return _compact(head)[:-1] + ',"paths":' + _block(paths) + ',"labels":' + _block(labels) + "}\n"


def rewrite(folder: Path) -> Iterator[Path]:
    """Give every figure file under ``folder`` slots; the paths of those that changed."""
    for path in sorted(folder.glob("*/*.json")):
        try:
            before = path.read_text("utf-8")
            after = rewritten(before)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise FigureError(str(path), "this is no figure file") from None
        if after != before:
            path.write_text(after, "utf-8")
            yield path


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _block(lines: list[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
