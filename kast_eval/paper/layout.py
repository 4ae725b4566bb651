"""Where everything of a form stands: the one source of coordinates for print and scan."""

from collections.abc import Sequence
from dataclasses import replace

from kast_eval.definition.form import FormDefinition, Section
from kast_eval.errors import KastEvalError
from kast_eval.paper import head, measures
from kast_eval.paper.legend import how_to_answer
from kast_eval.paper.markers import corner_markers
from kast_eval.paper.page import Layout, Page
from kast_eval.paper.piece import Piece, Words, stacked, together, worded
from kast_eval.paper.questions import question_piece
from kast_eval.paper.sheet_code import geometry_code, qr_text, readable_code
from kast_eval.paper.staff import staff_part
from kast_eval.paper.table import table
from kast_eval.paper.type import Style
from kast_eval.wording import Language, marked

_SMALLEST_GAP, _LARGEST_GAP = 2.8, 7.0
"""Between two questions; what a page has to spare goes there, as far as it looks even."""
_SECTION_GAP = 1.3
"""A new section stands this much further from what is above it, in gaps."""
_HEADING_GAP = 1.3
_HEAD_GAP = 2.0
_REFUSAL_DROP = 2.6
"""The column's heading ends this much below the first heading's top, clear of the marker."""


class NoRoomError(KastEvalError):
    """A page that has less height than what is asked needs; says how much less."""


def lay_out(definition: FormDefinition, language: Language) -> Layout:
    """Return the pages of a definition that is already narrowed to what is asked.

    Everything has its place before a language is chosen, so both languages have the same boxes.
    """
    pages = tuple(
        _in_language(definition, number, piece, language)
        for number, piece in enumerate(_pieces(definition), start=1)
    )
    title = definition.title.in_language(language)
    return Layout(definition.form, definition.version, title, language, pages)


def _pieces(definition: FormDefinition) -> list[Piece]:
    """Return each page as one piece in no language yet."""
    pages = _sections_by_page(definition)
    if len(pages) != definition.pages:
        raise KastEvalError(
            marked(
                "Formuläret {form} är delat på {found} sidor men ska ha {pages}. "
                "Ändra starts_page eller pages i filen."
            ),
            form=definition.form,
            found=len(pages),
            pages=definition.pages,
        )
    return [_page(definition, number, sections) for number, sections in enumerate(pages, start=1)]


def _sections_by_page(definition: FormDefinition) -> list[list[Section]]:
    pages: list[list[Section]] = [[]]
    for section in definition.sections:
        if section.starts_page and pages[-1]:
            pages.append([])
        pages[-1].append(section)
    return pages


def room_left(definition: FormDefinition) -> tuple[float, ...]:
    """Return how many mm each page has to spare, below zero where it is too full."""
    return tuple(
        -_excess(
            _page_blocks(definition, number, sections),
            measures.BOTTOM - _top(_opening_of(definition, number), number),
        )
        for number, sections in enumerate(_sections_by_page(definition), start=1)
    )


def _opening_of(definition: FormDefinition, number: int) -> Piece:
    return _opening(definition) if number == 1 else Piece()


def _top(opening: Piece, number: int) -> float:
    return opening.height + _HEAD_GAP if number == 1 else measures.TOP


def _page_blocks(
    definition: FormDefinition, number: int, sections: Sequence[Section]
) -> list[tuple[Piece, float]]:
    """Return what stands on a page below its head, each with its share of the white above it."""
    blocks = [block for section in sections for block in _blocks(definition, section)]
    # What closes the form stays where it stands without an extra page, and so do all boxes.
    if number == definition.pages - definition.has_extra_page and definition.closing:
        room = measures.RIGHT - measures.TEXT_X
        closing = Words(definition.closing, measures.TEXT_X, 0, room, Style.LABEL)
        blocks.append((worded(closing), _SECTION_GAP))
    return blocks


def _page(definition: FormDefinition, number: int, sections: Sequence[Section]) -> Piece:
    if definition.rows:
        return _table_page(definition, number)
    opening = _opening_of(definition, number)
    top = _top(opening, number)
    blocks = _page_blocks(definition, number, sections)
    content = _spread(blocks, measures.BOTTOM - top, definition, number).lowered(top)
    refusals = head.refusal_heading(top + _REFUSAL_DROP) if definition.refusal_boxes else Piece()
    band = head.top_band(definition, number)
    return together((band, opening, refusals, content, head.foot(definition, number)))


def _table_page(definition: FormDefinition, number: int) -> Piece:
    room = measures.REFUSAL_X + measures.REFUSAL_WIDTH - measures.MARGIN
    instruction = worded(Words(definition.instruction, measures.MARGIN, 0, room, Style.LABEL))
    content = stacked((instruction, table(definition)), _HEAD_GAP)
    _check_height(definition, number, measures.TOP + content.height - measures.BOTTOM)
    band = head.top_band(definition, number)
    return together((band, content.lowered(measures.TOP), head.foot(definition, number)))


def _opening(definition: FormDefinition) -> Piece:
    """Return what stands above the questions of the first page."""
    staff = staff_part(definition)
    room = measures.RIGHT - measures.MARGIN
    instruction = worded(Words(definition.instruction, measures.MARGIN, 0, room, Style.LABEL))
    below = stacked((instruction, how_to_answer(definition)), 0.6)
    return together((staff, below.lowered(staff.height + _HEAD_GAP)))


def _blocks(definition: FormDefinition, section: Section) -> list[tuple[Piece, float]]:
    """Return a section's questions, each with its share of the white above it."""
    room = measures.RIGHT - measures.NUMBER_X
    heading = [worded(Words(section.title, measures.NUMBER_X, 0, room, Style.HEADING))]
    if section.intro:
        intro_room = measures.RIGHT - measures.TEXT_X
        heading.append(worded(Words(section.intro, measures.TEXT_X, 0, intro_room, Style.BODY)))
    questions = [question_piece(definition, question) for question in section.questions]
    first = stacked((stacked(heading, 1.0), questions[0]), _HEADING_GAP)
    return [(first, _SECTION_GAP), *((piece, 1.0) for piece in questions[1:])]


def _spread(
    blocks: Sequence[tuple[Piece, float]], room: float, definition: FormDefinition, page: int
) -> Piece:
    """Return the blocks down the page, with what is to spare shared out between them."""
    _check_height(definition, page, _excess(blocks, room))
    height = sum(piece.height for piece, _ in blocks)
    gap = min(_LARGEST_GAP, (room - height + _SMALLEST_GAP) / _shares(blocks))
    placed = []
    top = gap - _SMALLEST_GAP
    for place, (piece, share) in enumerate(blocks):
        top += gap * share if place else 0.0
        placed.append(piece.lowered(top))
        top += piece.height
    return together(placed)


def _shares(blocks: Sequence[tuple[Piece, float]]) -> float:
    # What the gaps get above the smallest is given to the white above the first block too.
    return sum(share for _, share in blocks[1:]) + 1.0


def _excess(blocks: Sequence[tuple[Piece, float]], room: float) -> float:
    """Return how much higher than the room the blocks are with the smallest gaps between them."""
    height = sum(piece.height for piece, _ in blocks)
    return height + _SMALLEST_GAP * (_shares(blocks) - 1.0) - room


def _check_height(definition: FormDefinition, page: int, excess: float) -> None:
    if excess > 0:
        raise NoRoomError(
            marked("Formuläret {form}, sida {page}: innehållet är {excess} mm för högt."),
            form=definition.form,
            page=page,
            excess=round(excess, 1),
        )


def _in_language(definition: FormDefinition, number: int, piece: Piece, language: Language) -> Page:
    code = definition.page_codes[number - 1]
    boxes = tuple(replace(box, page=number) for box in piece.boxes)
    markers = corner_markers(code)
    geom = geometry_code(boxes, markers)
    form, version = definition.form, definition.version
    readable = readable_code(form, version, number, definition.pages, geom)
    words = (*piece.words, head.readable_code_words(readable))
    return Page(
        number=number,
        code=code,
        geom=geom,
        qr=qr_text(form, version, number, geom),
        markers=markers,
        boxes=boxes,
        texts=tuple(text for one in words for text in one.in_language(language)),
        lines=piece.lines,
        spots=piece.spots,
        headings=tuple(
            one.wording.in_language(language) for one in words if one.style is Style.HEADING
        ),
    )
