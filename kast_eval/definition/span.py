"""Codes in a row, and which codes a kind of answer can give."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kast_eval.kinds import Choice, Count, Kind, Scale, Several
from kast_eval.wording import Wording

_SPAN = re.compile(r"(0|[1-9][0-9]{0,4})(?:-(0|[1-9][0-9]{0,4}))?")


@dataclass(frozen=True, order=True)
class Span:
    """The codes from `first` to `last`, both included."""

    first: int
    last: int

    def __str__(self) -> str:
        """Return the codes as an author writes them: «3» or «5-10»."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    def holds(self, other: "Span") -> bool:
        """Tell whether every code of `other` is among these."""
        return self.first <= other.first and other.last <= self.last


def read_span(text: str) -> Span | None:
    """Return the codes that «3» or «5-10» says, or None."""
    match = _SPAN.fullmatch(text)
    if match is None or (match[2] and int(match[2]) < int(match[1])):
        return None
    return Span(int(match[1]), int(match[2] or match[1]))


def cut(spans: tuple[Span, ...], *edges: Span) -> tuple[Span, ...]:
    """Return the same codes in pieces, so that no piece lies across a border of `edges`."""
    starts = sorted({start for edge in edges for start in (edge.first, edge.last + 1)})
    pieces: list[Span] = []
    for span in spans:
        inside = [start for start in starts if span.first < start <= span.last]
        for first, following in zip([span.first, *inside], [*inside, span.last + 1], strict=True):
            pieces.append(Span(first, following - 1))
    return tuple(pieces)


def number_codes(kind: Kind) -> tuple[Span, ...]:
    """Return the codes of a kind that fills one column of numbers; the other kinds have none."""
    match kind:
        case Choice(choices=choices):
            return tuple(Span(code, code) for code in sorted(choices))
        case Scale(smallest=smallest, largest=largest) | Count(smallest=smallest, largest=largest):
            return (Span(smallest, largest),)
        case _:
            return ()


def code_labels(kind: Kind) -> Mapping[str, Wording]:
    """Return the words beside each code, step or option, by how an author writes the code."""
    match kind:
        case Choice(choices=labels) | Scale(anchors=labels):
            return {str(code): label for code, label in labels.items()}
        case Several(options=options):
            return options
        case _:
            return {}
