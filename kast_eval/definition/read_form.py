"""What a form says of itself as a whole: whom it is about, its rows, its licence."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kast_eval.definition.form import Item, Licence, Section, Subject, Timing
from kast_eval.definition.nodes import Node
from kast_eval.kinds import Choice, Scale
from kast_eval.kinds.ticks import Ties
from kast_eval.wording import marked

MOST_ROWS = 40
"""A page has no room for more."""

OWN, LICENSED = "own", "licensed"


def read_letter(node: Node) -> str:
    """Return the sign that the form is called by on paper."""
    letter = node.text()
    if re.fullmatch(r"[A-Z][1-9]?", letter) is None:
        raise node.error(
            marked(
                "Ett formulär heter en stor bokstav på papper (A) eller bokstav och siffra (H1)."
            )
        )
    return letter


def read_subject(keys: Mapping[str, Node]) -> Subject:
    """Return whom the form is about, the client if it does not say."""
    if "subject" not in keys:
        return Subject.CLIENT
    return Subject(keys["subject"].one_of(list(Subject)))


def read_rows(root: Node, keys: Mapping[str, Node], timing: Timing) -> int:
    """Return the number of rows on a page of a form that is a table, else 0."""
    rows = keys["rows"].integer_between(1, MOST_ROWS) if "rows" in keys else 0
    if (rows > 0) is not (timing is Timing.ROW):
        raise keys.get("rows", root).error(
            marked("En tabell har både «timing: row» och «rows»: antalet rader på en sida.")
        )
    return rows


def read_licence(root: Node, keys: Mapping[str, Node]) -> Licence | None:
    """Return by what right somebody else's instrument is used; without that it is refused."""
    instrument = keys["instrument"].one_of((OWN, LICENSED)) if "instrument" in keys else OWN
    if (instrument == LICENSED) is not ("licence" in keys):
        raise keys.get("instrument", root).error(
            marked(
                "Ett instrument som någon annan äger har både «instrument: licensed» och "
                "«licence»: ägare, villkor, version, dag och vem som har sett efter."
            )
        )
    return _licence(keys["licence"]) if instrument == LICENSED else None


def _licence(node: Node) -> Licence:
    keys = node.mapping(("holder", "terms", "version", "day", "checked_by"))
    try:
        day = date.fromisoformat(keys["day"].text())
    except ValueError as error:
        raise keys["day"].error(marked("Skriv dagen som år-månad-dag: 2026-03-09.")) from error
    return Licence(
        holder=keys["holder"].text(),
        terms=keys["terms"].text(),
        version=keys["version"].text(),
        day=day,
        checked_by=keys["checked_by"].text(),
    )


def without_ties(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections with no rule for two marks: an owner's manual decides (manual, 10)."""
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(question, items=tuple(_without_ties(item) for item in question.items))
                for question in section.questions
            ),
        )
        for section in sections
    )


def _without_ties(item: Item) -> Item:
    if isinstance(item.kind, Choice | Scale):
        return replace(item, kind=replace(item.kind, ties=Ties.NONE))
    return item
