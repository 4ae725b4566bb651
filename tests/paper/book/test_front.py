import pytest

from kast_eval.paper.book.front import index_slabs
from kast_eval.paper.book.pager import page_slabs
from kast_eval.paper.book.slab import Structure
from kast_eval.paper.book.style import BODY


@pytest.mark.parametrize("many", [1, 2, 3, 90, 91, 400])
def test_the_index_is_read_down_one_column_and_then_the_next_of_each_page(many: int) -> None:
    names = [f"name_{place:03}" for place in range(many)]
    pages = page_slabs(index_slabs(dict.fromkeys(reversed(names), (7,)), Structure()))
    read = []
    for page in pages:
        entries = [
            part.spans[0]
            for placed in page.placed
            for part in placed.slab.parts
            if part.spans[0].text.startswith("name_")
        ]
        read += [entry.text for entry in entries if entry.x == BODY]
        read += [entry.text for entry in entries if entry.x > BODY]
    assert read == names
    assert len(pages) == (1 if many < 100 else 5)
