"""The recipe of a release: what leaves, to whom, for what, and by whose decision."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from kast_eval.dataset.derived_rows import DERIVED, EPISODES
from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.wide import PERSON, WIDE
from kast_eval.definition.nodes import Node, read_text, read_yaml
from kast_eval.wording import Language, marked

ALL = "all"
"""What a recipe says of a table of which every column leaves."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_CHECKSUM = re.compile(r"[0-9a-f]{64}")
_ABOUT = ("recipe", "level", "language", "formats", "tables")
_WHOM = ("recipient", "purpose", "approval", "expires")
LONGEST = 200
"""The longest recipient or purpose, in characters."""


class Level(StrEnum):
    """How much of a person is left in what leaves (dataset.md)."""

    CODED = "A"
    MOCK = "D"


@dataclass(frozen=True)
class Approved:
    """Who decided that these columns may leave, when, and the checksum of what they were then."""

    by: str
    on: date
    columns: str


@dataclass(frozen=True)
class Recipe:
    """One recipe; `tables` has the columns of each table that leaves, None for all of them.

    A coded file tells the clinic only where `clinic` says that it is approved. The mock file needs
    no recipient: nothing in it comes from data. `checksum` is that of the very text that was read.
    """

    name: str
    level: Level
    language: Language
    formats: tuple[str, ...]
    tables: Mapping[str, frozenset[str] | None]
    recipient: str = ""
    purpose: str = ""
    approval: str = ""
    expires: date | None = None
    clinic: bool = False
    approved: Approved | None = None
    checksum: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in a file, or raise DefinitionError with its line."""
    text = read_text(path)
    root = read_yaml(path.name, text)
    keys = root.mapping(_ABOUT, (*_WHOM, "clinic", "approved"))
    if not _NAME.fullmatch(path.stem):
        raise root.error(marked("Receptets fil heter till exempel huvudanalys.yaml: a-z, 0-9, -."))
    keys["recipe"].integer_between(1, 1)
    return Recipe(
        path.stem,
        Level(keys["level"].one_of([level.value for level in Level])),
        Language(keys["language"].one_of([language.value for language in Language])),
        tuple(dict.fromkeys(one.one_of(FORMATS) for one in keys["formats"].filled_sequence())),
        {name: _columns(node) for name, node in keys["tables"].mapping().items()},
        **{name: _short(keys[name]) for name in _WHOM[:3] if name in keys},
        expires=_day(keys["expires"]) if "expires" in keys else None,
        clinic="clinic" in keys and keys["clinic"].boolean(),
        approved=_approved(keys["approved"]) if "approved" in keys else None,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
        lines={name: node.line for name, node in keys["tables"].mapping().items()},
    )


def recipe_text(level: Level, forms: Sequence[str], language: Language) -> str:
    """Return a recipe with every table in every format, its recipient still to be written."""
    tables = (PERSON, *forms, DERIVED, EPISODES, WIDE)
    lines = [
        "recipe: 1",
        f"level: {level.value}",
        f"language: {language.value}",
        f"formats: [{', '.join(FORMATS)}]",
        "tables:",
        *(f"  {table}: {ALL}" for table in tables),
    ]
    if level is not Level.MOCK:
        lines += [f"# {name}: …" for name in _WHOM]
    return "\n".join(lines) + "\n"


def _columns(node: Node) -> frozenset[str] | None:
    if not node.is_sequence:
        node.one_of([ALL])
        return None
    return frozenset(one.text() for one in node.filled_sequence())


def _short(node: Node) -> str:
    text = node.text()
    if len(text) > LONGEST or not text.isprintable():
        raise node.error(marked("Texten ska vara en rad med högst {longest} tecken."),
                         longest=LONGEST)  # fmt: skip
    return text


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(node.text())
    except ValueError as error:
        raise node.error(marked("Här ska stå en dag, till exempel 2027-12-31.")) from error


def _approved(node: Node) -> Approved:
    keys = node.mapping(("by", "on", "columns"))
    columns = keys["columns"].text()
    if not _CHECKSUM.fullmatch(columns):
        raise keys["columns"].error(
            marked("Här ska stå kolumnernas kontrollsumma, som «release plan» skriver ut.")
        )
    return Approved(_short(keys["by"]), _day(keys["on"]), columns)
