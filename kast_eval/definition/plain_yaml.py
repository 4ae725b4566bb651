"""YAML that somebody else has written: nothing but names, texts and lists, a few levels deep."""

import yaml

from kast_eval.definition.nodes import LOADER
from kast_eval.errors import DefinitionError
from kast_eval.wording import marked

LARGEST = 50_000
"""The longest text in characters; a recipe of every column has a third of that."""

LONGEST = 1_000
"""The longest single text or number in characters."""

DEEPEST = 8
"""A reader of YAML goes down by calling itself, and a deep enough text ends the program."""


def require_plain(file: str, source: str) -> None:
    """Refuse a text that is too long, too deep, or has anchors or tags; raise DefinitionError.

    What is no YAML at all is told by who reads it.
    """
    if len(source) > LARGEST:
        raise DefinitionError(
            file, 1, marked("Texten är längre än {largest} tecken. Korta den."), largest=LARGEST
        )
    depth = 0
    try:
        for event in yaml.parse(source, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            _require_plain_event(file, event, depth)
    except yaml.YAMLError:
        return


def _require_plain_event(file: str, event: yaml.Event, depth: int) -> None:
    line = 1 if event.start_mark is None else event.start_mark.line + 1
    if getattr(event, "anchor", None) is not None:
        raise DefinitionError(
            file, line, marked("Ankare (& och *) används inte här. Skriv ut det de står för.")
        )
    if getattr(event, "tag", None) is not None:
        raise DefinitionError(file, line, marked("Taggar (!) används inte här. Ta bort den."))
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > LONGEST:
        raise DefinitionError(
            file, line, marked("Det som står här är längre än {longest} tecken. Korta det."),
            longest=LONGEST,
        )  # fmt: skip
    if depth > DEEPEST:
        raise DefinitionError(
            file, line, marked("Här är för många nivåer i varandra: högst {deepest}."),
            deepest=DEEPEST,
        )  # fmt: skip
