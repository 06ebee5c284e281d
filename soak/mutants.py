"""Checks with one thing wrong in each: do their tests notice? What survives is a rule that nobody would miss.

A mutant is made while its module is imported, in a process of its own; nothing on the disk is touched but a ledger, if
one is named: what it tells of a module and its tests as they are now is not tried again.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.abc
import importlib.machinery
import io
import itertools
import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import spec_from_loader
from pathlib import Path
from types import MappingProxyType, ModuleType

from soak.measure import Result

SEED = 20261127
ENDLESS = 300
"""Seconds of processor time after which a mutant is taken to run for ever, which is noticed; tests take under 30."""
ROOT = Path(__file__).parents[1]
TESTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "handouts.sheet.assured": ("tests/sheet/test_assured_parts.py", "tests/sheet/test_assured.py"),
        "handouts.sheet.gates": (
            "tests/sheet/test_asked_wrong.py", "tests/sheet/test_gates.py", "tests/sheet/test_rules.py",
            "tests/sheet/test_no_strain.py", "tests/sheet/test_gates_asked.py",
        ),
        "handouts.sheet.front": (
            "tests/sheet/test_front_drawings.py", "tests/sheet/test_front_rules.py", "tests/sheet/test_rules.py",
            "tests/sheet/test_front_places.py",
        ),
        "handouts.sheet.person": (
            "tests/sheet/test_front_rules.py", "tests/sheet/test_rules.py", "tests/sheet/test_compose.py",
        ),
        "handouts.sheet.plan": (
            "tests/sheet/test_plan_rules.py", "tests/sheet/test_plan_states.py", "tests/sheet/test_rules.py",
            "tests/sheet/test_first_aid_rules.py", "tests/sheet/test_gates.py",
            "tests/sheet/test_beside_exercises.py",
        ),
        "handouts.sheet.dose": (
            "tests/sheet/test_dose_ways.py", "tests/sheet/test_dose.py", "tests/language/test_load_words.py",
        ),
        "handouts.html.text": (
            "tests/html/test_text.py", "tests/html/test_text_details.py", "tests/html/test_html_text.py",
        ),
        "handouts.headers": ("tests/test_header_rules.py",),
        "handouts.content.model.dose": (
            "tests/content/test_dose_notation.py", "tests/sheet/test_dose.py", "tests/content/test_dose_bounds.py",
            "tests/content/test_loads.py",
        ),
        "handouts.content.model.load": ("tests/content/test_loads.py",),
        "handouts.content.model.reach": ("tests/content/test_reach.py", "tests/test_message_headers.py"),
        "handouts.check.doses": ("tests/check/test_doses.py",),
        "handouts.content.weaker": (
            "tests/content/test_weaker_rules.py", "tests/content/test_overlay.py", "tests/content/test_silent.py",
            "tests/language/test_retold.py",
        ),
        "handouts.content.retold": ("tests/language/test_retold.py",),
        "handouts.layout.lines": (
            "tests/layout/test_line_glyphs.py", "tests/layout/test_lines.py", "tests/layout/test_bidi.py",
            "tests/layout/test_scripts.py",
        ),
        "handouts.layout.shape": (
            "tests/layout/test_line_glyphs.py", "tests/layout/test_lines.py", "tests/layout/test_scripts.py",
        ),
        "handouts.layout.bidi": ("tests/layout/test_line_glyphs.py", "tests/layout/test_bidi.py"),
        "handouts.layout.scripts": ("tests/layout/test_scripts.py", "tests/layout/test_faces.py"),
        "handouts.record.reading": ("tests/record/test_hostile_receipts.py",),
        "handouts.figures.outline": ("tests/figures/test_drawing.py", "tests/figures/test_hostile_figures.py"),
        "handouts.content.po": ("tests/content/test_po.py",),
        "handouts.content.repeats": ("tests/content/test_repeats.py",),
        "handouts.content.strays": ("tests/content/test_strays.py",),
        "handouts.check.alarms": ("tests/check/test_alarms.py",),
        "handouts.check.claims": ("tests/check/test_claims.py",),
        "handouts.content.grounds": ("tests/content/test_grounds.py", "tests/check/test_claims.py"),
        "handouts.mail.addresses": ("tests/mail/test_message.py",),
    }
)  # fmt: skip
"""The checks, and the tests that should notice."""
_SWAPS: Mapping[type, type] = MappingProxyType(
    {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
     ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And}
)  # fmt: skip


def mutants(
    each: int | None,
    names: Sequence[str] = tuple(TESTED),
    most: float | None = None,
    ledger: Path | None = None,
) -> list[Result]:
    """A line for each check: how many of ``each`` mutants (all of them if None) its tests caught.

    No mutant is begun after ``most`` seconds: then the lines say what is known. ``ledger``: a file that keeps
    what became of every mutant, a line of JSON each, so that the next run goes on where this one ended.
    """
    begun, known, results = time.monotonic(), _known(ledger), list[Result]()
    for name in names:
        state, places = _state(name), list(_places(_source(name)))
        chosen = places if each is None else random.Random(SEED).sample(places, min(each, len(places)))
        found: dict[tuple[int, str, int], bool] = {}
        for place in sorted(chosen):
            key = (name, state, place[2])
            if key not in known:
                if most is not None and time.monotonic() - begun > most:
                    continue
                known[key] = _caught(name, place)
                _note(ledger, key, place, known[key])
            found[place] = known[key]
        results.append(_result(name, found, len(chosen)))
    return results


def _result(name: str, found: Mapping[tuple[int, str, int], bool], wanted: int) -> Result:
    alive = [place for place, caught in found.items() if not caught]
    lines = ", ".join(f"line {line} {what}" for line, what, _ in alive) or ("none survived" if found else "")
    late = f"{wanted - len(found)} not tried in time" if wanted > len(found) else ""
    lines = "; ".join(part for part in (lines, late) if part)
    print(f"mutants: {name}: {lines}", file=sys.stderr)
    done = f"{len(found) - len(alive)} of {len(found)} caught" if found else "not tried"
    return Result(f"mutants: {name}", len(alive) * 10 <= len(found), done, lines)


def _state(name: str) -> str:
    """What tells a check and its tests, as they are, from any others."""
    texts = [_source(name), *((ROOT / test).read_text("utf-8") for test in TESTED[name])]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def _known(ledger: Path | None) -> dict[tuple[str, str, int], bool]:
    """What became of mutants in earlier runs."""
    if ledger is None or not ledger.is_file():
        return {}
    lines = map(json.loads, ledger.read_text("utf-8").splitlines())
    return {(line["check"], line["state"], line["node"]): line["caught"] for line in lines}


def _note(ledger: Path | None, key: tuple[str, str, int], place: tuple[int, str, int], caught: bool) -> None:
    if ledger is not None:
        line = {"check": key[0], "state": key[1], "node": key[2], "line": place[0], "what": place[1]}
        with ledger.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "caught": caught}) + "\n")


def _source(name: str) -> str:
    return (ROOT / (name.replace(".", "/") + ".py")).read_text("utf-8")


def _places(source: str) -> Iterator[tuple[int, str, int]]:
    """What can be made wrong: the line, what is done to it, and the how-manieth node of the module it is."""
    for number, node in enumerate(ast.walk(ast.parse(source))):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
            yield line, "compares otherwise", number
        elif isinstance(node, ast.BoolOp):
            yield line, "and for or", number
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield line, "not left out", number
        elif isinstance(node, ast.If | ast.IfExp):
            yield line, "never so", number
        elif isinstance(node, ast.Raise):
            yield line, "no error", number
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom):
            yield line, "nothing yielded", number
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            yield line, "one more", number


def _wrong(source: str, number: int) -> ast.Module:
    tree = ast.parse(source)
    node = next(itertools.islice(ast.walk(tree), number, None))
    if isinstance(node, ast.Compare):
        node.ops[0] = _SWAPS[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = _SWAPS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.BoolOp(ast.And(), [node.test, ast.Constant(False)])
    elif isinstance(node, ast.Constant):
        node.value = int(str(node.value)) + 1
    else:
        nothing = ast.copy_location(ast.Pass(), node)
        for parent in ast.walk(tree):
            for field, old in ast.iter_fields(parent):
                if isinstance(old, list) and node in old:
                    setattr(parent, field, [nothing if one is node else one for one in old])
    ast.fix_missing_locations(
        node
    )  # what is new lies in it; the whole module would take as long as all the rest
    return tree


class _Maker(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with one thing wrong."""

    def __init__(self, name: str, tree: ast.Module) -> None:
        self.name, self.tree = name, tree

    def find_spec(
        self, fullname: str, path: object, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        place = str(ROOT / (self.name.replace(".", "/") + ".py"))
        return spec_from_loader(fullname, self, origin=place) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.tree, self.name, "exec"), module.__dict__)


def _caught(name: str, place: tuple[int, str, int]) -> bool:
    """Whether the tests of a check fail with one thing wrong in it."""
    child = os.fork()
    if not child:
        status = 1
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
            for loaded in [one for one in sys.modules if one.partition(".")[0] in ("handouts", "tests")]:
                del sys.modules[loaded]
            sys.meta_path.insert(0, _Maker(name, _wrong(_source(name), place[2])))
            import pytest

            tests = [str(ROOT / test) for test in TESTED[name]]
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                status = int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
        finally:
            os._exit(0 if status == 0 else 1)
    return os.waitpid(child, 0)[1] != 0
