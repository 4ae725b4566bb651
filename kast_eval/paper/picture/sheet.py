"""A clinic's quarter on one page, for its board: small numbers are hidden."""

from collections.abc import Sequence

from kast_eval.paper.report.report import ReportHead, print_page
from kast_eval.paper.report.section import Section, Teller
from kast_eval.study.site import Site
from kast_eval.wording import marked

TITLE = marked("Mottagningens kvartal")


def print_picture(
    site: Site,
    quarter: str,
    sections: Sequence[Section],
    teller: Teller,
    *,
    training: bool,
    foot: str,
) -> bytes:
    """Return the quarter as one page of PDF, as large as that holds, with numbers drawn."""
    rules = teller.say(
        marked(
            "Antal under 5 är dolda, så att ingen enskild syns. Talen är det som klienter och "
            "personal har fyllt i: självrapporterad förändring, inte effekt av samtalen."
        )
    )
    head = ReportHead(f"{teller.say(TITLE)} · {site.name}", quarter, (rules,), foot)
    return print_page(head, sections, teller, training=training)
