"""What the recipes of every level say in the same way: short texts, days, who decided."""

import re
from dataclasses import dataclass
from datetime import date

from kast_eval.definition.nodes import Node
from kast_eval.wording import marked

LONGEST = 200
"""The longest recipient or purpose, in characters."""

_CHECKSUM = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Approved:
    """Who decided that these columns may leave, when, and the checksum of what they were then."""

    by: str
    on: date
    columns: str

    @property
    def said(self) -> dict[str, str]:
        """Return it as the origin of a release tells it."""
        return {"by": self.by, "on": self.on.isoformat(), "columns": self.columns}


def read_short(node: Node) -> str:
    """Return a text of one line."""
    text = node.text()
    if len(text) > LONGEST or not text.isprintable():
        raise node.error(marked("Texten ska vara en rad med högst {longest} tecken."),
                         longest=LONGEST)  # fmt: skip
    return text


def read_day(node: Node) -> date:
    """Return a day."""
    try:
        return date.fromisoformat(node.text())
    except ValueError as error:
        raise node.error(marked("Här ska stå en dag, till exempel 2027-12-31.")) from error


def read_approved(node: Node) -> Approved:
    """Return who decided, when, and on which columns."""
    keys = node.mapping(("by", "on", "columns"))
    columns = keys["columns"].text()
    if not _CHECKSUM.fullmatch(columns):
        raise keys["columns"].error(
            marked("Här ska stå kolumnernas kontrollsumma, som «release plan» skriver ut.")
        )
    return Approved(read_short(keys["by"]), read_day(keys["on"]), columns)
