"""The agreement of coders as a table: a line for each item, a figure or the reason for none."""

from collections.abc import Iterator, Sequence

from kast_eval.dataset.agreement import CodingAgreement, Figure, Undefined
from kast_eval.dataset.csv_file import csv_bytes

HEADER = (
    "form", "form_version", "variable", "question_number", "label_sv", "label_en",
    "interviews", "percent", "kappa", "alpha",
    "percent_missing", "kappa_missing", "alpha_missing",
)  # fmt: skip
"""What a line tells; an empty figure has its reason in the column of the same name."""

_DECIMALS = 4


def agreement_csv(agreements: Sequence[CodingAgreement]) -> bytes:
    """Return the agreement on every item as CSV."""
    return csv_bytes(HEADER, (row for one in agreements for row in _rows(one)))


def _rows(agreement: CodingAgreement) -> Iterator[tuple[float | str, ...]]:
    definition = agreement.definition
    for name, found in agreement.items.items():
        item = definition.item(name)
        figures = (found.percent, found.kappa, found.alpha)
        yield (
            definition.form, definition.version, name, f"{definition.letter}{item.number}",
            item.wording.sv, item.wording.en, found.units,
            *(_number(figure) for figure in figures),
            *(_reason(figure) for figure in figures),
        )  # fmt: skip


def _number(figure: Figure) -> float | str:
    return "" if isinstance(figure, Undefined) else round(figure, _DECIMALS)


def _reason(figure: Figure) -> str:
    """Return the reason as a word that a program can look for, in the language of the names."""
    return figure.name.lower() if isinstance(figure, Undefined) else ""
