"""The real forms as they are printed, and made-up ones with every shape of question."""

from dataclasses import replace

from kast_eval.definition.form import (
    Asked,
    Condition,
    Filler,
    FormDefinition,
    Item,
    Question,
    Role,
    Section,
    Timing,
)
from kast_eval.kinds import Choice, Count, Day, Kind, Scale, Several, Words
from kast_eval.paper.extra import on_paper
from kast_eval.wording import Wording
from tests.definition.example import real_library

FORMS: tuple[FormDefinition, ...] = tuple(
    definition.as_asked() for definition in real_library().forms
)
GROWN: tuple[FormDefinition, ...] = tuple(
    printed
    for form in real_library().forms
    if (printed := on_paper(form, form.optional_items)).has_extra_page
)
"""The forms that have more to add than their pages have room for, with all of it."""

LONG = Wording(
    "En fråga vars svenska lydelse är så lång att den inte får plats på en enda rad av papperet",
    "A question that is short",
)


def words(text: str) -> Wording:
    return Wording(text, f"{text} (en)")


def item(name: str, kind: Kind, *, number: str = "1", only_if: Condition | None = None) -> Item:
    return Item(
        name=name,
        number=number,
        wording=words(name),
        short=words(name),
        kind=kind,
        role=Role.OTHER,
        asked=Asked.ALWAYS,
        condition=only_if,
    )


def question(
    number: int, kind: Kind, *, wording: Wording | None = None, hint: Wording | None = None
) -> Question:
    name = f"item_{number}"
    return Question(str(number), wording or words(f"Fråga {number}"), (item(name, kind),), hint)


def on_request(asked: Question) -> Question:
    """Return a question that stands on the paper only where a clinic has added it."""
    return replace(asked, items=(replace(asked.items[0], asked=Asked.ON_REQUEST),))


def tall(number: int) -> Question:
    """Return a question to add that takes a good part of a page."""
    choices = {code: Wording("x" * 40, "x") for code in range(14)}
    return on_request(question(number, Choice(choices)))


def with_write_in(asked: Question, name: str) -> Question:
    """Return a question with the words item that is written beside one of its boxes."""
    box = asked.items[0]
    written = replace(item(name, Words(largest=60)), write_in_for=box.name)
    return replace(asked, items=(box, written))


NO_YES = Choice({0: words("nej"), 1: words("ja")})
ENDS = {0: words("inte alls"), 4: words("helt")}
STEPS = {step: words(f"steg {step}") for step in range(5)}


def grid_question(
    number: int, kinds: tuple[Kind, ...], columns: int, wording: Wording | None = None
) -> Question:
    items = tuple(
        item(f"grid_{number}_{place}", kind, number=f"{number}{'abcdef'[place]}")
        for place, kind in enumerate(kinds)
    )
    rows = tuple(words(f"rad {row}") for row in range(len(kinds) // max(1, columns)))
    heads = tuple(words(f"kolumn {column}") for column in range(columns))
    hint = words("En anvisning.") if wording else None
    return Question(str(number), wording or words("Rutnät"), items, hint, rows, heads)


def sample(*questions: Question, filler: Filler = Filler.CLIENT) -> FormDefinition:
    """Return a form of one page and one section."""
    return replace(
        FORMS[0],
        form="sample",
        version=1,
        letter="S",
        title=words("Prov"),
        filler=filler,
        timing=Timing.SESSION,
        pages=1,
        page_codes=(200,),
        sections=(Section(words("Avsnitt"), questions, words("Inledning.")),),
        checks=(),
        closing=None,
    )


LONG_CHOICES = {code: Wording(LONG.sv * 2, "short") for code in (1, 2, 3)}
CAUSES = {name: words(name) for name in ("ett", "två", "annat")}
CHOICES = sample(
    question(1, NO_YES),
    question(2, NO_YES, wording=LONG),
    with_write_in(question(3, Choice(LONG_CHOICES, write_ins={3: "text_3"})), "text_3"),
    question(4, Choice({code: words(f"val {code}") for code in (1, 2, 3, 97)}), hint=LONG),
    with_write_in(
        question(
            5,
            Several(CAUSES, words("inget"), write_ins={"annat": "text_5"}),
            hint=words("Kryssa."),
        ),
        "text_5",
    ),
)
NUMBERS = sample(
    question(1, Count(99, unit=words("gånger"))),
    question(2, Count(9999), wording=LONG),
    question(3, Day()),
    question(4, Day(), wording=LONG, hint=words("Ungefär.")),
    question(5, Words(lines=2, largest=60)),
    grid_question(6, (Count(9), Count(99), Count(999), Count(9)), 2),
    grid_question(7, (Count(9), Count(99)), 0, LONG),
    filler=Filler.STAFF,
)
SCALES = sample(
    question(1, Scale(0, 10, ENDS)),
    question(2, Scale(0, 4, {0: words("aldrig"), 2: words("ibland"), 4: words("alltid")})),
    question(3, Scale(0, 4, STEPS)),
    grid_question(4, (Scale(0, 4, STEPS), Scale(0, 4, STEPS)), 0),
    grid_question(5, (Scale(0, 10, {0: words("nej"), 10: words("ja")}),) * 2, 0, LONG),
    grid_question(6, (NO_YES, NO_YES), 0),
    grid_question(7, (Scale(0, 10, {}),), 0, LONG),
)
SAMPLES = (CHOICES, NUMBERS, SCALES)
