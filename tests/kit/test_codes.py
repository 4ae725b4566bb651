import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.errors import LineError
from kast_eval.kit.codes import KitCodes, codes_table, draw_kit_codes, read_codes_table
from kast_eval.study.client_code import RELATIVE_LETTER, read_client_code, site_letters
from kast_eval.wording import Language
from tests.kit.orders import order


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 200), st.randoms(use_true_random=False))
def test_every_code_is_valid_and_there_once(clients: int, chooser: random.Random) -> None:
    asked = order(clients=str(clients), letters="GB")
    codes = draw_kit_codes(asked, chooser)
    every = (*codes.clients, *codes.relatives)
    assert len(set(every)) == len(every) == asked.clients + asked.relatives
    assert all(read_client_code(code) == code for code in every)
    assert {site_letters(code) for code in codes.clients} == {"GB"}
    assert all(code.startswith(RELATIVE_LETTER) for code in codes.relatives)


def test_no_code_of_an_earlier_kit_is_drawn_again() -> None:
    asked = order(clients="200", letters="GB")
    first = draw_kit_codes(asked, random.Random(1))
    earlier = {*first.clients, *first.relatives}
    second = draw_kit_codes(asked, random.Random(1), earlier)
    assert not earlier & {*second.clients, *second.relatives}
    assert len(second.clients) == 200


def test_the_table_tells_codes_and_their_series_and_nothing_else() -> None:
    codes = KitCodes(("GB0427T",), ("RB0001A",))
    assert codes_table(codes) == b"code,series\r\nGB0427T,client\r\nRB0001A,relative\r\n"


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 200), st.randoms(use_true_random=False))
def test_the_table_of_every_kit_is_read_back(clients: int, chooser: random.Random) -> None:
    codes = draw_kit_codes(order(clients=str(clients), letters="GB"), chooser)
    listed = read_codes_table("codes.csv", codes_table(codes))
    assert tuple(listed.lines) == (*codes.clients, *codes.relatives)
    assert tuple(listed.lines.values()) == tuple(range(2, 2 + len(listed.lines)))


def test_a_code_may_be_written_as_on_paper() -> None:
    contents = b"code;series\r\ngb 0427 t;client\r\n"
    assert read_codes_table("codes.csv", contents).lines == {"GB0427T": 2}


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (b"", "codes.csv:1: Filen är ingen lista med koder."),
        (b"code,series\r\n", "codes.csv:1: Filen är ingen lista med koder."),
        (b"kod,serie\r\nGB0427T,client\r\n", "codes.csv:1: Filen är ingen lista med koder."),
        (b"PK\x03\x04\xff", "codes.csv:1: Filen är ingen tabell"),
        (b"code,series\nGB0427X,client\n", "codes.csv:2: Koden stämmer inte."),
        (b"code,series\nGB0427T,client\nGB42,client\n", "codes.csv:3: En klientkod har två"),
        (b"code,series\nGB0427T,relative\n", "codes.csv:2: Serien är fel"),
        (b"code,series\nRB0001Z,client\n", "codes.csv:2: "),
        (
            b"code,series\nGB0427T,client\nGB0427T,client\n",
            "codes.csv:3: Koden står redan på rad 2",
        ),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_with_its_line(contents: bytes, told: str) -> None:
    with pytest.raises(LineError) as refused:
        read_codes_table("codes.csv", contents)
    assert str(refused.value).startswith(told)
    assert refused.value.in_language(Language.EN) != str(refused.value)
