from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects.sqlite import dialect

from kast_eval.store.name_set import NameSet

SQLITE = dialect()


@given(st.frozensets(st.text()))
def test_a_set_of_names_comes_back_as_it_was(names: frozenset[str]) -> None:
    stored = NameSet().process_bind_param(names, SQLITE)
    assert stored == sorted(names)
    assert NameSet().process_result_value(stored, SQLITE) == names


def test_nothing_stored_is_no_names() -> None:
    assert NameSet().process_bind_param(None, SQLITE) == []
    assert NameSet().process_result_value(None, SQLITE) == frozenset()
