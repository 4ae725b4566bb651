"""Response and quality of a clinic on paper."""

from collections.abc import Sequence

from kast_eval.paper.report.report import ReportHead, print_report
from kast_eval.paper.report.section import Section, Teller
from kast_eval.paper.words import chain_foot
from kast_eval.study.site import Site
from kast_eval.wording import marked

_ORDER = ("flow", "keying", "modes", "patterns", "returns", "blanks", "marks")
"""On paper the sections stand so that each page is about one thing: people, then forms."""

TITLE = marked("Svar och kvalitet")
INTERVALS = marked(
    "Inom parentes: 95-procentigt intervall. Siffrorna är mottagningens egna och lämnas inte ut."
)


def print_response(
    site: Site,
    day: str,
    sections: Sequence[Section],
    teller: Teller,
    *,
    training: bool,
    anchor: str,
) -> bytes:
    """Return the sections as PDF, each with its charts; the tables stand on the page."""
    head = ReportHead(
        f"{teller.say(TITLE)} · {site.name}",
        day,
        (teller.say(INTERVALS),),
        chain_foot(anchor, teller.language),
    )
    in_order = sorted(sections, key=lambda one: _ORDER.index(one.anchor))
    return print_report(head, in_order, teller, training=training, tables=False)
