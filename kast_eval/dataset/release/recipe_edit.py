"""A recipe's text with some of its keys saying something else, and every other line as it was."""

import json
import re
from collections.abc import Collection, Mapping

import yaml

from kast_eval.dataset.release.coded_recipe import ALL
from kast_eval.definition.nodes import read_yaml
from kast_eval.definition.plain_yaml import require_plain
from kast_eval.wording import marked

_KEY = re.compile(r"\w+:")
_AGAIN = "# {name}:"
"""A line that a new recipe has for a key that is still to be written."""


def with_keys(file: str, text: str, said: Mapping[str, str]) -> str:
    """Return the text with what some keys say; a key that says nothing is taken away.

    `said` has what follows the colon, as YAML. DefinitionError is raised for a text that is no
    list of keys, each on lines of its own.
    """
    lines = text.splitlines()
    for name, value in said.items():
        places = _places(file, "\n".join(lines))
        new = [f"{name}:{value}" if value.startswith("\n") else f"{name}: {value}"] if value else []
        if name in places:
            first, last = places[name]
            lines[first:last] = new
        elif new:
            free = [
                at for at, line in enumerate(lines) if line.startswith(_AGAIN.format(name=name))
            ]
            at = free[0] if free else len(lines)
            lines[at : at + 1] = new
        lines = "\n".join(lines).splitlines()
    return "\n".join(lines) + "\n"


def _places(file: str, text: str) -> Mapping[str, tuple[int, int]]:
    """Return the lines of each key: from its first until the first of what is no more its own."""
    require_plain(file, text)
    root = read_yaml(file, text)
    if not isinstance(root.node, yaml.MappingNode) or root.node.flow_style:
        raise root.error(marked("Skriv en rad för varje del av receptet: «namn: värde»."))
    lines = text.splitlines()
    starts = [(str(key.value), key.start_mark.line) for key, _ in root.node.value]
    ends = [line for _, line in starts[1:]] + [len(lines)]
    return {
        name: (start, _without_rest(lines, start, end))
        for (name, start), end in zip(starts, ends, strict=True)
    }


def _without_rest(lines: list[str], start: int, end: int) -> int:
    """Leave the comments and the empty lines before the next key where they are."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def key_at(text: str, line: int) -> str:
    """Return the key that a line, counted from 1, belongs to; nothing above the first key."""
    said = [one.partition(":")[0] for one in text.splitlines()[:line] if _KEY.match(one)]
    return said[-1] if said else ""


def line_of(text: str) -> str:
    """Return a text as a value of one line, whatever is in it; no text is no value."""
    stripped = " ".join(text.split())
    return json.dumps(stripped, ensure_ascii=False) if stripped else ""


def list_of(names: Collection[str]) -> str:
    """Return names as a value of one line."""
    return f"[{', '.join(names)}]"


def tables_of(tables: Mapping[str, Collection[str] | None]) -> str:
    """Return which columns leave of which tables, None for all of them."""
    return "".join(
        f"\n  {name}: {ALL if columns is None else list_of(columns)}"
        for name, columns in tables.items()
    )
