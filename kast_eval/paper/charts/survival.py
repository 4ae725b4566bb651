"""A curve of steps: to how many something has not happened yet, month by month."""

from collections.abc import Sequence
from dataclasses import dataclass

from kast_eval.paper.book.lines import Span
from kast_eval.paper.book.slab import Rule
from kast_eval.paper.book.style import BookStyle
from kast_eval.paper.charts.chart import Chart, outline, words_at

_HIGH, _LEFT = 44.0, 14.0
_CURVE, _THIN, _GREY = 0.5, 0.3, 0.5


@dataclass(frozen=True)
class Fall:
    """The curve falls by a share somewhere between two times; where, nobody knows."""

    left: float
    right: float
    share: float


def survival_chart(
    title: str, falls: Sequence[Fall], ticks: Sequence[float], told: str, width: float
) -> Chart:
    """Return the curve from 100 to 0 %; between two times it is drawn aslant and thin."""
    spans: list[Span] = []
    style = BookStyle.QUIET
    top = words_at(title, style, (0.0, width), 0.0, spans)
    top += words_at(told, style, (0.0, width), top, spans) + 2.0
    room, last = min(width - _LEFT - 6.0, 110.0), ticks[-1]
    rules = [*outline(_LEFT, top, _LEFT + room, top + _HIGH)]

    def place(time: float, share: float) -> tuple[float, float]:
        return _LEFT + room * min(time, last) / last, top + _HIGH * (1 - share)

    now, share = 0.0, 1.0
    for fall in falls:
        if fall.left >= last:
            break
        rules.append(Rule(*place(now, share), *place(fall.left, share), _CURVE, 0.1))
        end = min(fall.right, last)
        after = share - fall.share
        rules.append(Rule(*place(fall.left, share), *place(end, after), _THIN, _GREY))
        now, share = end, after
    rules.append(Rule(*place(now, share), *place(last, share), _CURVE, 0.1))
    for percent in (0, 50, 100):
        words = f"{percent} %"
        y = place(0.0, percent / 100)[1] + 1.1
        spans.append(Span(words, _LEFT - 1.5 - style.width(words), y, style))
    for tick in ticks:
        words = f"{tick:g}"
        x = place(tick, 0.0)[0] - style.width(words) / 2
        spans.append(Span(words, x, top + _HIGH + style.leading, style))
    height = top + _HIGH + style.leading + 2.0
    return Chart(width, height, tuple(spans), tuple(rules), f"{title}. {told}")
