"""All form definitions of a folder, found by form and version."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kast_eval.definition.form import FormDefinition, Item
from kast_eval.definition.read import read_definition
from kast_eval.definition.released import released_faults
from kast_eval.errors import DefinitionError, KastEvalError
from kast_eval.wording import marked

_FILE = re.compile(r"(?!head-)[a-z][a-z0-9_]*-[1-9][0-9]*\.yaml")
_VERSION = re.compile(r"(?:-| ?v| )?([1-9][0-9]{0,2})?")


class UnknownFormError(KastEvalError):
    """A form or a version that no definition has."""


@dataclass(frozen=True)
class Library:
    """Every form in every version, by letter and rising version."""

    forms: tuple[FormDefinition, ...]

    @property
    def newest_forms(self) -> tuple[FormDefinition, ...]:
        """Return the newest version of each form, by letter."""
        return tuple({definition.form: definition for definition in self.forms}.values())

    def newest(self, form: str) -> FormDefinition:
        """Return the newest version of a form, or raise UnknownFormError."""
        for definition in self.newest_forms:
            if definition.form == form:
                return definition
        raise UnknownFormError(
            marked("Formuläret finns inte. Välj något av: {forms}."), forms=self._names()
        )

    def get(self, form: str, version: int) -> FormDefinition:
        """Return one version of a form, or raise UnknownFormError."""
        for definition in self.forms:
            if (definition.form, definition.version) == (form, version):
                return definition
        newest = self.newest(form)
        raise UnknownFormError(
            marked("{form} finns inte i den versionen. Den senaste är {version}."),
            form=newest.title,
            version=newest.version,
        )

    def find(self, text: str) -> FormDefinition:
        """Return the form that a person means by «start», «A», «start-1» or «start v1»."""
        meant = " ".join(text.lower().split())
        names = {one.letter.lower(): one.form for one in self.forms}
        names |= {one.form: one.form for one in self.forms}
        # «h1» is the form H1 and not version 1 of a form H: the longest name goes first.
        for name in sorted(names, key=len, reverse=True):
            version = _VERSION.fullmatch(meant.removeprefix(name))
            if meant.startswith(name) and version:
                form = names[name]
                return self.get(form, int(version[1])) if version[1] else self.newest(form)
        return self.newest("")

    def _names(self) -> str:
        return ", ".join(f"{one.letter} ({one.form})" for one in self.newest_forms)


def read_library(folder: Path) -> Library:
    """Return all forms of a folder, or raise DefinitionError at the first fault.

    A released file that was changed is a fault too: nothing is printed, keyed or exported by it.
    """
    paths = form_files(folder)
    if not paths:
        raise DefinitionError(folder.name, 1, marked("Mappen har inga formulär."))
    for fault in released_faults(folder):
        raise fault
    definitions = [read_definition(path) for path in paths]
    check_together(definitions)
    return Library(tuple(sorted(definitions, key=lambda one: (one.letter, one.version))))


def form_files(folder: Path) -> tuple[Path, ...]:
    """Return the definition files of a folder in the order of their names."""
    return tuple(sorted(path for path in folder.glob("*.yaml") if _FILE.fullmatch(path.name)))


def check_together(definitions: Iterable[FormDefinition]) -> None:
    """Raise DefinitionError where two forms share a letter or page code, or differ in a name."""
    known = tuple(definitions)
    letters: dict[str, str] = {}
    page_codes: dict[int, str] = {}
    for definition in known:
        file = f"{definition.form}-{definition.version}.yaml"
        if letters.setdefault(definition.letter, definition.form) != definition.form:
            raise DefinitionError(
                file, 1, marked("Bokstaven {letter} hör redan till «{other}»."),
                letter=definition.letter, other=letters[definition.letter],
            )  # fmt: skip
        for code in definition.every_page_code:
            if page_codes.setdefault(code, file) != file:
                raise DefinitionError(
                    file, 1, marked("Sidkoden {code} hör redan till {other}."),
                    code=code, other=page_codes[code],
                )  # fmt: skip
    _check_constructs(known)


def _check_constructs(definitions: Sequence[FormDefinition]) -> None:
    """Refuse a name that stands for two things in two forms, each in its newest version with it.

    Two forms may change a shared question together, so their older versions are not compared.
    """
    newest_last = sorted(definitions, key=lambda one: one.version)
    newest = {(one.form, item.name): (one, item) for one in newest_last for item in one.items}
    constructs: dict[str, tuple[FormDefinition, Item]] = {}
    for definition, item in sorted(newest.values(), key=lambda one: one[0].version):
        other, known = constructs.setdefault(item.name, (definition, item))
        if item.columns() != known.columns():
            file = f"{definition.form}-{definition.version}.yaml"
            raise DefinitionError(
                file,
                definition.lines.get(item.name, 1),
                marked("«{name}» har andra koder eller gränser i «{other}». Byt namn på den."),
                name=item.name,
                other=f"{other.form}-{other.version}",
            )
