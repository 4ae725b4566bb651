"""What the manual is made of: chapters of blocks, the same for paper and page."""

from dataclasses import dataclass

from kast_eval.manual.edition import Edition


@dataclass(frozen=True)
class Run:
    """Words in one weight; `target` is the anchor that they lead to, if any."""

    text: str
    bold: bool = False
    target: str = ""


Runs = tuple[Run, ...]


def plain_text(runs: Runs) -> str:
    """Return the words alone."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True)
class Heading:
    """A heading inside a chapter, level 2 to 4.

    `label` stands in the margin, as the number of a question; `anchors` are what leads here, and
    `variables` what the index finds here.
    """

    level: int
    runs: Runs
    anchors: tuple[str, ...]
    audience: Edition | None = None
    label: str = ""
    variables: tuple[str, ...] = ()
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    runs: Runs
    audience: Edition | None = None


@dataclass(frozen=True)
class Listing:
    """A list of one level; each part may be meant for one edition."""

    parts: tuple[Paragraph, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Note:
    """Paragraphs set apart: a proposal, or what must not be missed."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """Rows under heads; `shares` are the widths of the columns, in parts of the whole.

    A row of empty cells is there to be written in.
    """

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Short names, each with what is said of it."""

    rows: tuple[tuple[str, Runs], ...]


@dataclass(frozen=True)
class FormFigure:
    """The picture of a blank form: one page, or two side by side, each described in words."""

    form: str
    version: int
    pages: tuple[int, ...]
    caption: str
    described: tuple[str, ...]


Block = Heading | Paragraph | Listing | Note | Table | Facts | FormFigure
"""Every block there is; a `match` over it ends in `assert_never`."""


@dataclass(frozen=True)
class TreeChapter:
    """One chapter or appendix; `label` is «12» or «Bilaga 3»."""

    label: str
    title: str
    anchor: str
    blocks: tuple[Block, ...]
    audience: Edition | None = None


@dataclass(frozen=True)
class ManualTree:
    """A whole edition."""

    edition: Edition
    forms: tuple[tuple[str, str, int], ...]
    """The letter, title and version of each form that the edition describes."""
    chapters: tuple[TreeChapter, ...]
