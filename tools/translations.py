"""Collects the program's Swedish texts and keeps their English beside them."""

import ast
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import GETTEXT_FUNCTIONS, babel_extract

PACKAGE = Path(__file__).parents[1] / "kast_eval"
CATALOGUE = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
COMPILED = CATALOGUE.with_suffix(".mo")

MARKERS = {"_": 0, "gettext": 0, "marked": 0, "program_text": 0}
"""Which argument of a call is a text of the program; the errors are added as they are found."""

FIRST_ERROR = "KastEvalError"
# A file that is written twice from the same texts has the same bytes.
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)


def marked_texts(package: Path = PACKAGE) -> frozenset[str]:
    """Return every text that is marked in the modules and templates of `package`."""
    trees = [ast.parse(file.read_text("utf-8")) for file in sorted(package.rglob("*.py"))]
    errors = error_texts([node for tree in trees for node in ast.walk(tree)])
    in_modules = (text for tree in trees for text in texts_of(tree, MARKERS | errors, errors))
    in_templates = (
        text for file in sorted(package.rglob("*.html")) for text in _template_texts(file)
    )
    return frozenset({*in_modules, *in_templates})


def error_texts(nodes: list[ast.AST]) -> dict[str, int]:
    """Return every class of error that a user can mend, and which argument is its text.

    A class whose own text stands in its `__init__` takes none and is left at -1.
    """
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    found = {FIRST_ERROR: 0}
    known = 0
    while known < len(found):
        known = len(found)
        for one in classes:
            bases = [base.id for base in one.bases if isinstance(base, ast.Name)]
            places = [found[base] for base in bases if base in found]
            if places:
                found[one.name] = _place_of_text(one, places[0])
    return found


def _place_of_text(error: ast.ClassDef, inherited: int) -> int:
    for statement in error.body:
        if isinstance(statement, ast.FunctionDef) and statement.name == "__init__":
            names = [argument.arg for argument in statement.args.args]
            return names.index("text") - 1 if "text" in names else -1
    return inherited


def texts_of(
    tree: ast.AST, markers: Mapping[str, int], errors: Mapping[str, int], parent: int = -1
) -> Iterator[str]:
    """Return the marked texts under `tree`; `parent` is where the error above takes its text."""
    for node in ast.iter_child_nodes(tree):
        inside = parent
        if isinstance(node, ast.ClassDef):
            bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
            inside = next((errors[base] for base in bases if base in errors), -1)
        if isinstance(node, ast.Call):
            name = _called(node.func)
            yield from _argument(node, parent if name == "__init__" else markers.get(name, -1))
        yield from texts_of(node, markers, errors, inside)


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _argument(call: ast.Call, place: int) -> Iterator[str]:
    if 0 <= place < len(call.args):
        argument = call.args[place]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def _template_texts(file: Path) -> Iterator[str]:
    with file.open("rb") as template:
        for _line, _function, message, _comments in babel_extract(
            template, GETTEXT_FUNCTIONS, (), {"silent": "false"}
        ):
            yield from ([message] if isinstance(message, str) else filter(None, message or ()))


def english() -> dict[str, str]:
    """Return the English of each text as it stands in the catalogue."""
    with CATALOGUE.open("rb") as file:
        return _texts(read_po(file, locale="en"))


def compiled() -> dict[str, str]:
    """Return the English of each text as the program reads it."""
    with COMPILED.open("rb") as file:
        return _texts(read_mo(file))


def _texts(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def update() -> None:
    """Write the catalogue with exactly the marked texts, and compile it."""
    known = english() if CATALOGUE.exists() else {}
    catalogue = Catalog(
        locale="en",
        project="kast-eval",
        version="1",
        msgid_bugs_address="none",
        last_translator="kast-eval",
        language_team="kast-eval",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
        header_comment="# English texts of the program; `make translations` keeps the list.",
    )
    for text in sorted(marked_texts()):
        catalogue.add(text, known.get(text, ""))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=100)
    with COMPILED.open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    update()
    for untranslated in sorted(text for text, words in english().items() if not words):
        print(f"No English yet: {untranslated}")  # noqa: T201 - it is what the command tells.
