"""Who may import whom: downwards only, and the heavy libraries only where they belong.

``python tests/test_imports.py`` writes the table in ARCHITECTURE.md anew from :data:`BELOW`, :data:`TOP` and
:data:`HOMES`.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "handouts").rglob("*.py"))
TESTS = sorted(p for p in (ROOT / "tests").rglob("*.py") if not {"illustration", "figures"} & set(p.parts))
"""All but the tests of the drawing tool and of what it has built."""

BELOW: dict[str, set[str]] = {
    "errors": set(),
    "plainjson": set(),
    "resources": set(),
    "qr": set(),
    "words": set(),
    "papers": set(),
    "limits": set(),
    "palette": set(),
    "notes": set(),
    "language": set(),
    "figures": {"errors", "plainjson", "palette", "resources", "words", "language"},
    "content": {"limits", "errors", "palette", "papers", "resources", "words", "language", "figures"},
    "check": {"limits", "sheet", "errors", "palette", "resources", "words", "language", "figures", "content"},
    "sheet": {"limits", "errors", "palette", "words", "papers", "language", "content", "figures"},
    "layout": {"errors", "palette", "resources", "qr", "papers", "words", "figures", "sheet"},
    "pdf": {"errors", "palette", "resources", "qr", "words", "figures", "sheet", "layout"},
    "html": {"errors", "palette", "resources", "qr", "words", "language", "figures", "sheet"},
    "logos": {"errors", "content", "check", "layout"},
    "coverage": {"errors", "words", "content", "sheet", "layout"},
    "made": {"notes", "sheet", "pdf"},
    "kept": {
        "limits",
        "content",
        "errors",
        "resources",
        "language",
        "figures",
        "notes",
        "made",
        "sheet",
        "layout",
        "pdf",
    },
    "ready": {"resources", "limits", "language", "figures", "sheet", "layout", "pdf", "kept"},
    "drafts": {"errors", "content", "sheet", "layout", "pdf", "kept", "ready"},
    "making": {
        "limits",
        "drafts",
        "errors",
        "notes",
        "content",
        "sheet",
        "pdf",
        "html",
        "logos",
        "coverage",
        "layout",
        "made",
        "kept",
        "check",
    },
    "templates": {
        "limits",
        "kept",
        "errors",
        "notes",
        "content",
        "sheet",
        "layout",
        "pdf",
        "made",
        "making",
        "coverage",
    },
    "preparing": {"resources", "figures", "content", "sheet", "pdf", "kept", "making", "ready", "workers"},
    "headers": {"errors"},
    "topictable": {"content", "check", "sheet", "making"},
    "facts": {"errors", "content", "sheet", "html", "topictable"},
    "translating": {"limits", "errors", "resources", "language", "content", "sheet"},
    "program": {
        "language",
        "limits",
        "check",
        "resources",
        "errors",
        "words",
        "papers",
        "palette",
        "notes",
        "content",
        "sheet",
        "layout",
        "pdf",
        "html",
        "coverage",
        "made",
        "making",
    },
    "roster": {"errors", "plainjson"},
    "recipients": {"errors", "language", "limits", "roster", "sheet"},
    "mail": {
        "headers",
        "errors",
        "limits",
        "resources",
        "words",
        "palette",
        "notes",
        "language",
        "figures",
        "content",
        "sheet",
        "html",
        "making",
        "program",
        "roster",
        "recipients",
    },
    "record": {
        "finding",
        "plainjson",
        "errors",
        "resources",
        "language",
        "content",
        "sheet",
        "made",
        "making",
        "program",
        "ingredients",
    },
    "finding": {"content", "errors"},
    "review": {"words", "content", "notes", "sheet", "making"},
    "site": {
        "papers",
        "limits",
        "finding",
        "errors",
        "resources",
        "palette",
        "content",
        "sheet",
        "html",
        "making",
        "output",
        "language",
        "words",
        "figures",
        "ingredients",
        "buildstate",
    },
    "catalogue": {"errors", "language", "content", "figures", "sheet"},
    "output": {"errors"},
    "ingredients": {"errors", "resources", "figures", "content", "layout"},
    "buildstate": {"errors", "resources", "output", "ingredients"},
    "building": {
        "errors",
        "resources",
        "notes",
        "content",
        "sheet",
        "pdf",
        "making",
        "output",
        "ingredients",
        "buildstate",
        "language",
        "workers",
    },
    "merging": {
        "errors",
        "notes",
        "content",
        "sheet",
        "pdf",
        "made",
        "output",
        "buildstate",
        "recipients",
        "templates",
        "making",
        "workers",
    },
    "desk": {
        "limits",
        "language",
        "program",
        "finding",
        "errors",
        "resources",
        "palette",
        "papers",
        "notes",
        "content",
        "check",
        "figures",
        "sheet",
        "html",
        "pdf",
        "logos",
        "coverage",
        "made",
        "making",
        "templates",
        "roster",
        "recipients",
        "merging",
        "review",
        "mail",
        "record",
        "site",
        "output",
    },
    "workers": {"errors", "output"},
    "shortcut": {"errors", "output", "palette"},
    "watching": {"resources"},
}
"""What a part of the package may import besides itself. A new module needs a row."""
TOP: dict[str, set[str]] = {
    "__init__": {"content", "mail", "errors", "making", "merging", "notes", "sheet"},
    "cli": set(BELOW),
    "quick": set(),
    "learning": {
        "errors",
        "resources",
        "language",
        "quick",
        "kept",
        "notes",
        "content",
        "sheet",
        "templates",
        "cli",
    },
    "entry": {"cli", "errors", "output", "quick", "learning"},
    "__main__": {"entry"},
}
"""What is called from outside."""

HOMES: dict[str, str | tuple[str, ...]] = {
    "uharfbuzz": ("layout/", "pdf/fonts.py"),
    "PIL": ("layout/logo.py", "mail/pictures.py"),
    "resvg_py": "mail/pictures.py",
    "email_validator": "mail/addresses.py",
    "keyring": "mail/sending.py",
    "yaml": ("content/source.py", "content/spans.py"),
    "click": "cli/",
    "rich": "cli/",
    "pydantic": "content/",
    "pydantic_core": "content/",
    "babel": "language/cldr.py",
    "watchfiles": "watching.py",
    "distributed": "workers.py",
    "idna": "content/web.py",
    "starlette": "desk/",
    "uvicorn": "desk/serving.py",
    "jinja2": "desk/",
    "pypdfium2": "desk/pictures.py",
}
"""The only place under ``handouts/`` that may import a library."""

ARCHITECTURE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- written by tests/test_imports.py -->\n", "<!-- end -->\n"


@cache
def _imports(file: Path) -> tuple[str, ...]:
    """Absolute names of everything imported anywhere in ``file``, inside functions too."""
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full"
            found.append(node.module or "")
            found += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(found)


def _part(file: Path) -> str:
    return file.relative_to(ROOT / "handouts").parts[0].removesuffix(".py")


def _table() -> str:
    """What this test keeps, for ARCHITECTURE.md."""
    lines = ["", "| part | may import |", "|---|---|"]
    for part, below in (BELOW | TOP).items():
        names = ", ".join(f"`{name}`" for name in BELOW | TOP if name in below) or "nothing"
        lines.append(f"| `{part}` | {'all of the above but `__init__`' if below == set(BELOW) else names} |")
    lines += ["", "| library | only in |", "|---|---|"]
    for library, home in HOMES.items():
        places = ", ".join(f"`handouts/{place}`" for place in ((home,) if isinstance(home, str) else home))
        lines.append(f"| `{library}` | {places} |")
    return "\n".join([*lines, "", ""])


def _between() -> tuple[str, str, str]:
    """ARCHITECTURE.md before, in and after the table."""
    before, begin, rest = ARCHITECTURE.read_text("utf-8").partition(BEGIN)
    table, end, after = rest.partition(END)
    assert begin and end, "the marks of the table are gone from ARCHITECTURE.md"
    return before + begin, table, end + after


def test_the_table_in_the_architecture_is_this_one() -> None:
    assert _between()[1] == _table(), "run python tests/test_imports.py"


def test_every_row_is_about_something_that_is_there() -> None:
    assert set(BELOW | TOP) == {_part(file) for file in MODULES}


def test_there_is_something_to_check() -> None:
    assert len(MODULES) > 30
    found = {name.split(".")[0] for file in MODULES for name in _imports(file)}
    assert set(HOMES) - {"pydantic_core", "rich"} <= found


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_go_downwards(file: Path) -> None:
    part = _part(file)
    allowed = (BELOW | TOP).get(part)
    assert allowed is not None, f"say in this test what {part} may import"
    wrong = []
    for name in _imports(file):
        top, _, rest = name.partition(".")
        if top == "handouts" and rest and rest.split(".")[0] not in allowed | {part}:
            wrong.append(name)
    assert not wrong


@pytest.mark.parametrize("library", HOMES)
def test_libraries_stay_at_home(library: str) -> None:
    users = {
        str(file.relative_to(ROOT / "handouts"))
        for file in MODULES
        if any(name.split(".")[0] == library for name in _imports(file))
    }
    assert {user for user in users if not user.startswith(HOMES[library])} == set()


def test_the_drawing_tool_is_never_needed() -> None:
    users = [
        file for file in (*MODULES, *TESTS) if any(n.split(".")[0] == "illustration" for n in _imports(file))
    ]
    assert users == []


def test_modules_say_what_they_are_for() -> None:
    silent = [
        file for file in MODULES if file.stat().st_size and not ast.get_docstring(ast.parse(file.read_text()))
    ]
    assert silent == []


HEAVY = ("reportlab", "uharfbuzz", "yaml", "pydantic", "PIL", "click", "rich", "numpy")


def _loaded_by(code: str) -> set[str]:
    """Top-level modules that running ``code`` in a fresh process loads."""
    script = f"{code}\nimport sys\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module", ["handouts.errors", "handouts.resources", "handouts.figures", "handouts.qr"]
)
def test_light_modules_load_nothing_heavy(module: str) -> None:
    import importlib

    file = Path(importlib.import_module(module).__file__ or "")
    package = file.parent if file.name == "__init__.py" else None
    own = [file] if package is None else sorted(package.glob("*.py"))
    top_level = set()
    for source in own:
        for node in ast.parse(source.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                top_level |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                top_level.add((node.module or "").split(".")[0])
    assert not top_level & set(HEAVY)


def test_opening_the_library_does_not_open_the_pdf_writer() -> None:
    assert not _loaded_by("import handouts") & {"reportlab", "PIL", "rich", "click"}


def test_asking_for_help_opens_neither_content_nor_the_pdf_writer() -> None:
    code = "import handouts.cli\ntry: handouts.cli.main(['--help'])\nexcept SystemExit: pass"
    assert not _loaded_by(code) & {"reportlab", "PIL"}


if __name__ == "__main__":
    head, _, tail = _between()
    ARCHITECTURE.write_text(head + _table() + tail, "utf-8")


def test_every_test_file_has_a_name_of_its_own() -> None:
    """Two of one name in folders without ``__init__.py`` stop the collection of all of them."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
