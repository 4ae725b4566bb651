"""The whole starter kit as one ZIP: each paper by itself, everything to print, the codes."""

import random
import zipfile
from collections.abc import Callable, Collection, Mapping
from io import BytesIO

from kast_eval.kit import words
from kast_eval.kit.codes import CODES_FILE, codes_table, draw_kit_codes
from kast_eval.kit.contents import contents_paper
from kast_eval.kit.order import KitOrder
from kast_eval.kit.papers import Paper, kit_papers, kit_source
from kast_eval.manual.assemble import ManualSource
from kast_eval.paper.book.bundle import Stack, print_bundle

ALL_FILE = "skriv-ut-allt.pdf"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that the format knows."""
_UNIX, _READABLE = 3, 0o644 << 16

Tell = Callable[[int, int], None]


def make_starter_kit(
    order: KitOrder,
    manual: ManualSource,
    chooser: random.Random,
    tell: Tell = lambda _done, _all: None,
    *,
    taken: Collection[str] = (),
) -> bytes:
    """Return the ZIP; the same order, manual and chance give the same bytes.

    `tell` is told how much is done, of how much; `taken` are codes that are on labels already.
    """
    codes = draw_kit_codes(order, chooser, taken)
    others = kit_papers(kit_source(manual, order, codes))
    papers = (contents_paper(others, order), *others)
    files: dict[str, bytes] = {}
    total = 2 * len(papers)
    for done, paper in enumerate(papers, start=1):
        files[paper.file] = paper.pdf()
        tell(done, total)
    stacks = [_stack(paper, order) for paper in papers]
    title = f"{words.KIT.in_language(order.language)} · {order.site}"
    everything = print_bundle(
        title, stacks, order.language, lambda done, _: tell(len(papers) + done, total)
    )
    return _archive({ALL_FILE: everything, **files, CODES_FILE: codes_table(codes)})


def _stack(paper: Paper, order: KitOrder) -> Stack:
    title = paper.title.in_language(order.language)
    return Stack(title, paper.pages, paper.copies, paper.one_sided)


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP in their order; they are packed already, each in itself."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, contents in files.items():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, contents)
    return buffer.getvalue()
