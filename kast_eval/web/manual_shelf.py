"""The manual as the pages have it: read once, set once, as it does not change while they run."""

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kast_eval.manual.assemble import ManualSource, assemble, read_manual
from kast_eval.manual.card import card
from kast_eval.manual.edition import Edition
from kast_eval.manual.html import Chapter, anchor_homes, chapters
from kast_eval.manual.tree import ManualTree
from kast_eval.paper.book.drawing import print_card, print_manual
from kast_eval.paper.layout import lay_out
from kast_eval.paper.svg import page_svg
from kast_eval.settings import read_settings
from kast_eval.wording import Language

_printing = threading.Lock()
"""A manual takes seconds to set: who asks for it meanwhile gets the one that is being made."""


@dataclass(frozen=True)
class Volume:
    """One edition: its chapters as pages, and the chapter that each anchor stands in."""

    tree: ManualTree
    chapters: tuple[Chapter, ...]
    homes: Mapping[str, str]

    def place_of(self, anchor: str) -> int | None:
        """Return which chapter has the anchor, or None."""
        anchors = [one.anchor for one in self.chapters]
        return anchors.index(anchor) if anchor in anchors else None


@cache
def manual_source() -> ManualSource:
    """Return what every edition is made from."""
    settings = read_settings(None, os.environ)
    return read_manual(settings.manual, settings.forms)


@cache
def volume(edition: Edition) -> Volume:
    """Return an edition whose chapters lead to each other as pages of one folder."""

    def link(chapter: str, anchor: str) -> str:
        page = f"{chapter}?edition={edition}"
        return page if chapter == anchor else f"{page}#{anchor}"

    tree = assemble(manual_source(), edition)
    pages = chapters(
        manual_source(), edition, Language.SV, link=link,
        form_print=lambda form: f"../forms/{form}-{Language.SV}.pdf",
        form_picture=lambda form, version, page: f"picture/{form}-{version}-{page}.svg",
    )  # fmt: skip
    return Volume(tree, pages, anchor_homes(tree))


def form_picture(form: str, version: int, page: int) -> bytes | None:
    """Return the picture of a form's page, or None if it has no such page.

    UnknownFormError is raised for a form or a version that there is none of.
    """
    definition = manual_source().library.get(form, version)
    return _drawn(form, version, page) if 1 <= page <= definition.pages else None


@cache
def _drawn(form: str, version: int, page: int) -> bytes:
    definition = manual_source().library.get(form, version).as_asked()
    return page_svg(lay_out(definition, Language.SV).pages[page - 1], Language.SV)


def manual_pdf(edition: Edition) -> bytes:
    """Return an edition to print, made the first time that somebody asks for it."""
    with _printing:
        return _printed(edition)


@cache
def _printed(edition: Edition) -> bytes:
    return print_manual(volume(edition).tree, manual_source().library)


def card_pdf(edition: Edition, form: str) -> bytes:
    """Return the card of a form, or raise UnknownFormError."""
    definition = manual_source().library.newest(form)
    return print_card(card(volume(edition).tree, definition))
