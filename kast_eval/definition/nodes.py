"""YAML read as nodes, so that every error can say its file and line."""

import difflib
import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kast_eval.errors import DefinitionError
from kast_eval.wording import Wording, marked

# libyaml reads ten times as fast; where it is missing, the same is read in Python.
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = "tag:yaml.org,2002:int"
_BOOLEAN = "tag:yaml.org,2002:bool"


@dataclass(frozen=True)
class Node:
    """One node of a definition file, with its place for errors."""

    file: str
    node: yaml.Node

    @property
    def line(self) -> int:
        """Return the line that the node begins on, counted from 1."""
        return self.node.start_mark.line + 1

    @property
    def is_mapping(self) -> bool:
        """Tell whether the node is names with values."""
        return isinstance(self.node, yaml.MappingNode)

    @property
    def is_sequence(self) -> bool:
        """Tell whether the node is a list."""
        return isinstance(self.node, yaml.SequenceNode)

    def error(self, text: str, /, **details: object) -> DefinitionError:
        """Return an error at the node's place."""
        return DefinitionError(self.file, self.line, text, **details)

    def mapping(
        self, required: Collection[str] = (), optional: Collection[str] = ()
    ) -> Mapping[str, "Node"]:
        """Return the node's keys; with names given, only those are known."""
        pairs = dict(self.pairs())
        known = [*required, *optional]
        for name, value in pairs.items():
            if known and name not in known:
                raise value.error(_unknown(name, known), name=name, known=_nearest(name, known))
        for name in required:
            if name not in pairs:
                raise self.error(marked("«{name}» saknas här. Lägg till den."), name=name)
        return pairs

    def pairs(self) -> Iterator[tuple[str, "Node"]]:
        """Yield each key with its value; a key written twice is refused."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error(marked("Här ska stå namn och värden, «namn: värde»."))
        seen: set[str] = set()
        for key, value in self.node.value:
            name = str(key.value)
            if name in seen:
                raise Node(self.file, key).error(
                    marked("«{name}» står två gånger. Ta bort den ena."), name=name
                )
            seen.add(name)
            yield name, Node(self.file, value)

    def sequence(self) -> tuple["Node", ...]:
        """Return the node's list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error(marked("Här ska stå en lista, en rad med «-» för varje del."))
        return tuple(Node(self.file, part) for part in self.node.value)

    def filled_sequence(self) -> tuple["Node", ...]:
        """Return the node's list, which must not be empty."""
        parts = self.sequence()
        if not parts:
            raise self.error(marked("Listan är tom. Skriv minst en del, eller ta bort den."))
        return parts

    def text(self) -> str:
        """Return the node's text, which must not be empty."""
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise self.error(marked("Här ska stå en text."))
        return str(self.node.value).strip()

    def integer(self) -> int:
        """Return the node's whole number."""
        if self.node.tag != _INTEGER or not str(self.node.value).lstrip("-").isdecimal():
            raise self.error(marked("Här ska stå ett heltal, till exempel 12."))
        return int(str(self.node.value))

    def integer_between(self, smallest: int, largest: int) -> int:
        """Return the node's whole number, which must lie between the two, both included."""
        number = self.integer()
        if not smallest <= number <= largest:
            raise self.error(
                marked("Här ska stå ett heltal från {smallest} till {largest}."),
                smallest=smallest,
                largest=largest,
            )
        return number

    def boolean(self) -> bool:
        """Return the node's true or false."""
        if self.node.tag != _BOOLEAN or self.node.value not in {"true", "false"}:
            raise self.error(marked("Här ska stå true eller false."))
        return str(self.node.value) == "true"

    def one_of(self, known: Collection[str]) -> str:
        """Return the node's text, which must be one of `known`."""
        name = self.text()
        if name not in known:
            raise self.error(_unknown(name, known), name=name, known=_nearest(name, known))
        return name

    def wording(self, beside: Collection[str] = ()) -> Wording:
        """Return the node's text in both languages; `beside` may stand in the same mapping."""
        pairs = self.mapping(optional=("sv", "en", *beside))
        for language in ("sv", "en"):
            if language not in pairs:
                raise self.error(
                    marked("Texten saknas på språket «{language}». Lägg till «{language}: …»."),
                    language=language,
                )
        return Wording(pairs["sv"].text(), pairs["en"].text())


def read_text(path: Path) -> str:
    """Return the text of a file, or raise DefinitionError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DefinitionError(path.name, 1, marked("Filen finns inte.")) from error
    except UnicodeDecodeError as error:
        raise DefinitionError(
            path.name, 1, marked("Filen har tecken som inte hör hemma i en textfil (UTF-8).")
        ) from error
    except OSError as error:
        raise DefinitionError(
            path.name, 1, marked("Filen går inte att öppna. Se efter namn och rättigheter.")
        ) from error


def text_checksum(text: str) -> str:
    """Return the SHA-256 of a definition's text, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_file(path: Path) -> Node:
    """Return the root node of a YAML file, or raise DefinitionError at the fault."""
    return read_yaml(path.name, read_text(path))


def read_yaml(file: str, source: str) -> Node:
    """Return the root node of a YAML text, or raise DefinitionError at the fault."""
    try:
        root = yaml.compose(source, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DefinitionError(
            file,
            mark.line + 1 if mark else 1,
            marked("Filen går inte att läsa som YAML här. Se efter indrag, kolon och citattecken."),
        ) from error
    except yaml.YAMLError as error:
        raise DefinitionError(
            file, 1, marked("Filen har tecken som inte hör hemma i en textfil (UTF-8).")
        ) from error
    if root is None:
        raise DefinitionError(file, 1, marked("Filen är tom."))
    return Node(file, root)


def _unknown(name: str, known: Collection[str]) -> str:
    if difflib.get_close_matches(name, list(known), n=1):
        return marked("«{name}» är inte känt här. Menade du «{known}»?")
    return marked("«{name}» är inte känt här. Det som kan stå är: {known}.")


def _nearest(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return close[0] if close else ", ".join(known)
