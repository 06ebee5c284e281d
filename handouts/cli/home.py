"""``handouts program``: the home program of one person, from a plan file or from options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.cli.targets import SUFFIXES, apart, taken, targets
from handouts.content.model.plan import ADDED, LAYOUTS, MOST_WEEKS
from handouts.errors import ContentError
from handouts.language import SOURCE

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.made import Format, Made
    from handouts.program.reading import Planned

NAME = "home-program"
_OWN = ("about", "goal", "by", "weeks", "layout", "add", "visit", "fillable")
_SHARED = ("paper", "lang", "edition", "side", "note", "date", "cleared")


@click.command("program", cls=opt.Command)
@click.argument("plan", required=False, type=click.Path(path_type=Path), metavar="[PLAN.yaml]")
@click.option("-o", "output", metavar="FILE.pdf|DIR|-", help="Where to write; - is standard output.")
@click.option("--format", type=click.Choice(tuple(SUFFIXES)), default="pdf", show_default=True,
              help="pdf to print; html, one web page; text.")  # fmt: skip
@click.option("--about", metavar="SLUG", help="The muscle or condition that is treated.")
@click.option(
    "--goal", metavar="TEXT", help="What the patient wants to do again, in the patient's own words."
)
@click.option("--by", metavar="NAME", help="Who made the program.")
@click.option("--weeks", type=click.IntRange(0, MOST_WEEKS), help="Weeks that the log is for; 0: no log.")
@click.option("--layout", type=click.Choice(LAYOUTS), help="Exercises of a page: rows is as many as fit.")
@click.option("--add", multiple=True, type=click.Choice(ADDED), help="Pages to add to the program.")
@click.option("--visit", metavar="YYYY-MM-DD[ TIME]", help="The next visit.")
@click.option("--from", "printed", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pdf",
              help="Make the program again whose plan is in this PDF file.")  # fmt: skip
@click.option("--embed-plan", is_flag=True, help="Put the plan into the PDF file, for --from. It says so.")
@click.option("--save-plan", type=opt.OUTPUT_FILE, metavar="FILE.yaml",
              help="Write the plan to a file that makes the program again.")  # fmt: skip
@click.option("--fillable", is_flag=True, help="Log and writing lines can be filled in on a screen.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@opt.RECEIPT
@opt.FHIR
@opt.VERBOSE
@opt.of_a_sheet
def command(
    plan: Path | None,
    output: str | None,
    format: Format,
    printed: Path | None,
    embed_plan: bool,
    save_plan: Path | None,
    force: bool,
    receipt: Path | None,
    fhir: Path | None,
    verbose: bool,
    **options: Any,
) -> None:
    """Make a personal home program of the plan in PLAN.yaml, or of --exercise and other options.

    Options count over what the file says. Without -o it is build/home-program.pdf.
    """
    from handouts.making import press_with
    from handouts.notes import lines
    from handouts.program.making import make_program
    from handouts.program.reading import with_usual

    if options["detail"] or options["note_lang"] or options["keep"]:
        raise click.UsageError("--detail, --keep and --note-lang are for sheets")
    if plan is not None and printed is not None:
        raise click.UsageError("give PLAN.yaml or --from FILE.pdf, not both")
    if (embed_plan or receipt or fhir) and format != "pdf":
        raise click.UsageError("--embed-plan, --receipt and --fhir are of PDF files")
    if options["fillable"] and format != "pdf":
        raise click.UsageError("--fillable is of a PDF: a web page has boxes to tick anyway")
    if embed_plan and receipt:
        raise click.UsageError("a receipt is of a file without its plan: leave out --embed-plan or --receipt")
    path = _target(output, format, options["ref"])
    library = opt.opened({**options, "lang": SOURCE})
    planned = with_usual(
        _planned(library, plan, printed, options), paper=library.clinic.paper, lang=library.clinic.language
    )
    if planned.plan.lang == library.clinic.language:
        library.speaking(planned.plan.lang)  # a language that nobody has is wrong in the clinic file
    others = (path, save_plan, receipt, fhir)
    apart(others)
    problems = [found for file in others if file and not force and (found := taken(file))]
    if problems:
        raise ContentError(problems)
    press = press_with(options["fonts"]) if options["fonts"] else None
    made = make_program(
        library, planned, format, press=press, today=opt.today(), embed=embed_plan,
        allow_untranslated=options["allow_untranslated"],
    )  # fmt: skip
    for line in lines(made.notes, all_of_it=verbose):
        terminal.say(line)
    _write(made.data, path, planned, save_plan, _records(library, planned, made, receipt, fhir))
    opt.say_sample(options)


def _records(
    library: Library, planned: Planned, made: Made, receipt: Path | None, fhir: Path | None
) -> dict[Path, bytes]:
    """A receipt and FHIR resources of a program, where they are wanted."""
    files: dict[Path, bytes] = {}
    if receipt:
        from handouts.record.receipt import receipt as written

        files[receipt] = written(library, planned, made, opt.now()).encode("utf-8")
    if fhir:
        from handouts.program.choose import program_of
        from handouts.record.fhir import as_text, bundle

        files[fhir] = as_text(bundle(program_of(library, planned), made)).encode("utf-8")
    return files


def _write(
    data: bytes, path: Path | None, planned: Planned, save_plan: Path | None, records: dict[Path, bytes]
) -> None:
    from handouts.output import write_all, write_out
    from handouts.program.reading import plan_text

    files = {**records} if path is None else {path: data, **records}
    if save_plan is not None:
        files[save_plan] = plan_text(planned.plan).encode("utf-8")
    write_all(files, private=True)
    if path is None:
        write_out(data)
        return
    terminal.path(path)


def _target(output: str | None, format: str, ref: str | None) -> Path | None:
    """The file to write; None for standard output. Its name says nothing of the patient."""
    places = targets((NAME,), output, format, ref)
    return places.get(NAME) if output != "-" else None


def _planned(library: Library, plan: Path | None, printed: Path | None, options: dict[str, Any]) -> Planned:
    """The plan of a file with the options over it, or that of the options alone. Raises ContentError."""
    from handouts.program.reading import changed, plan_of, read_plan

    said = given(options)
    if plan is None and printed is None:
        if not said.get("exercises"):
            raise click.UsageError("give PLAN.yaml, or --exercise SLUG for each exercise")
        return plan_of(said, library)
    if plan is not None:
        planned = read_plan(plan, library)
    else:
        from handouts.program.embedding import plan_in

        assert printed is not None
        planned = plan_in(printed, library)
    return changed(planned, said, library)


def given(options: dict[str, Any]) -> dict[str, Any]:
    """What the options of the command line say, by the keys of a plan file."""
    source = click.get_current_context().get_parameter_source
    said: dict[str, Any] = {}
    for name in (*_OWN, *_SHARED):
        parameter = source(name)
        if parameter is not None and parameter.name == "COMMANDLINE":
            said[name] = options[name]
    for key, option in (
        ("name", "patient"), ("name_latin", "patient_latin"), ("exercises", "exercises"), ("has", "health"),
    ):  # fmt: skip
        if options[option]:
            said[key] = options[option]
    if "visit" in said:
        said["visit"] = _visit(said["visit"])
    return said


def _visit(text: str) -> dict[str, str]:
    day, _, time = text.strip().partition(" ")
    return {"on": day} | ({"at": time.strip()} if time.strip() else {})
