"""Layouts that are kept: a sheet is read by the layout that it was printed from, for ever."""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from kast_eval.definition.form import FormDefinition
from kast_eval.errors import KastEvalError
from kast_eval.paper.blank import print_blank
from kast_eval.paper.layout import lay_out
from kast_eval.paper.page import Page
from kast_eval.wording import Language, marked


class LayoutChangedError(KastEvalError):
    """A form version that would be printed otherwise than the sheets that are out already."""


def keep_layout(definition: FormDefinition, folder: Path) -> Path:
    """Write the layout of a form version once; raise LayoutChangedError if another is kept.

    The checksums of the PDFs tell which file was handed out. They are not compared: another
    version of a library may pack the same page otherwise.
    """
    path = _path(definition, folder)
    if path.exists():
        check_layout(definition, folder)
        return path
    checksums = {
        language.value: hashlib.sha256(print_blank(definition, language)).hexdigest()
        for language in Language
    }
    record = {
        "form": definition.form,
        "version": definition.version,
        "pdf_sha256": checksums,
        "pages": _pages(definition),
    }
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def check_layout(definition: FormDefinition, folder: Path) -> None:
    """Raise LayoutChangedError unless the form version is laid out as it is kept."""
    path = _path(definition, folder)
    if not path.exists():
        raise LayoutChangedError(
            marked("{file} saknas. Skriv den innan formuläret delas ut."), file=path.name
        )
    kept = json.loads(path.read_text("utf-8"))
    if kept["pages"] != _pages(definition):
        raise LayoutChangedError(
            marked(
                "{file}: rutorna står inte längre där de stod. Ark är utdelade med den "
                "gamla placeringen. Gör en ny version av formuläret."
            ),
            file=path.name,
        )


def _path(definition: FormDefinition, folder: Path) -> Path:
    return folder / f"{definition.form}-{definition.version}.json"


def _pages(definition: FormDefinition) -> list[dict[str, object]]:
    """Return the geometry of every page, as JSON reads it back; it is one for all languages."""
    pages = [_page(page) for page in lay_out(definition, Language.SV).pages]
    read: list[dict[str, object]] = json.loads(json.dumps(pages))
    return read


def _page(page: Page) -> dict[str, object]:
    return {
        "page": page.number,
        "code": page.code,
        "geom": page.geom,
        "qr": page.qr,
        "markers": [asdict(marker) for marker in page.markers],
        "boxes": [asdict(box) for box in page.boxes],
    }
