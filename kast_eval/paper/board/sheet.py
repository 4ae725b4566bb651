"""A clinic's quarter on one page, for its board: small numbers are hidden."""

from collections.abc import Sequence

from kast_eval.paper.board.sections import board_sections
from kast_eval.paper.picture.words import Words
from kast_eval.paper.report.report import ReportHead, print_page
from kast_eval.quality.board_paper import BoardFigures
from kast_eval.study.site import Site
from kast_eval.wording import marked

TITLE = marked("Mottagningens kvartal")


def print_board_sheet(
    site: Site,
    quarters: Sequence[BoardFigures],
    words: Words,
    *,
    training: bool,
    foot: str,
) -> bytes:
    """Return the last of some quarters as one page of PDF, as large as that holds."""
    now = quarters[-1]
    rules = words.say(
        marked(
            "Antal under 5 är dolda, också noll, och andra tal som skulle visa dem. Medeltal är av "
            "minst 10 personer och avrundade. Talen räknades {day} och ändras inte sedan. De är "
            "det som klienter och personal har fyllt i: självrapporterad förändring, inte effekt "
            "av samtalen."
        ),
        day=words.teller.day(now.counted),
    )
    title = f"{words.say(TITLE)} · {site.name}"
    head = ReportHead(title, words.quarter(now.quarter), (rules,), foot)
    return print_page(head, board_sections(quarters, words), words.teller, training=training)
