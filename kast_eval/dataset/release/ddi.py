"""The codebook as DDI-Codebook 2.5, which archives read."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

from kast_eval.dataset.codebook import CodebookCode, column_codes
from kast_eval.dataset.column import DatasetColumn
from kast_eval.dataset.table import DatasetTable
from kast_eval.kinds.answer import Measure
from kast_eval.wording import Language

NAMESPACE = "ddi:codebook:2_5"
_NATURES = {Measure.NOMINAL: "nominal", Measure.ORDINAL: "ordinal", Measure.SCALE: "interval"}


def ddi_codebook(
    title: str, tables: Sequence[DatasetTable], language: Language, day: date
) -> bytes:
    """Return the codebook; a variable's id is its table and its name."""
    root = ET.Element(
        "codeBook", {"xmlns": NAMESPACE, "version": "2.5", "xml:lang": language.value}
    )
    study = ET.SubElement(root, "stdyDscr")
    citation = ET.SubElement(study, "citation")
    statement = ET.SubElement(citation, "titlStmt")
    ET.SubElement(statement, "titl").text = title
    version = ET.SubElement(citation, "verStmt")
    ET.SubElement(version, "version", {"date": day.isoformat()}).text = day.isoformat()
    for table in tables:
        _file(root, table)
    data = ET.SubElement(root, "dataDscr")
    for table in tables:
        for column in table.columns:
            _variable(data, table, column, language)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _file(root: ET.Element, table: DatasetTable) -> None:
    described = ET.SubElement(root, "fileDscr", {"ID": f"F.{table.name}"})
    text = ET.SubElement(described, "fileTxt")
    ET.SubElement(text, "fileName").text = f"{table.name}.csv"
    sizes = ET.SubElement(text, "dimensns")
    ET.SubElement(sizes, "caseQnty").text = str(len(table.rows))
    ET.SubElement(sizes, "varQnty").text = str(len(table.columns))


def _variable(
    data: ET.Element, table: DatasetTable, column: DatasetColumn, language: Language
) -> None:
    variable = ET.SubElement(
        data,
        "var",
        {
            "ID": f"V.{table.name}.{column.name}",
            "name": column.name,
            "files": f"F.{table.name}",
            "nature": _NATURES[column.measure],
            "dcml": str(column.decimals),
        },
    )
    ET.SubElement(variable, "labl").text = column.label.in_language(language)
    for one in column_codes(column):
        _category(variable, one, language)
    kind = "character" if column.text else "numeric"
    ET.SubElement(variable, "varFormat", {"type": kind})


def _category(variable: ET.Element, one: CodebookCode, language: Language) -> None:
    category = ET.SubElement(variable, "catgry", {"missing": "Y" if one.missing else "N"})
    ET.SubElement(category, "catValu").text = str(one.code)
    ET.SubElement(category, "labl").text = one.label.in_language(language)
