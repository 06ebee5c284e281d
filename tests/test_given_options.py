"""Options of every command: none is empty, none is given twice, and no work begins for what cannot be written."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from handouts.cli import COMMANDS, main, program
from handouts.content.library import Library
from tests.sheet.bundled import MUSCLE
from tests.support.command import Run, refused

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
NEEDED = {
    "sheet": [MUSCLE], "build": ["-o", "out"], "merge": [MUSCLE, "r.csv"], "program": ["--exercise", "clamshell"],
    "email": [MUSCLE, "--to", "a@b.org", "--eml", "x.eml"], "again": ["r.json"], "find": ["hip"], "site": ["-o", "out"],
    "new": ["muscle", "made-up"], "translate extract": ["de"], "translate update": ["es"], "translate status": ["es"],
    "review": [MUSCLE],
}  # fmt: skip
"""What a command does not go without."""
OUT = {
    "sheet": ["-o", "--receipt", "--fhir"], "build": ["-o"], "merge": ["-o", "--single"], "again": ["-o"],
    "program": ["-o", "--receipt", "--fhir", "--save-plan"], "email": ["--eml", "--log"], "site": ["-o"], "new": ["-o"],
    "translate extract": ["--data"], "translate update": ["--data"], "review": ["-o"],
}  # fmt: skip
"""Options that name what is written."""
READ = {"--clinic", "--data", "--fonts", "--from", "--roster", "--confirm"}
FOLDERS = {("build", "-o"), ("merge", "-o"), ("site", "-o"), ("new", "-o"), ("translate extract", "--data"),
           ("translate update", "--data")}  # fmt: skip


def commands(group: click.Group = program, before: str = "") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif command is not None:
            yield f"{before}{name}", command


ALL = dict(commands())
OPTIONS = [
    (name, option)
    for name, command in ALL.items()
    for option in command.params
    if isinstance(option, click.Option)
]


def words(name: str, option: str, *more: str) -> list[str]:
    """A command with what it needs, less ``option``."""
    needed = list(NEEDED.get(name, []))
    if option in needed:
        at = needed.index(option)
        del needed[at : at + 2]
    return [*name.split(), *needed, *more]


def test_every_command_is_looked_at() -> None:
    assert {name.split()[0] for name in ALL} == set(COMMANDS)
    for name, option in OPTIONS:
        shown = option.metavar or ""
        if any(word in shown for word in ("FILE", "DIR", "OUT", "FOLDER")) and option.opts[-1] not in READ:
            assert option.opts[-1] in OUT.get(name, []), (name, option.opts)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=lambda one: getattr(one, "name", one))
def test_no_option_is_empty_or_given_twice(name: str, option: click.Option, run: Run) -> None:
    opt = option.opts[-1]
    if not option.is_flag:
        for nothing in ("", " ", "\t", "\u200b", "\u2060 \u00ad"):
            done = run(*words(name, opt, opt, nothing))
            assert done.status == 2 and f"{opt} is empty" in done.err, done
    value = [] if option.is_flag else ["x"]
    done = run(*words(name, opt, opt, *value, opt, *value))
    assert done.status == 2 and f"{opt}" in done.err and "is given twice" in done.err, done


ODD = "\x1b]0;PWNED\x07\u202egnp.exe" + "x\ny: z\n" * 5_000


@pytest.mark.parametrize(
    ("name", "option"),
    [(name, one) for name, one in OPTIONS if not one.is_flag],
    ids=lambda one: getattr(one, "name", one),
)
def test_no_value_of_an_option_steers_a_terminal_or_fills_it(
    name: str, option: click.Option, run: Run
) -> None:
    opt = option.opts[-1]
    done = run(*words(name, opt, opt, ODD))
    assert done.status in (1, 2) and "internal error" not in done.err and not STEERS.search(done.err), done
    assert len(done.err) < 6_000 and done.err.count("\n") < 60, done
    assert not STEERS.search(done.out)


LISTS = [
    (name, one.metavar or one.name)
    for name, command in ALL.items()
    for one in command.params
    if isinstance(one, click.Argument) and one.nargs == -1
]


@pytest.mark.parametrize(("name", "metavar"), LISTS)
def test_nothing_is_named_twice(name: str, metavar: str, run: Run) -> None:
    done = run(*name.split(), "x", "y", "x")
    assert done.status == 2 and "x is named twice: name it once" in done.err, (metavar, done)


@pytest.mark.parametrize("name", ALL)
def test_an_option_is_not_the_value_of_another(name: str, run: Run) -> None:
    """ "-o --force" made a folder "--force", and replaced nothing."""
    for option in ALL[name].params:
        if isinstance(option, click.Option) and not option.is_flag:
            for other in ("--help", option.opts[-1], f"{option.opts[-1]}=x"):
                done = run(*words(name, option.opts[-1]), option.opts[-1], other)
                said = f"{option.opts[-1]} has no value: {other} is an option"
                assert done.status == 2 and said in done.err, (option, other, done)


@pytest.mark.parametrize(("name", "option"), [(name, one) for name, some in OUT.items() for one in some])
@pytest.mark.parametrize("place", ["-", "--"])
def test_what_is_not_written_to_standard_output_makes_nothing_of_that_name(
    name: str, option: str, place: str, run: Run
) -> None:
    if place == "-" and (name, option) in {("sheet", "-o"), ("program", "-o")}:
        pytest.skip("it is written to standard output")
    if option == "--data":
        pytest.skip("content is read from there as well")
    Path("r.csv").write_text("name\nA\n")
    done = run(*words(name, option), option, place)
    assert done.status in (1, 2) and not Path(place).exists() and "internal error" not in done.err, done
    assert done.err


def test_the_language_of_no_note_is_wrong_usage(run: Run) -> None:
    refused(
        run(MUSCLE, "--note-lang", "es", "-o", "x.pdf"), "--note-lang is the language of --note", status=2
    )


@pytest.mark.parametrize("name", ALL)
def test_what_no_command_line_can_hold_is_wrong_usage(name: str, run: Run) -> None:
    """A program in this process can hand over a NUL or half a character; a byte of a name that is no text is none."""
    for parameter in ALL[name].params:
        if isinstance(parameter, click.Option) and parameter.is_flag:
            continue
        option = [parameter.opts[-1]] if isinstance(parameter, click.Option) else []
        for value, said in (("a\0b", "\\x00"), ("x\ud800", "\\ud800"), ("\udfff.pdf", "\\udfff")):
            needed = words(name, option[0]) if option else name.split()
            done = run(*needed, *option, value)
            assert done.status == 2 and f"{said} is not a character" in done.err, (option, done)


@pytest.mark.parametrize(
    "name", [name for name in ALL if any(isinstance(p, click.Argument) for p in ALL[name].params)]
)
def test_an_empty_name_is_not_the_folder_one_is_in(name: str, run: Run) -> None:
    for nothing in ("", " ", "\u200b"):
        done = run(*name.split(), nothing)
        assert done.status == 2 and "is empty: give a name" in done.err, done


@pytest.mark.parametrize("odd", [5, None, b"check", ["check"]])
def test_arguments_that_are_no_texts_are_named(odd: object, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([odd], ["check", odd]):
        with pytest.raises(SystemExit) as end:
            main(arguments)  # type: ignore[arg-type]
        err = capsys.readouterr().err
        assert end.value.code == 2 and err.startswith("arguments: ") and "internal error" not in err


@pytest.mark.parametrize("place", ["x.", "x.pdf.", "there/x.pdf ", "x. "])
def test_a_name_that_some_systems_cut_is_wrong_usage(place: str, run: Run) -> None:
    """Windows takes points and spaces off the end of a name, so that two names are one."""
    done = run("gluteus-minimus", "-o", place)
    assert done.status == 2 and "ends in a point or a space" in done.err, done
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "LPT9.x", "aux"])
def test_a_name_that_is_a_device_elsewhere_is_refused(name: str, run: Run) -> None:
    """Windows writes such a file to the device, whatever its ending: the sheet is lost."""
    for words in (
        [MUSCLE, "-o", f"there/{name}.pdf"], ["program", "--exercise", "clamshell", "-o", f"{name}.pdf"],
        ["build", MUSCLE, "-o", name], [MUSCLE, "-o", "x.pdf", "--receipt", f"{name}.json"],
    ):  # fmt: skip
        done = run(*words)
        assert done.status == 1 and "is a device on some systems" in done.err, done
    done = run(MUSCLE, "--ref", name)
    assert done.status == 1 and f"--ref: {name!r} cannot be used" in done.err, done
    Path("r.csv").write_text(f"name,ref\nAna,{name}\n")
    done = run("merge", MUSCLE, "r.csv", "-o", "there")
    assert done.status == 1 and f"r.csv:2:2: {name!r} cannot be used" in done.err, done
    assert [path.name for path in Path().iterdir()] == ["r.csv"]


def test_a_ref_ends_in_no_point(run: Run) -> None:
    done = run("gluteus-minimus", "--ref", "M.O.", "-o", "there/")
    assert done.status == 1 and "--ref: 'M.O.' cannot be used" in done.err and list(Path().iterdir()) == []
    assert run("gluteus-minimus", "--ref", "M.O", "-o", "there/").status == 0


@pytest.mark.parametrize(("name", "option"), [(name, one) for name, some in OUT.items() for one in some])
@pytest.mark.parametrize("where", ["below a file", "a pipe", "too long", "a file or folder", "protected"])
def test_what_cannot_be_written_is_said_before_any_work(
    name: str, option: str, where: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the work began")

    folder = (name, option) in FOLDERS
    end = "" if folder else ".pdf"
    Path("r.csv").write_text("name\nA\n")
    if where == "below a file":
        Path("file").touch()
        place = f"file/sub{end}"
    elif where == "a pipe":
        place = f"it{end}"
        os.mkfifo(place)
    elif where == "too long":
        place = "new/" + "a" * 260 + end
    elif where == "protected":
        if folder:
            pytest.skip("a folder without leave is found out by whoever is not root")
        place = "kept.pdf"
        Path(place).touch(mode=0o444)
        os.chmod(place, 0o444)
    else:
        place = f"there{end}"
        Path(place).touch() if folder else Path(place).mkdir()
        if not folder and option == "-o" and name != "again":
            pytest.skip("a folder will do")
    monkeypatch.setattr(Library, "load", opened)
    for part in ("handouts.kept.Shelf.find", "handouts.ready.find", "handouts.record.reading.read_receipt"):
        monkeypatch.setattr(part, opened)
    done = run(*words(name, option, option, place))
    assert done.status == 1 and "cannot be written" in done.err and "internal" not in done.err, done
    assert not Path("new").exists()


@pytest.mark.parametrize(
    ("entry", "lost"),
    [
        ("clamshell=", "no dose behind the ="),
        ("clamshell= ; slowly", "no dose behind the ="),
        ("clamshell;", "no note behind the ;"),
        ("clamshell=3x12; ", "no note behind the ;"),
    ],
)
def test_a_dose_or_note_that_got_lost_is_told_wherever_it_is_written(run: Run, entry: str, lost: str) -> None:
    """Not only behind --exercise: a plan file and the cell of a roster took the usual dose in silence."""
    for words in ([MUSCLE], ["program"]):
        refused(run(*words, "--exercise", entry), "--exercise: ", lost)
    plan, roster = Path("plan.yaml"), Path("roster.csv")
    plan.write_text(f"kind: program\nexercises: ['{entry}']\n", "utf-8")
    roster.write_text(f'name,exercises\nAna,"{entry}"\n', "utf-8")
    for done, place in (
        (run("program", plan), "plan.yaml:2:13: "),
        (run("merge", MUSCLE, roster), "roster.csv:2:2: "),
    ):
        assert done.status == 1 and place in done.err and lost in done.err
    assert not list(Path.cwd().rglob("*.pdf"))


@pytest.mark.parametrize("words", [("-o=x.pdf",), ("-o", "=x.pdf"), ("-o=",)])
def test_a_short_option_takes_no_sign(run: Run, words: tuple[str, ...]) -> None:
    """``-o=x.pdf`` wrote into a folder that is called "=x.pdf", or "="."""
    refused(run(MUSCLE, *words), "-o takes no =: write -o FILE", status=2)
