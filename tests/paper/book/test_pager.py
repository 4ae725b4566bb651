from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kast_eval.paper.book.pager import anchor_places, page_slabs
from kast_eval.paper.book.slab import Slab
from kast_eval.paper.book.style import BOTTOM, TOP

SLABS = st.lists(
    st.builds(
        Slab,
        st.floats(1.0, 60.0),
        above=st.floats(0.0, 10.0),
        keeps_next=st.sampled_from([False, False, False, True]),
        starts_page=st.sampled_from([False, False, False, True]),
    ),
    min_size=1,
    max_size=40,
)


@given(SLABS)
def test_every_slab_stands_once_in_order(slabs: list[Slab]) -> None:
    placed = [one.slab for page in page_slabs(slabs) for one in page.placed]
    assert placed == slabs


@given(SLABS)
def test_no_slab_overlaps_the_one_above(slabs: list[Slab]) -> None:
    for page in page_slabs(slabs):
        at = TOP
        for one in page.placed:
            assert one.top >= at - 0.001
            at = one.top + one.slab.height


@given(SLABS)
def test_a_page_is_left_only_when_what_keeps_together_does_not_fit(slabs: list[Slab]) -> None:
    single = [replace(slab, keeps_next=False, starts_page=False) for slab in slabs]
    pages = page_slabs(single)
    for page, following in pairwise(pages):
        last, first = page.placed[-1], following.placed[0]
        assert last.top + last.slab.height <= BOTTOM
        assert last.top + last.slab.height + first.slab.above + first.slab.height > BOTTOM


def test_slabs_that_keep_together_are_on_one_page() -> None:
    slabs = [Slab(200.0), Slab(30.0, keeps_next=True), Slab(30.0)]
    assert [len(page.placed) for page in page_slabs(slabs)] == [1, 2]


def test_the_head_of_a_table_stands_again_where_a_page_begins_with_a_row() -> None:
    head = Slab(8.0, keeps_next=True)
    rows = [Slab(100.0, repeats=head) for _ in range(4)]
    pages = page_slabs([head, *rows])
    assert [[one.repeated for one in page.placed] for page in pages] == [
        [False, False, False],
        [True, False, False],
    ]


def test_anchors_are_found_by_page_and_place() -> None:
    slabs = [Slab(5.0, anchors=("a",)), Slab(5.0, anchors=("b",), starts_page=True, above=9.0)]
    places = anchor_places(page_slabs(slabs), first=3)
    assert (places["a"].page, places["a"].top) == (3, TOP)
    assert (places["b"].page, places["b"].top) == (4, TOP)


def test_the_running_head_names_the_chapter_that_a_page_ends_in() -> None:
    slabs = [
        Slab(5.0, chapter="1 Ett", starts_page=True),
        Slab(240.0),
        Slab(5.0, chapter="2 Två", starts_page=True),
    ]
    assert [page.chapter for page in page_slabs(slabs)] == ["1 Ett", "1 Ett", "2 Två"]
