"""Print a clinic's quarter for its board: counted once, and the same from then on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval.actions.read_ledger import SiteLedger, read_ledger
from kast_eval.actions.steps.told_sheets import TextReader, told_sheets
from kast_eval.errors import KastEvalError
from kast_eval.quality.board_counts import board_counts
from kast_eval.quality.board_paper import BoardFigures, board_figures, first_paper_day, newest_paper
from kast_eval.quality.board_text import board_text, read_board_text
from kast_eval.quality.quarter import QUARTERS, Quarter, quarters_since
from kast_eval.store.events import note_event
from kast_eval.store.kept_figures import FiguresKind, keep_figures, kept_figures
from kast_eval.store.session import Session
from kast_eval.store.sheets_then import EVER
from kast_eval.study.expected import SheetFacts
from kast_eval.study.plan import Plan
from kast_eval.study.roles import NotFoundError, Permission, User, require
from kast_eval.study.site import Site
from kast_eval.study.told import withdrawals_of

_KIND = FiguresKind.BOARD_PAPER


@dataclass(frozen=True)
class BoardPaper:
    """A clinic's quarter for its board, after those before it, the oldest first."""

    site: Site
    quarters: tuple[BoardFigures, ...]


class TooEarlyError(KastEvalError):
    """A paper of a quarter that goes on, or whose sheets are not keyed yet: it is counted once."""

    def __init__(self, day: date) -> None:
        super().__init__(
            "Bladet går att skriva ut från och med {day}. Talen räknas en enda gång, så kvartalets "
            "ark ska hinna skrivas in först.",
            day=day.isoformat(),
        )


class TooLateError(KastEvalError):
    """A quarter of which nothing was there when papers of later ones were printed."""

    def __init__(self) -> None:
        super().__init__(
            "Det här kvartalet fanns inte när senare kvartal skrevs ut. Ett blad nu skulle visa "
            "vad som har skrivits in sedan dess."
        )


def print_board_paper(
    session: Session,
    user: User,
    now: datetime,
    plan: Plan,
    *,
    site_code: str,
    quarter: Quarter | None = None,
) -> BoardPaper:
    """Return the paper of the quarter, by default the newest; that is noted.

    What is printed for the first time is counted now, earlier quarters first; what has been printed
    is read as it was kept, whatever has been keyed, withdrawn or erased since.
    """
    require(user, Permission.READ_RESPONSE, site_code)
    ledger = read_ledger(session, user, now, plan, site_code)
    wanted = quarter or newest_paper(ledger.today)
    if wanted > Quarter.of(ledger.today):
        raise NotFoundError
    if ledger.today < first_paper_day(wanted):
        raise TooEarlyError(first_paper_day(wanted))
    kept = _kept(session, site_code)
    if wanted not in kept:
        if any(one > wanted for one in kept):
            raise TooLateError
        sheets = told_sheets(session, TextReader(plan.library, plan.schedule), site_code, EVER)
        for figures in _counted(plan, _counting(plan, sheets), ledger, kept, wanted):
            keep_figures(
                session, _KIND, str(figures.quarter), board_text(figures),
                site_code=site_code, kept_at=now,
            )  # fmt: skip
        kept = _kept(session, site_code)
    note_event(session, now, user.name, "printed", f"picture {wanted}", site_code=site_code)
    shown = [kept[one] for one in sorted(kept) if one <= wanted]
    return BoardPaper(ledger.site, tuple(shown[-QUARTERS:]))


def _kept(session: Session, site_code: str) -> dict[Quarter, BoardFigures]:
    texts = kept_figures(session, _KIND, site_code=site_code)
    found = (read_board_text(quarter, text) for quarter, text in texts.items())
    return {one.quarter: one for one in found}


def _counting(plan: Plan, sheets: tuple[SheetFacts, ...]) -> tuple[SheetFacts, ...]:
    """Return the sheets of all who have not withdrawn, and those of the clinic itself."""
    withdrawn = withdrawals_of(plan.schedule, sheets).keys()
    return tuple(one for one in sheets if one.code is None or one.code not in withdrawn)


def _counted(
    plan: Plan,
    sheets: tuple[SheetFacts, ...],
    ledger: SiteLedger,
    kept: Mapping[Quarter, BoardFigures],
    wanted: Quarter,
) -> Iterator[BoardFigures]:
    """Give the figures of the quarters that no paper has told of yet, in their order."""
    begun = Quarter.of(min((one.known_day for one in sheets), default=wanted.first_day))
    first = max(kept).after if kept else min(begun, wanted)
    keyed_since = Quarter.of(min((one.saved_on for one in sheets), default=wanted.first_day))
    before = [kept[one] for one in sorted(kept)]
    for quarter in quarters_since(first, wanted):
        counts = board_counts(plan.schedule, sheets, ledger.expected, quarter, ledger.today)
        # Of a quarter from before the clinic everybody knows that nobody began: it hides nobody.
        earlier = [one for one in before if one.numbers or one.quarter >= keyed_since]
        before.append(board_figures(counts, earlier, ledger.today))
        yield before[-1]
