"""Where recorded answers stand on their sheet: texts become ticked boxes and written signs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from kast_eval.definition.form import FormDefinition, Item, Subject
from kast_eval.kinds.answer import AnswerError, Missing
from kast_eval.kinds.choice import Choice
from kast_eval.kinds.count import Count
from kast_eval.kinds.day import Day
from kast_eval.kinds.numbers import read_decimal
from kast_eval.kinds.scale import Scale
from kast_eval.kinds.several import Several
from kast_eval.kinds.text import MARKS, clean_text, plain
from kast_eval.kinds.ticks import read_ticks
from kast_eval.kinds.words import Words
from kast_eval.paper.head import CLIENT_CODE_ITEM, SITE_CODE_ITEM
from kast_eval.paper.page import Box, Page, Spot, Text
from kast_eval.paper.staff import NUMBER_ITEM
from kast_eval.paper.table import row_item
from kast_eval.paper.type import LONGEST_LINE, Style, printable, shorten, text_width, wrap

Mark = Box | Text
"""A box that gets a cross, or signs in a place."""

_DAY = re.compile("[0-9]{4}(?:(?:[0-9]{2}|xx|[?]{2}){1,2})?")
"""A year, a year and a month, a whole day: as much as is known."""


@dataclass(frozen=True)
class FilledSheet:
    """One filled sheet as it is recorded; `texts` are as keyed, by the name of the item.

    `code` is the client's, or the clinic's own; `number` stands beside the form. On a table the
    texts of each row are named by `row_item`.
    """

    code: str
    number: int | None
    texts: Mapping[str, str]


class PlacesOnPage:
    """The boxes and spots of a page, found by item; made once for many sheets."""

    def __init__(self, page: Page) -> None:
        """Sort what stands on the page by item."""
        self._boxes: dict[str, dict[str, list[Box]]] = {}
        for box in page.boxes:
            for name in box.items:
                sort = box.part.split()[0]
                self._boxes.setdefault(name, {}).setdefault(sort, []).append(box)
        self._spots = {spot.item: spot for spot in page.spots}

    def boxes(self, item: str, *sorts: str) -> list[Box]:
        """Return the item's boxes whose part begins with one of `sorts`, in print order."""
        found = self._boxes.get(item, {})
        return [box for sort in sorts for box in found.get(sort, ())]

    def has(self, item: str) -> bool:
        """Tell whether the item stands on the page."""
        return item in self._boxes

    def spot(self, item: str) -> Spot:
        """Return where an answer stands that does not fit the boxes."""
        return self._spots[item]


def marks_on(places: PlacesOnPage, definition: FormDefinition, sheet: FilledSheet) -> list[Mark]:
    """Return what records a sheet on one of its pages."""
    whose = SITE_CODE_ITEM if definition.subject is Subject.CLINIC else CLIENT_CODE_ITEM
    marks = _signs(places.boxes(whose, "character"), printable(sheet.code))
    if sheet.number is not None:
        marks += _number(places.boxes(NUMBER_ITEM, "digit"), str(sheet.number)) or []
    for item in _printed_items(definition):
        text = clean_text(sheet.texts.get(item.name, "")[:LONGEST_LINE])
        if text and places.has(item.name):
            marks += _marks_of(places, item, text, sheet.texts)
    return marks


def _printed_items(definition: FormDefinition) -> Iterator[Item]:
    """Give every item of the paper; a table has each of them once a row."""
    if not definition.rows:
        yield from definition.items
    for row in range(1, definition.rows + 1):
        for item in definition.items:
            yield replace(item, name=row_item(item.name, row))


def _marks_of(places: PlacesOnPage, item: Item, text: str, texts: Mapping[str, str]) -> list[Mark]:
    """Return the marks of one item; what fits no box is written beside."""
    found = None
    if not isinstance(item.kind, Words) and plain(text) in MARKS:
        found = _refusal(places, item, texts)
    else:
        found = _answer(places, item, text)
    return [_beside(places.spot(item.name), text)] if found is None else found


def _answer(places: PlacesOnPage, item: Item, text: str) -> list[Mark] | None:
    match item.kind:
        case Choice() | Scale() | Several():
            # A mark between two boxes is keyed as «7,5»: it is neither of them.
            between = isinstance(item.kind, Scale) and read_decimal(plain(text)) is not None
            return None if between else _ticks(places, item.name, text, item.kind.codes)
        case Count():
            return _number(places.boxes(item.name, "digit"), plain(text))
        case Day():
            return _day(places.boxes(item.name, "year", "month", "day"), plain(text))
        case Words():
            return _words(places.boxes(item.name, "line"), printable(text))
        case _:
            assert_never(item.kind)


def _refusal(places: PlacesOnPage, item: Item, texts: Mapping[str, str]) -> list[Mark] | None:
    """Return the refusal box, if the text says so of every item that the box answers."""
    reasons = {Missing.REFUSED}
    boxes: list[Mark] = [
        box
        for box in places.boxes(item.name, "missing")
        if {MARKS.get(plain(texts.get(name, ""))) for name in box.items} == reasons
    ]
    return boxes or None


def _ticks(places: PlacesOnPage, item: str, text: str, codes: tuple[int, ...]) -> list[Mark] | None:
    try:
        ticked = read_ticks(text, codes)
    except AnswerError:
        return None
    boxes = {box.part: box for box in places.boxes(item, "choice")}
    if boxes:
        return [boxes[f"choice {code}"] for code in ticked]
    # An item of the head has no boxes to tick: its code is written.
    return _number(places.boxes(item, "digit"), str(ticked[0])) if len(ticked) == 1 else None


def _number(boxes: Sequence[Box], digits: str) -> list[Mark] | None:
    """Return digits that end in the last box, as a number is written, or None."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(boxes)):
        return None
    return _signs(boxes[len(boxes) - len(digits) :], digits)


def _day(boxes: Sequence[Box], written: str) -> list[Mark] | None:
    signs = written.replace("-", "").replace(" ", "")
    return _signs(boxes, signs) if _DAY.fullmatch(signs) else None


def _signs(boxes: Iterable[Box], signs: str) -> list[Mark]:
    """Return one sign in the middle of each box."""
    style = Style.INK
    return [
        Text(
            sign,
            box.x + (box.w - text_width(sign, style)) / 2,
            style.baseline(style.top_for_middle(box.y + box.h / 2)),
            style,
        )
        for box, sign in zip(boxes, signs, strict=False)
    ]


def _words(lines: Sequence[Box], text: str) -> list[Mark]:
    """Return words on their lines: small if that shows all of them, else two tiny lines on each.

    What does not fit even then ends in dots.
    """
    places = [(line.x + 0.5, line.y + line.h - 1.2, line.w - 1.0) for line in lines]
    style = Style.INK_SMALL
    if len(wrap(text, style, places[0][2])) > len(places):
        style = Style.INK_TINY
        places = [
            (x, y - style.leading * above, width) for x, y, width in places for above in (1, 0)
        ]
    written = wrap(text, style, places[0][2])
    last = len(places) - 1
    shown = (*written[:last], shorten(" ".join(written[last:]), style, places[-1][2]))
    return [
        Text(words, x, y, style) for words, (x, y, _) in zip(shown, places, strict=False) if words
    ]


def _beside(spot: Spot, text: str) -> Text:
    style = Style.INK_SMALL
    shown = shorten(printable(text), style, spot.width)
    return Text(shown, spot.x, style.baseline(style.top_for_middle(spot.y)), style)
