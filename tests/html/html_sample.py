"""A whole handout made by hand, with every type of block, and two small drawings to go with it."""

from __future__ import annotations

import json
from pathlib import Path

from handouts.figures.store import FOLDERS, FigureStore
from handouts.sheet import blocks as b


def t(words: str) -> b.Runs:
    """Runs from words with ``**bold**``."""
    return tuple(b.Span(part, bold=i % 2 == 1) for i, part in enumerate(words.split("**")) if part)


def items(*lines: str) -> tuple[b.Item, ...]:
    return tuple(b.Item(t(line)) for line in lines)


def write_figure(folder: Path, kind: str, slug: str, side: str | None = "right") -> None:
    """A square with one sided label, at 10 units a point."""
    file = folder / FOLDERS[kind] / f"{slug}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    figure = {
        "format": 2, "slug": slug, "kind": kind, "title": f"Drawing of {slug}", "caption": "A caption",
        "alt": "alt of the file", "licence": "CC BY 4.0", "credit_short": "", "changes": "", "side": side,
        "source": {"file": "x.yaml", "sha256": "0"}, "units_per_point": 10, "bounds": [0, 0, 1000, 2000],
        "paths": [{"c": "skin", "d": "M100 100L300 100L300 900Z"}],
        "labels": [{"text": "{side}" if side else "here", "at": [200, 1500], "anchor": "start", "sided": True}],
    }  # fmt: skip
    file.write_text(json.dumps(figure), "utf-8")


def store(folder: Path) -> FigureStore:
    write_figure(folder, "chart", "hip")
    write_figure(folder, "exercise", "ball")
    return FigureStore(folder)


def document(**changes: object) -> b.Document:
    """The sample; ``changes`` replace fields of the document."""
    base: dict[str, object] = {
        "slug": "sample",
        "lang": "en",
        "title": "Gluteus minimus: patient handout",
        "author": "West Suburban Pain Relief",
        "subject": "How to care for the small muscle at the side of the hip",
        "date": "2025-11-21",
        "edition": "standard",
        "paper": "letter",
        "screen": SCREEN,
        "sections": (b.Section("understand", FRONT), b.Section("do", BACK), b.Section("more", MORE)),
        "footer": b.Footer(
            t("Gluteus minimus, version 1.0, 21 Nov 2025. **Not yet reviewed by a clinician.**"),
            t("Sources: Travell & Simons. Large print: ask us."),
            "Page {page} of {pages}",
            t("**Not yet reviewed by a clinician.**"),
        ),
    }
    return b.Document(**(base | changes))  # type: ignore[arg-type]


SCREEN = b.Screen(
    "Skip to the handout", "On this page", "Shortcuts", "Exercises", "Stop signs", "Call us", "To the plan"
)


def figure(kind: str, slug: str, caption: str, mirrored: bool = False) -> b.Figure:
    return b.Figure(kind, slug, f"What {slug} shows", t(caption), mirrored)  # type: ignore[arg-type]


def card(letter: str, name: str, slug: str, steps: tuple[b.Item, ...]) -> b.ExerciseCard:
    return b.ExerciseCard(
        letter,
        name,
        figure("exercise", slug, ""),
        b.Steps(steps),
        (
            b.DoseCell("15–20 sec", "each spot"),
            b.DoseCell("1–2 min", "in all"),
            b.DoseCell("3 times", "a day"),
        ),
        (
            b.Note("Feel it:", t("deep in the outer hip."), "ring"),
            b.Note("Not on", t("sores, infection, broken bones, bulging veins or clots.")),
            b.Note("Ask first:", t("blood thinners, pregnancy, thin bones, numb skin.")),
        ),
        (
            b.Note("You need:", t("a tennis ball.")),
            b.Note("Easier:", t("stand closer to the wall."), folds=True),
        ),
        b.Drop(9, "third exercise") if letter == "C" else None,
        "More about this exercise",
    )


FRONT: tuple[b.Node, ...] = (
    b.Banner(
        "West Suburban Pain Relief",
        b.Span("630-555-0142", bold=True, url="tel:+16305550142"),
        b.Span("WestSubPainRelief.com", url="https://westsubpainrelief.com"),
    ),
    b.Title(
        "Gluteus minimus",
        t("The small, deep muscle at the side of your hip"),
        person=b.Person("For", "Date", t("**M. Osei**"), t("21 Nov 2025"), "Right hip"),
    ),
    b.Summary(
        "In short",
        items(
            "Tight spots here can hurt from hip to ankle.", "It can feel like sciatica (pain from a nerve)."
        ),
        "Do this today",
        t("Press the sore spot with a ball. Then do both stretches in the home plan."),
    ),
    b.Columns(
        (
            b.Heading(2, "Where it is"),
            b.Paragraph(
                t("It is the deepest of your three buttock muscles. It lies right over the hip joint.")
            ),
            b.Columns(
                (figure("anatomy", "no-such-drawing", "A caption without its drawing"),),
                (
                    b.Facts(
                        (
                            b.FactRow("Starts at", t("outer face of the hip bone (ilium)")),
                            b.FactRow("Attaches to", t("bony bump on the thigh bone (greater trochanter)")),
                            b.FactRow("Front part", t("turns the thigh in"), b.Drop(3, "fibre group")),
                        ),
                        "Facts about the muscles",
                    ),
                ),
                "figure-text",
            ),
        ),
        (
            b.Heading(2, "Where it hurts"),
            b.Columns(
                (figure("chart", "hip", "**X**: trigger points. Dots: where the pain may spread."),),
                (
                    b.Paragraph(t("A sore, tight spot in a muscle is called a **trigger point**.")),
                    b.Paragraph(t("**Front spots** send pain along the leg to the ankle.")),
                ),
                "figure-text",
            ),
            b.Heading(2, "You may notice"),
            b.Bullets(items("pain when you lie on that side", "pain when you get up from a chair")),
        ),
    ),
    b.Table(
        ("What sets it off", "What helps"),
        (
            b.Row((t("Sitting or standing still for long"), t("Get up and move often."))),
            b.Row(
                (t("Sleeping on the sore side"), t("Lie on the other side with a knee pillow.")),
                b.Drop(4, "row"),
            ),
            *(b.Row((t(f"Cause {n}"), t(f"Help {n}"))) for n in range(3, 8)),
        ),
        "pairs",
        title="What sets it off and what helps",
        more="More that can set it off",
    ),
    b.StopBox(
        "Stop: call 911 now",
        items("Numb between the legs or when you wipe", "New bladder, bowel or sex trouble"),
        "Stop: be seen today",
        items("You cannot stand on the leg after a fall"),
        "See a doctor or therapist this week",
        items("You cannot put weight on the leg", "Fever, or night pain that will not ease"),
        t("Do not assume it is a muscle."),
    ),
)

BACK: tuple[b.Node, ...] = (
    b.Columns(
        (b.Heading(2, "Your home plan", "page"), b.Paragraph(t("Gluteus minimus, right hip"), "note")),
        (
            b.Paragraph(t("Aim for a mild, easy pull. Stop if pain turns sharp."), "lead"),
            b.PainScale("How much pain?", (b.PainLevel("circle", "0 to 3", t("Go on.")),)),
        ),
        "halves",
    ),
    card(
        "A",
        "Ball on the wall",
        "ball",
        items("Stand side-on, sore hip to the wall.", "Lean in gently. Hold."),
    ),
    card("B", "Seated figure four", "none", items("Sit tall on a firm chair.", "Lean forward.")),
    b.Heading(2, "Other choices", folds=True),
    card("C", "Standing side stretch", "ball", items("Stand near a wall.", "Reach your arm over. Hold.")),
    b.Columns(
        (b.Heading(2, "If it is strained (torn)", folds=True),),
        (b.Paragraph(t("Healing times from: two books."), "note"),),
        "heading-note",
    ),
    b.Table(
        ("Grade", "Torn fibers", "What it feels like", "Often heals in", "What to do"),
        (
            b.Row(
                (
                    t("**1 mild**"),
                    t("A few"),
                    t("Slight pull"),
                    t("1 to 3 weeks"),
                    t("R.I.C.E., then move gently"),
                )
            ),
            b.Row(
                (
                    t("**2 moderate**"),
                    t("Up to half"),
                    t("Sharp pain"),
                    t("4 to 12 weeks"),
                    t("R.I.C.E. and call us"),
                )
            ),
        ),
        "grades",
        row_header=True,
    ),
    b.Panel(
        "R.I.C.E.",
        t("for the first 24–72 hours. No heat, alcohol, running or massage."),
        (
            b.PanelBox("Rest", t("Use the hip less. Get extra sleep.")),
            b.PanelBox("Ice", t("Wrapped, 20 minutes, every 2 hours. Not on numb skin.")),
            b.PanelBox("Compression", t("Snug, never numb. Ask first with diabetes or poor blood flow.")),
            b.PanelBox(
                "Elevation", t("Lie down. Put pillows under your leg."), (figure("exercise", "ball", ""),)
            ),
        ),
        (b.Paragraph(t("Later: 20 minutes cold, 1 hour off, 20 minutes warm. Move gently."), "note"),),
        True,
    ),
    b.Columns(
        (
            b.Log(
                "Two-week log",
                (
                    b.LogRow("A", "Ball"),
                    b.LogRow("B", "Figure four"),
                    b.LogRow("", "Pain, 0 to 10", b.Drop(1, "pain"), "number"),
                ),
                14,
                "A log to fill in by hand for 14 days. Tick a box each time you do these.",
                "Tick a box on each day you do it. This page keeps nothing.",
                "Day {n}",
                True,
            ),
        ),
        (
            b.QrPanel(
                "Scan to read more",
                "https://WestSubPainRelief.com/hip-glute-pain",
                b.Span(
                    "WestSubPainRelief.com/hip-glute-pain", url="https://WestSubPainRelief.com/hip-glute-pain"
                ),
                "Code for your phone. It opens the full article.",
                "Questions?",
                (
                    b.Span("630-555-0142", url="tel:+16305550142"),
                    b.Span("us@example.org", url="mailto:us@example.org"),
                ),
                "Read the full article",
            ),
        ),
        "log-code",
    ),
)

MORE: tuple[b.Node, ...] = (
    b.Heading(2, "Habits that help", "page"),
    b.Steps(items("Change sides often.", "Un**stick** your hips.")),
    b.Heading(3, "How soon will it help?"),
    figure("chart", "hip", "The other side", mirrored=True),
    b.Table(("Code", "Title"), (b.Row((t("M79.18"), t("Myalgia, other site"))),)),
)
