"""Two versions of a small form, written by tests in a line each."""

from pathlib import Path

from kast_eval.definition.compare import Comparison, compare
from kast_eval.definition.read import read_definition
from tests.definition.example import FORM, HEAD

CHANGES_LINE = FORM.count("\n") + 1
"""The line of `changes:` where no line of the form is added or taken away."""


def second(*edits: tuple[str, str], changes: str = "") -> str:
    """Return the form as its second version, each edit made where its text stands."""
    form = FORM.replace("version: 1\n", "version: 2\n").replace("[90, 91]", "[92, 93]")
    for before, after in edits:
        assert before in form
        form = form.replace(before, after)
    return form + (f"changes: {{{changes}}}\n" if changes else "")


def compared(folder: Path, *edits: tuple[str, str], changes: str = "") -> Comparison:
    """Return the comparison of the form with its edited second version."""
    for name, text in (
        ("head-1.yaml", HEAD),
        ("tiny-1.yaml", FORM),
        ("tiny-2.yaml", second(*edits, changes=changes)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    old, new = (read_definition(folder / f"tiny-{version}.yaml") for version in (1, 2))
    return compare(old, new)


def refused(comparison: Comparison) -> list[str]:
    """Return the refusals in Swedish."""
    return [str(refusal) for refusal in comparison.refusals]
