"""What the recipe of a coded file or of a mock file says: which columns of which tables leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kast_eval.definition.nodes import Node

CODED_KEYS = (("tables",), ("clinic",))
"""What such a recipe must say and may say beside what every recipe says."""

ALL = "all"
"""What a recipe says of a table of which every column leaves."""


@dataclass(frozen=True)
class Coded:
    """The tables that leave, each with its columns, None for all of them.

    A coded file tells the clinic only where `clinic` says that it is approved. `lines` has the
    line of each table.
    """

    tables: Mapping[str, frozenset[str] | None]
    clinic: bool = False
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def said(self) -> Mapping[str, object]:
        """Return it as the origin of a release tells it."""
        return {
            "tables": {
                name: sorted(columns) if columns is not None else ALL
                for name, columns in self.tables.items()
            },
            "clinic": self.clinic,
        }


def read_coded(keys: Mapping[str, Node]) -> Coded:
    """Return what the keys of a recipe say."""
    tables = keys["tables"].mapping()
    return Coded(
        {name: _columns(node) for name, node in tables.items()},
        clinic="clinic" in keys and keys["clinic"].boolean(),
        lines={name: node.line for name, node in tables.items()},
    )


def _columns(node: Node) -> frozenset[str] | None:
    if not node.is_sequence:
        node.one_of([ALL])
        return None
    return frozenset(one.text() for one in node.filled_sequence())
