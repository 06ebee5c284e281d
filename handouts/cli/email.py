"""``handouts email``: a handout or a home program as a message, written to a file or sent."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli import options as opt
from handouts.cli import terminal
from handouts.cli.targets import LARGEST_ROSTER, taken
from handouts.errors import ContentError, HandoutError, Problem
from handouts.language import SOURCE
from handouts.resources import read_file

if TYPE_CHECKING:
    from handouts.content.library import Library
    from handouts.mail.message import Ready
    from handouts.mail.posting import Posted


@click.command("email", cls=opt.Command)
@click.argument("slug", required=False, metavar="[SLUG|PLAN.yaml]")
@click.option("--to", metavar="ADDRESS", help="Who gets it: name@example.org, or Name <name@example.org>.")
@click.option("--eml", type=opt.OUTPUT_FILE, metavar="FILE.eml",
              help="Write the message to a file that mail programs open.")  # fmt: skip
@click.option("--send", "sending", is_flag=True, help="Hand it over to the mail server of the clinic file.")
@click.option(
    "--confirm", metavar="ADDRESS", help="With --send: the address once more, so that no slip sends it wrong."
)
@click.option("--again", is_flag=True, help="Send what was sent before once more.")
@click.option(
    "--personal", is_flag=True, help="Put name, goal and notes into the body, not only into the PDF."
)
@click.option("--no-attach", is_flag=True, help="Leave the PDF out.")
@click.option("--roster", type=click.Path(path_type=Path), metavar="FILE",
              help="Send each row of a table its handout or program; it has a column email.")  # fmt: skip
@click.option("--pause", type=click.FloatRange(0, 3600), default=2.0, show_default=True, metavar="SECONDS",
              help="With --roster: wait so long between two messages.")  # fmt: skip
@click.option("--log", type=opt.OUTPUT_FILE, metavar="FILE.jsonl",
              help="With --roster: what became of each row, by its number.")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@opt.VERBOSE
@opt.of_a_sheet
def command(
    slug: str | None,
    to: str | None,
    eml: Path | None,
    sending: bool,
    confirm: str | None,
    again: bool,
    personal: bool,
    no_attach: bool,
    roster: Path | None,
    pause: float,
    log: Path | None,
    force: bool,
    verbose: bool,
    **options: Any,
) -> None:
    """Make an e-mail message of a handout, or of the home program in PLAN.yaml.

    --eml writes it, --send sends it. The subject names the clinic alone; the patient's name, goal and notes are in the
    PDF only, unless you say --personal.
    """
    options = opt.settled(options)
    library = opt.opened({**options, "lang": SOURCE})
    if roster is not None:
        if to or eml or not sending:
            raise click.UsageError("--roster sends: give --send, and neither --to nor --eml")
        _post(
            library, slug, roster, options, pause, log, personal=personal, attach=not no_attach, again=again
        )
        return
    if not slug or not to:
        raise click.UsageError("give SLUG or PLAN.yaml, and --to ADDRESS")
    if not eml and not sending:
        raise click.UsageError("give --eml FILE.eml to write the message, or --send to send it")
    if sending and (confirm or "").strip() != to.strip():
        raise click.UsageError("--send needs the address twice: give it again with --confirm ADDRESS")
    if eml and not force and (found := taken(eml)):
        raise ContentError(found)
    ready = _ready(library, slug, to, options, personal=personal, attach=not no_attach)
    _show(ready, verbose)
    if eml:
        from handouts.output import write_all

        write_all({eml: ready.message.as_bytes()}, private=True)
        terminal.path(eml)
    if sending:
        from handouts.mail.sending import Sent, send, server_of

        send(ready, server_of(library), Sent.of_user(), again=again, today=opt.today())
        terminal.say("sent")


def _ready(
    library: Library, slug: str, to: str, options: dict[str, Any], *, personal: bool, attach: bool
) -> Ready:
    from handouts.mail.message import message_of

    wanted: Any
    if _is_plan(slug):
        from handouts.cli.home import given
        from handouts.program.reading import changed, read_plan, with_usual

        planned = changed(read_plan(Path(slug), library), given(options), library)
        wanted = with_usual(planned, paper=library.clinic.paper, lang=library.clinic.language)
    else:
        wanted = opt.requested(slug, options)
    return message_of(
        library, wanted, to=to, personal=personal, attach=attach, sent_at=opt.now(), today=opt.today()
    )


def _is_plan(slug: str) -> bool:
    return slug.lower().endswith((".yaml", ".yml"))


def _show(ready: Ready, verbose: bool) -> None:
    from handouts.notes import lines

    for line in lines(ready.notes, all_of_it=verbose):
        terminal.say(line)


def _post(
    library: Library,
    slug: str | None,
    file: Path,
    options: dict[str, Any],
    seconds: float,
    log: Path | None,
    *,
    personal: bool,
    attach: bool,
    again: bool,
) -> None:
    """Send every row. Raises ContentError with what was wrong, after the others were sent."""
    from handouts.mail.posting import post, write_log
    from handouts.mail.sending import Sent, server_of
    from handouts.recipients import recipients
    from handouts.roster import read_roster

    try:
        data = read_file(file, LARGEST_ROSTER)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ContentError(Problem(str(file), 0, 0, f"cannot be read: {reason}", "check the path")) from None
    table = read_roster(str(file), data)
    people, wrong = recipients(str(file), table, opt.requested(slug or "", options))
    if wrong:
        raise ContentError(wrong)
    results = post(
        library, str(file), people, server_of(library), Sent.of_user(), now=opt.now, pause=lambda: time.sleep(seconds),
        personal=personal, attach=attach, again=again,
    )  # fmt: skip
    _report(list(write_log(log, results) if log else results))


def _report(results: list[Posted]) -> None:
    counts = {
        name: sum(one.result == name for one in results)
        for name in dict.fromkeys(one.result for one in results)
    }
    terminal.say(", ".join(f"{number} {name}" for name, number in counts.items()))
    problems = [problem for one in results for problem in one.problems]
    if problems:
        raise HandoutError(problems)
