"""How the disclosure report says its numbers."""

from fractions import Fraction

from kast_eval.dataset.release.anonymised.disclosure import Disclosure
from kast_eval.paper.report.section import Teller
from kast_eval.wording import Language, marked


def percent(share: Fraction, teller: Teller) -> str:
    """Return a share in per cent, with one decimal where it has one."""
    return f"{teller.decimal(float(100 * share))} %"


def hundredths(number: Fraction, teller: Teller) -> str:
    """Return a number with two decimals."""
    text = f"{float(number):.2f}"
    return text.replace(".", ",") if teller.language is Language.SV else text


def persons(count: int | None, disclosure: Disclosure, teller: Teller) -> str:
    """Return a count of persons; one too small to be told says only that."""
    if count is None:
        return teller.say(marked("färre än {cell}"), cell=disclosure.smallest_cell)
    return str(count)
