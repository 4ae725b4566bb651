import pytest
from hypothesis import given
from hypothesis import strategies as st

from kast_eval.kit.order import LONGEST_NAME, KitOrder, KitOrderError, read_order
from kast_eval.manual.edition import Edition
from kast_eval.wording import Language
from tests.kit.orders import TEXTS, order


def test_an_order_is_read_from_what_is_typed() -> None:
    assert order(site="  KAST Göteborg ", clients="020", letters="gb") == KitOrder(
        "KAST Göteborg", Edition.NEW, 20, 10, "GB", Language.SV
    )


def test_one_relative_to_four_clients_and_never_none() -> None:
    assert [order(clients=str(n)).relatives for n in (1, 4, 5, 20, 200)] == [1, 1, 2, 5, 50]


def test_the_codes_of_relatives_begin_with_r() -> None:
    assert order(letters="GB").relative_letters == "RB"


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("site", "", "Skriv mottagningens namn."),
        ("site", "   ", "Skriv mottagningens namn."),
        ("site", "a" * (LONGEST_NAME + 1), "högst 60 tecken"),
        ("site", "../../etc", "utan / och radbrytning"),
        ("site", "C:\\KAST", "utan / och radbrytning"),
        ("site", "KAST\x00", "utan / och radbrytning"),
        ("site", "KAST\nSmåstad", "utan / och radbrytning"),
        # Turns the reading direction, and what is read is not what is written.
        ("site", "KAST\u202edats", "utan / och radbrytning"),
        # The face of the forms cannot print it.
        ("site", "KAST \N{GRINNING FACE}", "utan / och radbrytning"),
        ("site", "..", "minst en bokstav"),
        ("site", "0000", "minst en bokstav"),
        ("edition", "", "Välj om mottagningen"),
        ("edition", "old", "Välj om mottagningen"),
        ("clients", "", "från 1 till 200"),
        ("clients", "0", "från 1 till 200"),
        ("clients", "201", "från 1 till 200"),
        ("clients", "10000", "från 1 till 200"),
        ("clients", "-3", "från 1 till 200"),
        ("clients", "tjugo", "från 1 till 200"),
        ("clients", "1_0", "från 1 till 200"),
        ("clients", "٣", "från 1 till 200"),
        ("clients", "9" * 5000, "från 1 till 200"),
        ("sessions", "0", "från 1 till 30"),
        ("sessions", "31", "från 1 till 30"),
        ("letters", "A", "ska vara två av"),
        ("letters", "AO", "ska vara två av"),
        ("letters", "RX", "får inte vara R / X"),
        ("letters", "XA", "får inte vara R / X"),
        ("language", "ar", "Formulären finns på svenska (sv) och engelska (en)"),
        ("language", "", "Formulären finns på"),
    ],
)
def test_a_wrong_field_is_told_by_its_name(field: str, typed: str, told: str) -> None:
    with pytest.raises(KitOrderError) as raised:
        order(**{field: typed})
    assert list(raised.value.faults) == [field]
    assert told in str(raised.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(KitOrderError) as raised:
        read_order({})
    assert list(raised.value.faults) == ["site", "edition", "clients", "sessions", "language"]
    assert "Write the clinic's name." in raised.value.in_language(Language.EN)


@given(st.dictionaries(st.sampled_from(list(TEXTS)), st.text(max_size=80)))
def test_any_text_is_read_or_refused_in_words(typed: dict[str, str]) -> None:
    try:
        site = read_order({**TEXTS, **typed}).site
    except KitOrderError as error:
        # What is told in words is no name that could do harm.
        site = "".join(error.faults)
    assert site
    assert not {"/", "\\", "\n", "\0"} & set(site)
