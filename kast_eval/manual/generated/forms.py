"""Chapter 7 and the list of versions: every form with its facts and its picture."""

from collections.abc import Iterable, Mapping, Sequence

from kast_eval.definition.form import Asked, FormDefinition, Question, Section
from kast_eval.definition.numbered import numbered
from kast_eval.manual.references import form_anchor
from kast_eval.manual.tree import Block, Facts, FormFigure, Heading, Run, Table

FILLERS: Mapping[str, str] = {
    "client": "Klienten",
    "relative": "Den anhöriga",
    "staff": "Personalen",
    "manager": "Chefen eller samordnaren",
    "researcher": "Forskaren",
}
"""Who fills in the paper, by the filler's value."""

TIMINGS: Mapping[str, str] = {
    "t0": "Vid starten",
    "session": "Vid varje samtal",
    "t1": "Vid avslutet",
    "follow-up": "3, 6 och 12 månader efter avslutet",
    "year": "En gång om året, och vid start",
    "occasion": "När det behövs",
    "row": "Vid varje ny kontakt, en rad",
}
"""When a paper is filled in, by the timing's value."""


def form_title(definition: FormDefinition) -> str:
    """Return the letter and name of a form."""
    return f"{definition.letter} {definition.title.sv}"


def form_blocks(
    forms: Sequence[FormDefinition], remarks: Mapping[str, tuple[Block, ...]]
) -> tuple[Block, ...]:
    """Return a section for each form; `remarks` are by form."""
    blocks: list[Block] = []
    for definition in forms:
        title = form_title(definition)
        anchors = (form_anchor(definition.form),)
        blocks.append(Heading(2, (Run(title),), anchors, starts_page=True))
        blocks += remarks.get(definition.form, ())
        blocks.append(Facts(tuple(form_facts(definition))))
        blocks += [
            FormFigure(
                definition.form,
                definition.version,
                pages,
                _caption(definition, pages),
                tuple(page_in_words(definition, page) for page in pages),
            )
            for pages in _spreads(definition.pages)
        ]
    return tuple(blocks)


def form_facts(definition: FormDefinition) -> Iterable[tuple[str, tuple[Run, ...]]]:
    """Yield who fills the form in, when, and how long it is."""
    asked = definition.as_asked()
    optional = [one for one in definition.questions if one.items[0].asked is not Asked.ALWAYS]
    pages = "1 sida" if definition.pages == 1 else f"{definition.pages} sidor"
    yield "Fylls i av", (Run(FILLERS[definition.filler.value]),)
    yield "När", (Run(TIMINGS[definition.timing.value]),)
    yield "Längd", (Run(f"{pages}, {len(asked.questions)} frågor i grundutskriften"),)
    if optional:
        numbers = ", ".join(numbered(definition, one.number) for one in optional)
        yield "Valfria frågor", (Run(numbers),)
    link = Run("fråga för fråga", target=f"fragor-{definition.form}")
    yield "Läs mer", (link,)


def version_blocks(forms: Sequence[FormDefinition]) -> tuple[Block, ...]:
    """Return the table of the forms' versions."""
    head = tuple((Run(name),) for name in ("Formulär", "Namn", "Version", "Kontrollsumma"))
    rows = tuple(
        (
            (Run(one.letter),),
            (Run(one.title.sv),),
            (Run(str(one.version)),),
            (Run(one.checksum[:12]),),
        )
        for one in forms
    )
    return (Table(head, rows, (2, 5, 2, 4)),)


def _spreads(pages: int) -> list[tuple[int, ...]]:
    """Return the pages two by two; an odd last one stands alone."""
    numbers = tuple(range(1, pages + 1))
    return [numbers[start : start + 2] for start in range(0, pages, 2)]


def page_in_words(definition: FormDefinition, page: int) -> str:
    """Return what the picture of a page shows, for whom it is read aloud."""
    which = f", sida {page} av {definition.pages}" if definition.pages > 1 else ""
    title = f"Bild av formulär {form_title(definition)}{which}, utan svar"
    if definition.rows:
        return f"{title}. En tabell: {definition.rows} rader, en kolumn för varje fråga."
    parts = [
        f"{section.title.sv} ({_numbers(section.questions)})"
        for section in _on_page(definition.as_asked(), page)
    ]
    return f"{title}. Avsnitt: {', '.join(parts)}."


def _on_page(definition: FormDefinition, page: int) -> Iterable[Section]:
    at = 1
    for place, section in enumerate(definition.sections):
        at += section.starts_page and place > 0
        if at == page:
            yield section


def _numbers(questions: Sequence[Question]) -> str:
    first, last = questions[0].number, questions[-1].number
    return f"fråga {first}" if first == last else f"fråga {first} till {last}"


def _caption(definition: FormDefinition, pages: tuple[int, ...]) -> str:
    title = f"{form_title(definition)}, version {definition.version}"
    if definition.pages == 1:
        return title
    numbers = " och ".join(str(page) for page in pages)
    return f"{title}, sida {numbers} av {definition.pages}"
