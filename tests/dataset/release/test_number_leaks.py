"""Numbers of persons in what is to leave, and what only looks like one."""

import base64
import struct
from collections.abc import Callable
from random import Random

import pytest

from kast_eval.dataset.person_id import id_of
from kast_eval.dataset.release.leaks import find_leaks
from kast_eval.dataset.release.number_leaks import checksums_in, numbers_in


@pytest.mark.parametrize(
    "text",
    [
        "08 123 45 67", "08 12345678", "0812345678", "031 701 40 00", "031 7014000", "0317014000",
        "0411-123 45", "0411 123 45", "(08) 123 45 67", "08-12 34 56 78", "t:031\u00a0701 40 00.",
        "ring 08 123 45 67, vardagar", "7,0317014000", "x;031 701 40 00;3", "0731234567",
        "073 123 45 67", "0731-23 45 67", "+46 7 3 1 2 3 4 5 6 7", "0046 8 123456",
        "tel0731234567", "031-7014000", "0411-12 345",
    ],
)  # fmt: skip
def test_a_telephone_number_is_found_with_a_hyphen_and_without(text: str) -> None:
    assert list(numbers_in(text)) == ["telefon"]


@pytest.mark.parametrize(
    "text",
    [
        "198112289874.0", "[1.5, 8112289874.0]", "-198112289874.00", "1.811228-9874",
        "12.19811228-9874", "811228-9874.2 barn", "811228 9874.5", "3.811228 9874",
    ],
)  # fmt: skip
def test_a_personal_number_is_found_beside_a_decimal_point(text: str) -> None:
    assert list(numbers_in(text)) == ["personnummer"]


@pytest.mark.parametrize(
    "text", ["1.070-1234567", "2.08-123 456", "070-1234567.2 barn", "+46701234567.0"]
)
def test_a_telephone_number_is_found_beside_a_decimal_point(text: str) -> None:
    assert list(numbers_in(text)) == ["telefon"]


@pytest.mark.parametrize(
    "text",
    [
        "0,08 123 45 67", "0.0812345678", "3 08 123 45 67", "08 123 45 67 3", "A0317014000",
        "0317014000B", "08 12 34", "08 09 10 11 12", "0 72 3 4 5 1 0 2 3", "01 02 03 04",
        "0 7 3 1 2 3 4 5 6 7", "-0.0731234567", "[3.8112289874, 1.5]", "9.24004612345678e-06",
        "100461234567", "031701400012",
    ],
)  # fmt: skip
def test_figures_in_a_row_and_decimals_are_no_telephone_number(text: str) -> None:
    assert list(numbers_in(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a@b.se", "Anna.Ek@Exempel.se", "ANNA@EXEMPEL.SE", "å.ö@ärlig.nu", "anna@EXEMPEL.se",
        "anna@iExempel.com", "Anna.Ek@ÄRLIG.SE", "ek@post.HVB.nu", "anna@exempel.COM",
    ],
)  # fmt: skip
def test_an_address_is_found_as_people_write_it(text: str) -> None:
    assert list(numbers_in(f"({text})")) == ["e-post"]
    assert list(numbers_in(text.replace("@", " at "))) == []


def test_the_beginning_of_a_checksum_of_the_release_is_no_number_of_anybody() -> None:
    whole = f"198112289874{'ab' * 26}"
    told = {"origin/recipe.json": f'"{whole}"'.encode(), "report/x": b"columns 198112289874."}
    assert checksums_in(f'"{whole}"') == {"198112289874"}
    assert find_leaks(told, {}) == ()
    assert [leak.kind for leak in find_leaks({"x": told["report/x"]}, {})] == ["personnummer"]


RANDOM = Random(20261122)


def _decimals(places: int) -> str:
    return ",".join(
        f"{RANDOM.gauss(0, 10.0 ** RANDOM.randint(-4, 2)):.{places}f}" for _ in range(50)
    )


def _row() -> str:
    cells = [RANDOM.randrange(10 ** RANDOM.randint(1, 3)) for _ in range(RANDOM.randint(3, 14))]
    return " ".join(map(str, cells))


def _row_of_shares() -> str:
    return " ".join(f"{RANDOM.randrange(99)} (0,{RANDOM.randrange(99):02})" for _ in range(6))


CHANCE: dict[str, Callable[[], str]] = {
    "ids of persons": lambda: "\n".join(id_of(RANDOM.randbytes(32)) for _ in range(50)),
    "means with three decimals": lambda: _decimals(3),
    "means as Excel has them": lambda: _decimals(3).replace(",", ";").replace(".", ","),
    "means with ten decimals": lambda: _decimals(10),
    "means with twelve decimals": lambda: _decimals(12),
    "means as they are": lambda: str([RANDOM.random() for _ in range(50)]),
    "chances as they are": lambda: str([RANDOM.random() * 1e-6 for _ in range(50)]),
    "checksums": lambda: f'"{RANDOM.randbytes(32).hex()}"',
    "signatures": lambda: f"{RANDOM.randbytes(64).hex()}\n",
    "schemas": lambda: base64.b64encode(RANDOM.randbytes(1_000)).decode(),
    "rows of a report": lambda: "\r\n".join(_row() for _ in range(30)),
    "rows of shares": lambda: "\r\n".join(_row_of_shares() for _ in range(30)),
}


@pytest.mark.parametrize("made", CHANCE)
def test_what_a_release_is_full_of_is_taken_for_nobodys_number(made: str) -> None:
    for _ in range(200):
        text = CHANCE[made]()
        assert list(numbers_in(text)) == [], text


def test_numbers_as_statistics_programs_keep_them_are_nobodys() -> None:
    for _ in range(20):
        rows = [[round(RANDOM.uniform(0, 100), 3) for _ in range(20)] for _ in range(100)]
        packed = b"\x00".join(struct.pack("<20d", *row) for row in rows)
        assert find_leaks({"x": packed}, {}, {}, set()) == ()
