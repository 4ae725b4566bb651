"""The map from an older version of a form to a newer one as a file, a line a code."""

import json
from collections.abc import Iterator

from kast_eval.dataset.csv_file import csv_bytes
from kast_eval.definition.version_map import Move, Target, VersionMap
from kast_eval.errors import KastEvalError
from kast_eval.wording import marked

HEADER = (
    "form", "old_version", "new_version", "old_item", "old_column", "old_first", "old_last",
    "new_column", "new_code", "reason_sv", "reason_en",
)  # fmt: skip
"""What a line tells; without a new column the answer is kept as answered only."""

Cell = int | str


class MapNameError(KastEvalError):
    """A file name whose ending says no format that a map is written in."""


def map_bytes(version_map: VersionMap, ending: str) -> bytes:
    """Return the map in the format that a file's ending says, or raise MapNameError."""
    match ending.lower():
        case ".csv":
            return map_csv(version_map)
        case ".json":
            return map_json(version_map)
        case _:
            raise MapNameError(
                marked("Kartan skrivs som tabell (.csv) eller JSON (.json). Ändra filens namn.")
            )


def map_csv(version_map: VersionMap) -> bytes:
    """Return the map as a table."""
    return csv_bytes(HEADER, map_rows(version_map))


def map_json(version_map: VersionMap) -> bytes:
    """Return the map as JSON: a list of the table's lines."""
    lines = [dict(zip(HEADER, row, strict=True)) for row in map_rows(version_map)]
    return (json.dumps(lines, ensure_ascii=False, indent=1) + "\n").encode()


def map_rows(version_map: VersionMap) -> Iterator[tuple[Cell, ...]]:
    """Give a line for each old code and each new column that it fills.

    Codes that follow on each other and went the same way share a line; days have no codes.
    """
    form = (version_map.form, version_map.old, version_map.new)
    for column in version_map.columns:
        for move in column.moves:
            for told in _told(move):
                yield (*form, column.item, column.column, *told)


def _told(move: Move) -> Iterator[tuple[Cell, ...]]:
    first, last = (move.codes.first, move.codes.last) if move.codes else ("", "")
    reason = (move.reason.sv, move.reason.en) if move.reason else ("", "")
    targets: tuple[Target | None, ...] = move.targets or (None,)
    for target in targets:
        if target is None:
            yield first, last, "", "", *reason
        else:
            yield first, last, target.column, _code(target), "", ""


def _code(target: Target) -> Cell:
    return "same" if target.code is None else target.code
