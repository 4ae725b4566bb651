"""The table of forms by quarters: in each cell a bar, and how many came of how many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.share import Share

_COLUMN, _LETTER, _FROM = 14.5, 8.0, 120.0
_CELL, _BAR, _ROW_GAP = 0.82, 1.6, 1.0
_BELOW = 3.7
"""How far below the top of its numbers a bar begins: digits have no descenders."""
_DARK, _LINE = 0.15, 0.75


@dataclass(frozen=True)
class FormQuarters:
    """One form: its letter, its title, what came of it in each quarter in which any was due."""

    letter: str
    title: str
    cells: Mapping[Quarter, Share]


@dataclass(frozen=True)
class QuarterWords:
    """The words around the cells: the chart's title, a quarter's head, and a cell in words."""

    title: str
    quarter: str
    cell: str


def quarter_chart(forms: Sequence[FormQuarters], words: QuarterWords, width: float) -> Chart:
    """Return the newest quarters that there is room for, the oldest first; gaps stay gaps."""
    label = width - 8 * _COLUMN if width >= _FROM else _LETTER
    shown = last_quarters(forms, int((width - label + 0.01) / _COLUMN))
    spans: list[Span] = []
    rules: list[Rule] = []
    top = _heads(shown, label, words.quarter, spans)
    for form in forms:
        rules.append(Rule(0.0, top, label + len(shown) * _COLUMN, top, 0.15, _LINE))
        top += _ROW_GAP / 2
        name = form.letter if label == _LETTER else f"{form.letter}  {form.title}"
        style = BookStyle.SMALL_STRONG if label == _LETTER else BookStyle.SMALL
        height = words_at(name, style, (0.0, label - 2.0), top, spans)
        for place, quarter in enumerate(shown):
            if quarter in form.cells:
                _cell(form.cells[quarter], label + place * _COLUMN, top, spans, rules)
        top += max(height, _BELOW + _BAR) + _ROW_GAP
    return Chart(width, top, tuple(spans), tuple(rules), _alt(forms, shown, words))


def last_quarters(forms: Sequence[FormQuarters], count: int) -> tuple[Quarter, ...]:
    """Return the newest quarters in which anything was due, the oldest of them first."""
    return tuple(sorted({quarter for form in forms for quarter in form.cells})[-count:])


def _heads(shown: Sequence[Quarter], label: float, word: str, spans: list[Span]) -> float:
    style = BookStyle.QUIET
    year = None
    for place, quarter in enumerate(shown):
        column = (label + place * _COLUMN, _COLUMN)
        if quarter.year != year:
            year = quarter.year
            words_at(str(year), style, column, 0.0, spans)
        words_at(word.format(number=quarter.number), style, column, style.leading, spans)
    return 2 * style.leading + 1.0


def _cell(share: Share, left: float, top: float, spans: list[Span], rules: list[Rule]) -> None:
    style = BookStyle.SMALL
    spans.append(Span(f"{share.part}/{share.whole}", left, top + style.drop, style))
    upper = top + _BELOW
    room = _COLUMN * _CELL
    rules.extend(outline(left, upper, left + room, upper + _BAR))
    if share.part:
        middle = upper + _BAR / 2
        length = room * share.part / share.whole
        rules.append(Rule(left, middle, left + length, middle, _BAR, _DARK))


def _alt(forms: Sequence[FormQuarters], shown: Sequence[Quarter], words: QuarterWords) -> str:
    said = [words.title]
    for form in forms:
        cells = [
            words.cell.format(
                number=quarter.number,
                year=quarter.year,
                part=form.cells[quarter].part,
                whole=form.cells[quarter].whole,
            )
            for quarter in shown
            if quarter in form.cells
        ]
        if cells:
            said.append(f"{form.title}: {', '.join(cells)}")
    return ". ".join(said) + "."
