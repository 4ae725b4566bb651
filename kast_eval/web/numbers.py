"""The number beside a form in the words of the pages: a session, a month, a year, a row."""

from collections.abc import Mapping

from kast_eval.definition.form import FormDefinition, Timing
from kast_eval.study.timepoint import place_of_row
from kast_eval.web.language import language, translated
from kast_eval.wording import Language, marked

_ASKED: Mapping[Timing, str] = {
    Timing.SESSION: marked("Samtal nummer"),
    Timing.FOLLOW_UP: marked("Månader: 3, 6 eller 12"),
    Timing.YEAR: marked("År"),
    Timing.OCCASION: marked("Löpnummer"),
    Timing.ROW: marked("Rad (tomt är nästa)"),
}
_SAID: Mapping[Timing, str] = {
    Timing.SESSION: marked("samtal {number}"),
    Timing.FOLLOW_UP: marked("{number} månader"),
    Timing.YEAR: marked("år {number}"),
    Timing.OCCASION: marked("nummer {number}"),
    Timing.ROW: marked("rad {number}"),
}


def number_asked(definition: FormDefinition) -> str:
    """Return what the field for the number is called; nothing where the form has no number."""
    text = _ASKED.get(definition.timing)
    return "" if text is None else translated(text)


def number_said(definition: FormDefinition, number: int | None) -> str:
    """Return what the number of a sheet says; nothing where there is none."""
    return "" if number is None else translated(_SAID[definition.timing], number=number)


def size_said(size: int) -> str:
    """Return how much room something takes, as in «2,3 MB»."""
    megabytes = f"{size / 1_000_000:.1f}"
    separated = megabytes.replace(".", ",") if language() is Language.SV else megabytes
    return f"{separated} MB"


def count_said(count: int) -> str:
    """Return a large number in groups of three digits."""
    return f"{count:,}".replace(",", "\u00a0")


def paper_said(definition: FormDefinition, number: int | None) -> str:
    """Return where on paper a row of a table stands; nothing for other forms."""
    if not definition.rows or number is None:
        return ""
    paper, row = place_of_row(number, definition.rows)
    return translated(marked("ark {paper}, rad {row} på arket"), paper=paper, row=row)
