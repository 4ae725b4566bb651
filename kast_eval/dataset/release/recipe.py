"""The recipe of a release: what leaves, to whom, for what, and by whose decision."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from kast_eval.dataset.derived_rows import DERIVED, EPISODES
from kast_eval.dataset.formats.every import FORMATS
from kast_eval.dataset.release.anonymised.recipe import (
    ANONYMISED_KEYS,
    Anonymised,
    read_anonymised,
)
from kast_eval.dataset.release.coded_recipe import ALL, CODED_KEYS, Coded, read_coded
from kast_eval.dataset.release.recipe_fields import (
    Approved,
    read_approved,
    read_day,
    read_short,
)
from kast_eval.dataset.release.tables.recipe import (
    TABULATED_KEYS,
    Tabulated,
    read_tabulated,
    tabulated_lines,
)
from kast_eval.dataset.wide import PERSON, WIDE
from kast_eval.definition.nodes import Node, read_text, read_yaml
from kast_eval.definition.plain_yaml import require_plain
from kast_eval.wording import Language, marked

RECIPE_ENDING = ".yaml"

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_DEVICE = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""What Windows takes for a device, whatever it ends with."""

_ABOUT = ("recipe", "level", "language", "formats")
_WHOM = ("recipient", "purpose", "approval", "expires")


class Level(StrEnum):
    """How much of a person is left in what leaves (dataset.md)."""

    CODED = "A"
    ANONYMISED = "B"
    TABLES = "C"
    MOCK = "D"


_KEYS: Mapping[Level, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Level.CODED: CODED_KEYS,
    Level.ANONYMISED: ANONYMISED_KEYS,
    Level.TABLES: TABULATED_KEYS,
    Level.MOCK: CODED_KEYS,
}
"""What the recipe of each level must say and may say beside what every recipe says."""

_DECISION = {Level.ANONYMISED: "decision"}
"""What who decided stands under, where it is more than that the columns are the right ones."""

Part = Coded | Anonymised | Tabulated
"""What only the recipes of one level say."""


@dataclass(frozen=True)
class Recipe:
    """One recipe; `part` is what its level says of what leaves.

    The mock file needs no recipient: nothing in it comes from data. `checksum` is that of the very
    text that was read.
    """

    name: str
    level: Level
    language: Language
    formats: tuple[str, ...]
    part: Part
    recipient: str = ""
    purpose: str = ""
    approval: str = ""
    expires: date | None = None
    approved: Approved | None = None
    checksum: str = ""

    @property
    def file(self) -> str:
        """Return the name of its file, for errors."""
        return f"{self.name}{RECIPE_ENDING}"

    @property
    def said(self) -> Mapping[str, object]:
        """Return it as the origin of a release tells it."""
        return {
            "name": self.name,
            "level": self.level.value,
            "language": self.language.value,
            "formats": list(self.formats),
            **self.part.said,
            "recipient": self.recipient,
            "purpose": self.purpose,
            "approval": self.approval,
            "expires": self.expires.isoformat() if self.expires else None,
            "approved": self.approved and self.approved.said,
        }


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in a file, or raise DefinitionError with its line."""
    return recipe_of(path.name, read_text(path))


def recipe_of(file: str, text: str) -> Recipe:
    """Return the recipe that a file of that name would hold, or raise DefinitionError."""
    require_plain(file, text)
    root = read_yaml(file, text)
    name = file.removesuffix(RECIPE_ENDING)
    if not is_recipe_name(name):
        raise root.error(marked("Receptets fil heter till exempel huvudanalys.yaml: a-z, 0-9, -."))
    level = _level(root)
    required, optional = _KEYS[level]
    decision = decision_key(level)
    keys = root.mapping((*_ABOUT, *required), (*_WHOM, *optional, decision))
    keys["recipe"].integer_between(1, 1)
    return Recipe(
        name,
        level,
        Language(keys["language"].one_of([language.value for language in Language])),
        tuple(dict.fromkeys(one.one_of(FORMATS) for one in keys["formats"].filled_sequence())),
        _part(level, keys),
        **{name: read_short(keys[name]) for name in _WHOM[:3] if name in keys},
        expires=read_day(keys["expires"]) if "expires" in keys else None,
        approved=read_approved(keys[decision]) if decision in keys else None,
        checksum=hashlib.sha256(text.encode()).hexdigest(),
    )


def decision_key(level: Level) -> str:
    """Return what stands above who decided that the columns may leave."""
    return _DECISION.get(level, "approved")


def is_recipe_name(name: str) -> bool:
    """Tell whether a recipe may be called so; nothing that may is a way to another folder."""
    return bool(_NAME.fullmatch(name)) and not _DEVICE.fullmatch(name)


def _level(root: Node) -> Level:
    """Return the level, which decides what else the recipe may say."""
    level = dict(root.pairs()).get("level")
    if level is None:
        raise root.error(marked("«{name}» saknas här. Lägg till den."), name="level")
    return Level(level.one_of([one.value for one in Level]))


def _part(level: Level, keys: Mapping[str, Node]) -> Part:
    match level:
        case Level.CODED | Level.MOCK:
            return read_coded(keys)
        case Level.ANONYMISED:
            return read_anonymised(keys)
        case Level.TABLES:
            return read_tabulated(keys)
        case _:
            assert_never(level)


def recipe_text(level: Level, forms: Sequence[str], language: Language) -> str:
    """Return a recipe with every table in every format, its recipient still to be written.

    That of tables has some to begin with, for nobody wants every crossing.
    """
    tables = (PERSON, *forms, DERIVED, EPISODES, WIDE)
    chosen = tabulated_lines() if level is Level.TABLES else [f"  {one}: {ALL}" for one in tables]
    lines = [
        "recipe: 1",
        f"level: {level.value}",
        f"language: {language.value}",
        f"formats: [{', '.join(FORMATS)}]",
        "tables:",
        *chosen,
    ]
    if level is not Level.MOCK:
        lines += [f"# {name}: …" for name in _WHOM]
    if level is Level.TABLES:
        lines.append("# from: …")
    return "\n".join(lines) + "\n"
