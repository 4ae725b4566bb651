import random

from hypothesis import given, settings
from hypothesis import strategies as st

from kast_eval.kit.codes import KitCodes, codes_table, draw_kit_codes
from kast_eval.study.client_code import RELATIVE_LETTER, read_client_code, site_letters
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


def test_the_table_tells_codes_and_their_series_and_nothing_else() -> None:
    codes = KitCodes(("GB0427T",), ("RB0001A",))
    assert codes_table(codes) == b"code,series\r\nGB0427T,client\r\nRB0001A,relative\r\n"
