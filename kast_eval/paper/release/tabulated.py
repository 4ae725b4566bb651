"""The report of a release of tables: each table as a person reads it, with what is hidden."""

from collections.abc import Iterator, Mapping

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


def tables_report(made: MadeTables, teller: Teller) -> ReleaseReport:
    """Return the report of the tables that leave."""
    return ReleaseReport(
        NAME,
        teller.say(_TITLE),
        {
            "smallest": made.smallest,
            "tables": {str(place): _hidden(one) for place, one in enumerate(made.tabulations, 1)},
        },
        tuple(_section(one, teller) for one in made.tabulations),
        (
            teller.say(
                marked(
                    "Varje person räknas en gång, vid sin första insatsperiod. Antal under "
                    "{smallest} är dolda, och så många till att de inte går att räkna ut. "
                    "Medelvärden och kvartiler visas från 10 personer; kvartiler är avrundade."
                ),
                smallest=made.smallest,
            ),
        ),
    )


def _hidden(one: Tabulation) -> Mapping[str, int]:
    groups = list(one.groups.values())
    return {"groups": len(groups), "hidden": sum(group.persons is None for group in groups)}


def _section(one: Tabulation, teller: Teller) -> Section:
    rows, *rest = one.variables
    title = " × ".join(teller.words(each.source.label) for each in one.variables)
    columns = _codes(rest[0]) if rest else ()
    head = (
        teller.words(rows.source.label),
        *(_named(rest[0], code, teller) for code in columns),
        *(() if rest else (teller.say(marked("Personer")),)),
    )
    lines = tuple(
        (
            _named(rows, code, teller),
            *(
                _said(one, one.groups[cell], teller)
                for cell in ([(code, column) for column in columns] if rest else [(code,)])
            ),
        )
        for code in _codes(rows)
    )
    return Section(
        one.asked.name, title, tuple(_leads(one, teller)), table=Grid(title, head, lines)
    )


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
    if one.measured is None:
        return
    question = teller.words(one.measured.label)
    if one.asked.figure is Figure.MEAN:
        yield teller.say(
            marked("Antal, medelvärde och standardavvikelse: {question}"), question=question
        )
    else:
        yield teller.say(marked("Antal, median och kvartiler: {question}"), question=question)


def _said(one: Tabulation, group: Group, teller: Teller) -> str:
    if group.persons is None:
        return teller.say(marked("dolt"))
    if group.share is not None:
        return teller.say(
            marked("{count} ({percent} %)"), count=group.persons, percent=round(group.share)
        )
    if group.mean is not None:
        mean, deviation = map(teller.decimal, (group.mean.mean, group.mean.deviation))
        return f"{group.persons} · {mean} ({deviation})"
    if group.quartiles is not None:
        found = group.quartiles
        return f"{group.persons} · {found.median:.0f} ({found.first:.0f}–{found.third:.0f})"
    if one.measured is None:
        return str(group.persons)
    return teller.say(marked("{count} · dolt"), count=group.persons)
