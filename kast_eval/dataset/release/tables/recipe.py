"""What the recipe of tables says: which tables, of which variables, with which figures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kast_eval.definition.nodes import Node
from kast_eval.study.small_numbers import SMALLEST_COUNT
from kast_eval.wording import marked

TABULATED_KEYS = (("tables",), ("bands", "smallest", "open", "from"))
"""What such a recipe must say and may say beside what every recipe says."""

SMALLEST_WHEN_OPEN = 10
"""A smaller count never leaves to everybody (dataset.md, defaults)."""

LARGEST_SMALLEST = 100

_BEGINNING = re.compile("[0-9a-f]{16,64}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,27}")


class Figure(StrEnum):
    """What a table tells of each group of persons beside how many they are."""

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"


MEASURED = frozenset({Figure.MEAN, Figure.MEDIAN})
"""The figures that are of a variable of their own."""


@dataclass(frozen=True)
class AskedTable:
    """One table as the recipe asks for it: of persons by `rows` and `columns`.

    `of` is the variable that is measured, `where` the answer that all its persons gave.
    """

    name: str
    rows: str
    columns: str | None
    figure: Figure
    of: str | None = None
    where: tuple[str, int] | None = None
    line: int = field(default=1, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the variables that are crossed."""
        return (self.rows,) if self.columns is None else (self.rows, self.columns)

    @property
    def variables(self) -> tuple[str, ...]:
        """Return every variable that the table sorts persons by."""
        return self.names if self.where is None else (*self.names, self.where[0])

    @property
    def said(self) -> dict[str, object]:
        """Return it as the origin of a release tells it."""
        return {
            "rows": self.rows,
            "columns": self.columns,
            "statistic": self.figure.value,
            "of": self.of,
            "where": self.where and {self.where[0]: self.where[1]},
        }


@dataclass(frozen=True)
class Tabulated:
    """The tables, the bands of numbers, and the smallest count that may be shown.

    `source` is how the checksum begins of the anonymised file that they are counted from, "" where
    they are counted from the answers as they are.
    """

    tables: tuple[AskedTable, ...]
    bands: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    smallest: int = SMALLEST_COUNT
    open: bool = False
    band_lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    source: str = ""
    source_line: int = field(default=1, compare=False)

    @property
    def said(self) -> Mapping[str, object]:
        """Return it as the origin of a release tells it."""
        return {
            "tables": {one.name: one.said for one in self.tables},
            "bands": {name: list(cuts) for name, cuts in self.bands.items()},
            "smallest": self.smallest,
            "open": self.open,
            # Without it the decisions on all other recipes are of what they were.
            **({"from": self.source} if self.source else {}),
        }


def read_tabulated(keys: Mapping[str, Node]) -> Tabulated:
    """Return what the keys of a recipe say."""
    is_open = "open" in keys and keys["open"].boolean()
    bands = keys["bands"].mapping() if "bands" in keys else {}
    tables = keys["tables"].mapping()
    if not tables:
        raise keys["tables"].error(marked("Receptet har ingen tabell. Skriv minst en."))
    return Tabulated(
        tuple(_table(name, node) for name, node in tables.items()),
        {name: _cuts(node) for name, node in bands.items()},
        _smallest(keys.get("smallest"), SMALLEST_WHEN_OPEN if is_open else SMALLEST_COUNT),
        open=is_open,
        band_lines={name: node.line for name, node in bands.items()},
        source=_source(keys["from"]) if "from" in keys else "",
        source_line=keys["from"].line if "from" in keys else 1,
    )


def _source(node: Node) -> str:
    text = node.text().casefold()
    if not _BEGINNING.fullmatch(text):
        raise node.error(
            marked("Skriv de första 16 tecknen, eller fler, av filens kontrollsumma. Den står i "
                   "listan över utlämnanden.")
        )  # fmt: skip
    return text


def _smallest(node: Node | None, floor: int) -> int:
    if node is None:
        return floor
    asked = node.integer()
    if not floor <= asked <= LARGEST_SMALLEST:
        raise node.error(
            marked("Minsta antal ligger från {floor} till {most}. Mindre tal visas aldrig, och "
                   "under 10 inte i det som vem som helst får läsa."),
            floor=floor, most=LARGEST_SMALLEST,
        )  # fmt: skip
    return asked


def _table(name: str, node: Node) -> AskedTable:
    if not _NAME.fullmatch(name):
        raise node.error(marked("En tabell heter till exempel kop_per_alder: a-z, 0-9, _."))
    keys = node.mapping(("rows", "statistic"), ("columns", "of", "where"))
    figure = Figure(keys["statistic"].one_of([one.value for one in Figure]))
    found = AskedTable(
        name,
        _variable(keys["rows"]),
        _variable(keys["columns"]) if "columns" in keys else None,
        figure,
        keys["of"].text() if "of" in keys else None,
        _filter(keys["where"]) if "where" in keys else None,
        node.line,
    )
    _require_sense(found, node)
    return found


def _require_sense(table: AskedTable, node: Node) -> None:
    if len(table.variables) > _MOST_VARIABLES:
        raise node.error(_TOO_MANY)
    if len(set(table.variables)) < len(table.variables):
        raise node.error(marked("Tabellen korsar en variabel med sig själv. Ta bort den ena."))
    if table.figure in MEASURED and table.of is None:
        raise node.error(marked("Skriv «of»: vilken variabel medelvärdet eller medianen gäller."))
    if table.figure not in MEASURED and table.of is not None:
        raise node.error(marked("«of» hör till medelvärde och median. Ta bort den, eller byt "
                                "«statistic»."))  # fmt: skip


_MOST_VARIABLES = 2
_TOO_MANY = marked("En tabell korsar högst två variabler, filtret medräknat. Dela upp den.")


def _variable(node: Node) -> str:
    if node.is_sequence:
        raise node.error(_TOO_MANY)
    return node.text()


def _filter(node: Node) -> tuple[str, int]:
    pairs = node.mapping()
    if len(pairs) != 1:
        raise node.error(_TOO_MANY)
    ((name, value),) = pairs.items()
    return name, value.integer()


def _cuts(node: Node) -> tuple[int, ...]:
    cuts = tuple(one.integer() for one in node.filled_sequence())
    if list(cuts) != sorted(set(cuts)):
        raise node.error(marked("Gränserna ska stå i ordning, var och en en gång: [25, 35, 45]."))
    return cuts


def tabulated_lines() -> list[str]:
    """Return tables to begin a recipe with, of questions that every start form asks."""
    return [
        "  kop_efter_alder:",
        "    rows: age_group_t0",
        "    columns: buy_total_30d_n_t0",
        "    statistic: share",
        "  sug_efter_vag:",
        "    rows: ref_source_t0",
        "    statistic: mean",
        "    of: urge_max_7d_t0",
        "bands:",
        "  buy_total_30d_n_t0: [1, 5]",
    ]
