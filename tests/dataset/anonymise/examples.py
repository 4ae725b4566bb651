"""Tables that were published or worked by hand, and ways to write such tables short."""

from collections.abc import Sequence

from hypothesis import strategies as st

from kast_eval.dataset.anonymise.hierarchy import Hierarchy
from kast_eval.dataset.anonymise.microdata import Microdata, Value


def table(
    rows: Sequence[Sequence[Value]], names: str = "abcdefgh", persons: Sequence[str] = ()
) -> Microdata:
    """Return a table of rows, a column for each letter, a person for each row unless named."""
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return Microdata(
        tuple(persons) or tuple(f"p{place:03}" for place in range(1, len(rows) + 1)),
        {name: tuple(column) for name, column in zip(names, columns, strict=False)},
    )


# The eight rows of sdcMicro's example, after Capobianchi, Polettini and Lucarelli (2001).
EIGHT = table(
    [
        (1, 2, 5, 1), (1, 2, 1, 1), (1, 2, 1, 1), (3, 3, 1, 5),
        (4, 3, 1, 4), (4, 3, 1, 1), (6, 2, 1, 5), (1, 2, 5, 1),
    ],
    "1234",
)  # fmt: skip

# Three rows that differ in a missing value.
THREE = table([("male", "sec", "emp"), ("male", "some", "emp"), ("male", -7, "emp")])

# Statistical Disclosure Control: a practice guide, table 5.2.
TEN = table(
    [
        (1, "F", "cath"), (2, "F", "cath"), (2, "F", "cath"), (3, "F", "prot"), (3, "M", "prot"),
        (3, "F", "prot"), (3, "M", "prot"), (4, "M", "musl"), (4, "M", "musl"), (5, "M", "musl"),
    ]
)  # fmt: skip
REGIONS = Hierarchy("a", {1: ("N",), 2: ("N",), 3: ("C",), 4: ("S",), 5: ("S",)})

# ARX's seven rows with its three hierarchies: 3 x 2 x 6 nodes.
SEVEN = table(
    [
        (34, "m", "81667"), (45, "f", "81675"), (66, "m", "81925"), (70, "f", "81931"),
        (34, "f", "81931"), (70, "m", "81931"), (45, "m", "81931"),
    ]
)  # fmt: skip
SEVEN_HIERARCHIES = (
    Hierarchy("a", {age: ("<50" if age < 50 else ">=50", "*") for age in (34, 45, 66, 70)}),
    Hierarchy("b", {"m": ("*",), "f": ("*",)}),
    Hierarchy(
        "c",
        {
            code: tuple(code[: 5 - level] + "*" * level for level in range(1, 6))
            for code in ("81667", "81675", "81925", "81931")
        },
    ),
)

VALUES = st.sampled_from([0, 1, 2, -7, -10])


def tables(
    *,
    rows: int = 9,
    columns: int = 3,
    several: bool = False,
    values: st.SearchStrategy[int] = VALUES,
) -> st.SearchStrategy[Microdata]:
    """Draw tables; with `several` a person can have several rows."""

    def made(drawn: list[tuple[str, tuple[int, ...]]]) -> Microdata:
        persons = [person for person, _ in drawn] if several else ()
        return table([cells for _, cells in drawn], "abcdefgh"[:columns], persons)

    row = st.tuples(st.sampled_from("uvwxyz"), st.tuples(*([values] * columns)))
    return st.lists(row, max_size=rows).map(made)


def rows_of(data: Microdata, names: Sequence[str]) -> list[tuple[str, tuple[Value, ...]]]:
    """Return the rows as the oracle takes them: whose each is, and its values."""
    return [
        (person, tuple(data.columns[name][place] for name in names))
        for place, person in enumerate(data.persons)
    ]
