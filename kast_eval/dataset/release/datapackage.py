"""datapackage.json: the files of a release as Frictionless describes tables (Data Package 2.0)."""

import json
from collections.abc import Sequence

from kast_eval.dataset.codebook import column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.table import DatasetTable
from kast_eval.wording import Language


def data_package(
    name: str, title: str, tables: Sequence[DatasetTable], language: Language
) -> bytes:
    """Return the description of the tidy CSV files."""
    described = {
        "name": name,
        "title": title,
        "resources": [_resource(table, language) for table in tables],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: DatasetTable, language: Language) -> dict[str, object]:
    return {
        "name": table.name,
        "title": table.title.in_language(language),
        "path": f"../data/csv/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(column, language) for column in table.columns]},
    }


def _field(column: DatasetColumn, language: Language) -> dict[str, object]:
    kind = "string" if column.text else "number" if column.decimals else "integer"
    field: dict[str, object] = {
        "name": column.name,
        "title": column.label.in_language(language),
        "type": kind,
        "measure": column.measure.value,
    }
    codes = column_codes(column)
    values = [one for one in codes if not one.missing]
    if values:
        field["categories"] = [
            {"value": one.code, "label": one.label.in_language(language)} for one in values
        ]
    if len(values) < len(codes):
        field["missingValues"] = [
            {"value": str(one.code), "label": one.label.in_language(language)}
            for one in codes
            if one.missing
        ]
    return field
