"""A form in memory that tests edit at random and write as YAML, version after version."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.read import read_definition
from tests.definition.example import HEAD

Changes = Mapping[str, Mapping[str, object]]
"""A `changes:` section: what it says under each of its keys."""

NO_CHANGES: Changes = {}


@dataclass(frozen=True)
class Asked:
    """One question: its name, kind, words, labelled codes, limits and days."""

    name: str
    kind: str
    words: str = "fråga"
    codes: tuple[tuple[str, str], ...] = ()
    smallest: int = 0
    largest: int = 6
    window: int = 30

    @property
    def answer(self) -> str:
        """Return the `answer:` part."""
        labels = ", ".join(f"{code}: {{sv: {word}, en: {word}}}" for code, word in self.codes)
        match self.kind:
            case "choice":
                return f"kind: choice, choices: {{{labels}}}"
            case "several":
                return f"kind: several, options: {{{labels}}}, none: {{sv: inget, en: none}}"
            case "count":
                limits = f"smallest: {self.smallest}, largest: {self.largest}"
                return f"kind: count, {limits}, window: {self.window}"
            case "scale":
                limits = f"smallest: {self.smallest}, largest: {self.largest}"
                return f"kind: scale, {limits}, anchors: {{{self.smallest}: {{sv: a, en: a}}}}"
            case "words":
                return "kind: words, largest: 60"
        return "kind: day"

    @property
    def yaml(self) -> str:
        """Return the question but for its number."""
        role = "text" if self.kind == "words" else "other"
        words = f"{{sv: {self.words}, en: {self.words}}}"
        return f"name: {self.name}, question: {words}, role: {role}, answer: {{{self.answer}}}"


def read_version(version: int, asked: Sequence[Asked], changes: Changes) -> FormDefinition:
    """Return the form as its reader reads it from a file, or raise DefinitionError."""
    lines = [
        "form: tiny", f"version: {version}", "letter: T", "title: {sv: Litet, en: Tiny}",
        "instruction: {sv: Svara, en: Answer}", "filled_in_by: client", "timing: t0", "pages: 1",
        f"page_codes: [{version}]", "head: {file: head-1, items: [fill_date]}", "sections:",
        "  - title: {sv: Allt, en: All}", "    questions:",
        *(f"      - {{number: {place}, {one.yaml}}}" for place, one in enumerate(asked, start=1)),
    ]  # fmt: skip
    if changes:
        lines.append("changes:")
    for part, said in changes.items():
        lines += [f"  {part}:", *(f"    {key}: {_flow(value)}" for key, value in said.items())]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "head-1.yaml").write_text(HEAD, encoding="utf-8")
        path = Path(folder) / f"tiny-{version}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return read_definition(path)


def _flow(value: object) -> str:
    match value:
        case Mapping():
            return f"{{{', '.join(f'{key}: {_flow(one)}' for key, one in value.items())}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
    return str(value)
