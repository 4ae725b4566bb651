"""The report of a release of tables: each table as a person reads it, with what is hidden."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.anonymise.microdata import Value
from kast_eval.dataset.release.tables.plan import MadeTables
from kast_eval.dataset.release.tables.recipe import Figure
from kast_eval.dataset.release.tables.tabulation import Group, Tabulation
from kast_eval.dataset.release.tables.variables import Variable
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.wording import marked

NAME = "tables"
_TITLE = marked("Tabeller")
_CAPTIONS = {
    Figure.COUNT: marked("Antal personer"),
    Figure.SHARE: marked("Antal personer, och procent av alla i raden"),
    Figure.MEAN: marked("Antal personer och medelvärde"),
    Figure.MEDIAN: marked("Antal personer, median och kvartiler"),
}
_FROM = marked(
    "Räknade ur den anonymiserade fil som har lämnats ut med kontrollsumman {checksum}: de säger "
    "inget som inte står i den."
)
_BEGINS = 12
_MOST_COLUMNS = 5
"""More would be too narrow on paper for the words of an answer."""


def tables_report(made: MadeTables, teller: Teller) -> ReleaseReport:
    """Return the report of the tables that leave."""
    return ReleaseReport(
        NAME,
        teller.say(_TITLE),
        {
            "smallest": made.smallest,
            **({"from": made.source} if made.source else {}),
            "tables": {str(place): _hidden(one) for place, one in enumerate(made.tabulations, 1)},
        },
        tuple(part for one in made.tabulations for part in _sections(one, teller)),
        (
            teller.say(
                marked(
                    "Varje person räknas en gång, vid sin första insatsperiod. Antal under "
                    "{smallest} är dolda, och så många till att de inte går att räkna ut. "
                    "Medelvärden och kvartiler visas från 10 personer; kvartiler är avrundade."
                ),
                smallest=made.smallest,
            ),
            *([teller.say(_FROM, checksum=made.source[:_BEGINS])] if made.source else ()),
        ),
    )


def _hidden(one: Tabulation) -> Mapping[str, int]:
    groups = list(one.groups.values())
    return {"groups": len(groups), "hidden": sum(group.persons is None for group in groups)}


def _sections(one: Tabulation, teller: Teller) -> Iterator[Section]:
    """Give a table, in several parts where its columns would be too narrow to be read."""
    rows, *rest = one.variables
    title = " × ".join(teller.words(each.source.label) for each in one.variables)
    leads = tuple(_leads(one, teller))
    if not rest:
        alone = (teller.words(rows.source.label), teller.say(marked("Personer")))
        yield Section(one.asked.name, title, leads, table=_grid(one, alone, [()], teller))
        return
    codes = _codes(rest[0])
    parts = ceil(len(codes) / _MOST_COLUMNS)
    for part in range(parts):
        some = codes[part * len(codes) // parts : (part + 1) * len(codes) // parts]
        head = (
            teller.words(rows.source.label), *(_named(rest[0], code, teller) for code in some)
        )  # fmt: skip
        grid = _grid(one, head, [(code,) for code in some], teller)
        yield Section(f"{one.asked.name}-{part + 1}", title, leads, table=grid)


def _grid(one: Tabulation, head: tuple[str, ...], columns: Sequence[Cell], teller: Teller) -> Grid:
    rows = one.variables[0]
    lines = tuple(
        (
            _named(rows, code, teller),
            *(_said(one, one.groups[code, *column], teller) for column in columns),
        )
        for code in _codes(rows)
    )
    return Grid(teller.say(_CAPTIONS[one.asked.figure]), head, lines)


def _codes(variable: Variable) -> tuple[Value | None, ...]:
    return (*variable.categories, None)


def _named(variable: Variable, code: Value | None, teller: Teller) -> str:
    return teller.words(variable.column.codes[variable.everybody if code is None else int(code)])


def _leads(one: Tabulation, teller: Teller) -> Iterator[str]:
    if one.where is not None and one.asked.where is not None:
        yield teller.say(
            marked("Bara de som svarat «{answer}» på «{question}»."),
            answer=teller.words(one.where.labels[one.asked.where[1]]),
            question=teller.words(one.where.source.label),
        )
    if one.measured is not None:
        yield teller.words(one.measured.label)


def _said(one: Tabulation, group: Group, teller: Teller) -> str:
    if group.persons is None:
        return teller.say(marked("dolt"))
    if group.share is not None:
        return teller.say(
            marked("{count} ({percent} %)"), count=group.persons, percent=round(group.share)
        )
    if group.mean is not None:
        return f"{group.persons} · {teller.decimal(group.mean)}"
    if group.quartiles is not None:
        found = group.quartiles
        return f"{group.persons} · {found.median:.0f} ({found.first:.0f}–{found.third:.0f})"
    if one.measured is None or not group.persons:
        return str(group.persons)
    return teller.say(marked("{count} · dolt"), count=group.persons)
