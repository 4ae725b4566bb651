"""What a board's papers show, attacked by one who has them all and knows how they are made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.quality.board_counts import NOT_TOLD, BoardCounts, Boxes, Parts
from kast_eval.quality.board_paper import (
    BEGAN,
    CLOSED,
    CONTACTS,
    CONTENT,
    FEWEST_FOR_HALVES,
    FORMS,
    HELD,
    HELPED,
    REST,
    BoardFigures,
    board_figures,
    first_paper_day,
)
from kast_eval.quality.board_text import board_text, read_board_text
from kast_eval.quality.known_items import COURSES
from kast_eval.quality.picture import FEWEST_FOR_MEAN, Middle
from kast_eval.quality.quarter import Quarter
from kast_eval.quality.seen import WAITS
from kast_eval.quality.share import Share

FIRST = Quarter(2026, 1)
COUNTED = date(2026, 4, 20)
HIDDEN = range(5)
"""What a hidden number may be: nobody, or fewer than may be shown."""

Cells = tuple[int, ...]


def counts(
    *,
    quarter: Quarter = FIRST,
    contacts: int = 0,
    began: int = 0,
    closed: int = 0,
    seen: int = 0,
    blocks: Mapping[Parts, Cells] | None = None,
    content: Boxes | None = None,
    helped: Boxes | None = None,
    urge: Middle | None = None,
    forms: Share | None = None,
    behind: tuple[int, int, int] = (0, 0, 0),
) -> BoardCounts:
    """Return a quarter; each client who was seen was so twice, and gave the answers of nobody."""
    nobody = Middle(0, None)
    given = dict.fromkeys(Parts, (0, 0, 0)) | dict(blocks or {})
    return BoardCounts(
        quarter, contacts, began, closed, 2 * seen, seen,
        {one: dict(enumerate(cells, NOT_TOLD)) for one, cells in given.items()},
        content or Boxes({}, seen), helped or Boxes({}, 0),
        dict.fromkeys(COURSES, nobody) | {COURSES[0]: urge or nobody},
        forms or Share(0, 0), *behind,
    )  # fmt: skip


def figures(of: BoardCounts, earlier: Sequence[BoardFigures] = ()) -> BoardFigures:
    return board_figures(of, earlier, COUNTED)


# --- One block --------------------------------------------------------------------------------


def cells_of(total: int, size: int) -> Iterator[Cells]:
    if size == 1:
        yield (total,)
        return
    for one in range(total + 1):
        for others in cells_of(total - one, size - 1):
            yield (one, *others)


def waits_paper(cells: Cells) -> BoardFigures:
    """Return the paper of clients by the bands of their waits, the first one not being told."""
    return figures(counts(began=sum(cells), blocks={Parts.WAITS: cells}))


@pytest.mark.parametrize(
    ("large", "size", "totals"),
    [
        ((), 2, range(25)), ((), 3, range(25)), ((), 4, range(17)), ((), 5, range(13)),
        ((), 6, range(10)),
        # Here three parts can be shown.
        ((7, 7), 3, range(10, 24)), ((9, 8), 3, range(10, 24)), ((8, 8, 7), 3, range(16)),
    ],
)  # fmt: skip
def test_each_hidden_part_could_be_five_numbers_whoever_knows_the_rules(
    large: Cells, size: int, totals: Iterable[int]
) -> None:
    """Blocks that begin with some large parts, and every way to share out what is left."""
    worlds = defaultdict[tuple[tuple[str, float], ...], list[set[int]]](
        lambda: [set() for _ in range(len(large) + size)]
    )
    for total in totals:
        for others in cells_of(total, size):
            cells = (*large, *others)
            possible = worlds[tuple(waits_paper(cells).numbers.items())]
            for found, count in zip(possible, cells, strict=True):
                found.add(count)
    known = {str(part) for part, _count in enumerate(large, NOT_TOLD)}
    for shown, possible in worlds.items():
        parts = BoardFigures(FIRST, COUNTED, dict(shown)).parts(Parts.WAITS)
        for part, found in enumerate(possible, NOT_TOLD):
            # Where a large part is hidden, there are other blocks that are shown alike.
            is_whole = known <= parts.keys() and str(part) not in parts
            if is_whole and found & {*HIDDEN[1:]}:
                assert len(found) >= len(HIDDEN)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ((1, 5, 6, 0, 0), {"1": 6, REST: 6}),
        ((0, 20, 10, 7, 5, 2), {"0": 20, "1": 10, "2": 7, REST: 7}),
        ((0, 8, 6, 0, 0), {"0": 8, REST: 6}),  # That nobody is elsewhere is not told.
        ((0, 14, 0, 0, 0), {}),  # It would tell what every single one is.
        ((0, 8, 3, 0, 0), {}),
        ((0, 6, 2, 1, 2, 0), {"0": 6, REST: 5}),
    ],
)
def test_the_largest_parts_are_shown_where_the_rest_can_hide(
    cells: Cells, shown: dict[str, int]
) -> None:
    assert waits_paper(cells).parts(Parts.WAITS) == shown


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ((0, 12, 5, 3, 2), 7),
        ((0, 9, 8, 3, 2), 14),
        ((3, 6, 6, 9, 2), 30),  # The others are in the rest.
        ((0, 5, 8, 2, 7), None),  # Half waited longer, or the parts do not tell.
        ((0, 14, 0, 0, 0), None),
        ((0, 1, 1, 1, 0), None),
    ],
)
def test_within_how_many_days_half_came_is_told_by_the_parts_that_are_shown(
    cells: Cells, days: int | None
) -> None:
    assert waits_paper(cells).half_within == days


@given(st.tuples(*(st.integers(0, 12) for _ in range(5))))
def test_at_least_half_came_as_soon_as_is_told(cells: Cells) -> None:
    days = waits_paper(cells).half_within
    if days is not None:
        assert 2 * sum(cells[1 : 2 + WAITS.index(days)]) >= sum(cells)


def test_parts_of_a_hidden_whole_are_hidden() -> None:
    few = counts(contacts=4, closed=20, blocks={Parts.MODES: (0, 2, 2), Parts.REASONS: (0, 9, 11)})
    assert not figures(few).numbers


# --- Clients who begin, are seen and end ------------------------------------------------------


def seen_at_least(paper: BoardFigures) -> int:
    """Return how many clients the paper tells to have been seen."""
    boxes = max(paper.parts(CONTENT).values(), default=0)
    told = [5 if paper.count(HELD) else 0, boxes + 5 if boxes else 0]
    means = [paper.numbers[name] for name in (*COURSES, FORMS) if name in paper.numbers]
    told += [FEWEST_FOR_MEAN if one == int(one) else FEWEST_FOR_HALVES for one in means]
    return max(told)


def is_possible(papers: Sequence[BoardFigures], place: int, name: str, count: int) -> bool:
    """Tell whether a hidden number could be so large: who ends or is seen must have begun."""
    still = {0}
    for here, paper in enumerate(papers):
        began, closed = (
            [count] if (here, name) == (place, one)
            else HIDDEN if paper.count(one) is None
            else [paper.count(one) or 0]
            for one in (BEGAN, CLOSED)
        )  # fmt: skip
        least = seen_at_least(paper)
        still = {
            before + new - old
            for before in still
            for new in began
            for old in closed
            if old <= before + new and least <= before + new
        }
    return bool(still)


QUARTER = st.tuples(*(st.integers(0, 14) for _ in range(3)), st.integers(0, 30))


@given(st.lists(QUARTER, min_size=1, max_size=6))
def test_each_hidden_number_of_clients_could_be_any_under_five(
    quarters: list[tuple[int, int, int, int]],
) -> None:
    """They need not fit together: a start keyed late is in no paper, its closing may be in one."""
    papers: list[BoardFigures] = []
    for began, closed, ticked, seen in quarters:
        now = counts(
            began=began, closed=closed, seen=seen, content=Boxes({"m_mi": ticked}, seen),
            urge=Middle(seen, 4.5 if seen >= FEWEST_FOR_MEAN else None),
            forms=Share(seen, 2 * seen), behind=(seen, seen, seen),
        )  # fmt: skip
        papers.append(figures(now, papers))
    for place, paper in enumerate(papers):
        for name in (BEGAN, CLOSED):
            if paper.count(name) is None:
                assert all(is_possible(papers, place, name, count) for count in HIDDEN)


def test_a_paper_that_tells_too_much_is_found_out() -> None:
    first = BoardFigures(FIRST, COUNTED, {BEGAN: 6.0, CLOSED: 5.0})
    second = BoardFigures(FIRST.after, COUNTED, {HELD: 12.0})
    possible = [is_possible([first, second], 1, BEGAN, count) for count in HIDDEN]
    assert possible == [False, False, False, False, True]


def test_those_who_were_seen_do_not_tell_how_many_began() -> None:
    first = figures(counts(began=6, closed=5, seen=6))
    assert (first.count(BEGAN), first.count(CLOSED), first.count(HELD)) == (6, 5, 12)
    # Five were seen, and one was left: shown, it would say that four began.
    second = figures(counts(began=4, seen=5), [first])
    assert not second.numbers


def test_a_clinic_where_a_few_begin_each_quarter_is_told_of_in_time() -> None:
    papers: list[BoardFigures] = []
    for _ in range(5):
        papers.append(figures(counts(began=3, seen=12), papers))
    assert [one.count(HELD) for one in papers] == [None, None, 24, 24, 24]


# --- Boxes, means, forms ----------------------------------------------------------------------


def test_sessions_and_boxes_are_shown_by_the_clients_behind_them() -> None:
    boxes = Boxes({"m_mi": 12, "m_rp": 8, "m_cbt": 5, "m_act": 7, "m_rel": 4, "m_emo": 9}, 13)
    now = figures(counts(began=13, seen=13, content=boxes))
    assert now.count(HELD) == 26
    assert now.parts(CONTENT) == {"m_rp": 8, "m_act": 7, "m_cbt": 5}
    one_client = figures(counts(began=1, seen=1, content=Boxes({"m_mi": 1}, 1)))
    assert not one_client.numbers


def test_what_helped_is_held_against_those_who_ended() -> None:
    helped = Boxes({"help_talk": 9, "help_plan": 6, "help_other": 2}, 14)
    before = figures(counts(began=30))
    assert figures(counts(closed=11, helped=helped), [before]).parts(HELPED) == {"help_plan": 6}
    assert figures(counts(closed=4, helped=helped), [before]).parts(HELPED) == {}


@pytest.mark.parametrize(
    ("mean", "said"),
    [
        (Middle(9, None), None),
        (Middle(10, 4.4), 4.0),
        (Middle(19, 4.5), 5.0),
        (Middle(20, 4.4), 4.5),
        (Middle(20, 0.2), None),  # All have answered about the same.
        (Middle(20, 9.8), None),
    ],
)
def test_a_mean_is_so_coarse_that_one_more_answer_hides_in_it(
    mean: Middle, said: float | None
) -> None:
    assert figures(counts(began=30, urge=mean)).numbers.get(COURSES[0]) == said
    assert COURSES[0] not in figures(counts(began=9, urge=mean)).numbers


@given(st.lists(st.integers(0, 10), min_size=9, max_size=60))
def test_one_more_answer_moves_a_mean_by_one_step_at_most(answers: list[int]) -> None:
    def told(given: list[int]) -> float | None:
        mean = Middle(len(given), sum(given) / len(given))
        return figures(counts(began=30, urge=mean)).numbers.get(COURSES[0])

    after = {told([*answers, one]) for one in range(11)} - {None}
    assert len(after) <= 3 - (len(answers) + 1 >= 40)


@pytest.mark.parametrize(
    ("share", "behind", "said"),
    [
        (Share(17, 26), (9, 6, 12), 65),
        (Share(17, 26), (9, 4, 12), None),
        (Share(17, 26), (4, 9, 12), None),
        (Share(17, 26), (5, 5, 9), None),
        (Share(26, 26), (12, 0, 12), 100),
        (Share(19, 30), (9, 6, 12), 65),
    ],
)
def test_the_share_of_forms_is_of_clients_and_rounded(
    share: Share, behind: tuple[int, int, int], said: int | None
) -> None:
    assert figures(counts(began=30, forms=share, behind=behind)).count(FORMS) == said


def test_contacts_are_rows_and_hidden_under_five() -> None:
    assert figures(counts(contacts=5)).count(CONTACTS) == 5
    assert figures(counts(contacts=4)).count(CONTACTS) is None


# --- As it is kept ----------------------------------------------------------------------------


def test_what_is_kept_is_read_back_in_its_order() -> None:
    paper = waits_paper((0, 7, 20, 10, 5, 2))
    again = read_board_text(str(FIRST), board_text(paper))
    assert again == paper
    assert [*again.parts(Parts.WAITS)] == ["1", "2", "0", REST]


def test_a_quarter_is_counted_two_weeks_after_its_end_at_the_earliest() -> None:
    assert first_paper_day(FIRST) == date(2026, 4, 14)
