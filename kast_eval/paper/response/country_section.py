"""The section of several clinics: how far clients came, with small numbers hidden."""

from collections.abc import Mapping

from kast_eval.dataset.anonymise.count_table import Cell
from kast_eval.dataset.anonymise.protection import ProtectedTable
from kast_eval.dataset.anonymise.small_numbers import Statistic, may_show
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.paper.response.flow_section import step_said
from kast_eval.quality.reach import CLIENT_STEPS, OTHERS
from kast_eval.wording import marked


def country_section(
    table: ProtectedTable | None, names: Mapping[str, str], day: str, teller: Teller
) -> Section:
    """Return clinics by code with the last step of their clients; never a ranking."""
    title = teller.say(marked("Hur långt klienterna kom"))
    when = teller.say(marked("Som det var {day}. Talen räknas om en gång i kvartalet."), day=day)
    if table is None:
        few = teller.say(marked("Klienterna är för få för att visas utanför mottagningarna."))
        return Section("country", title, (when, few))
    rules = teller.say(
        marked(
            "Varje klient räknas en gång, vid det sista steg som den kom till. Antal under 5 är "
            "dolda, och så många till att de inte går att räkna ut. Andelar visas från 10 klienter."
        )
    )
    head = (
        teller.say(marked("Mottagning")),
        *(step_said(step, teller) for step in CLIENT_STEPS),
        teller.say(marked("Klienter")),
    )
    codes = dict.fromkeys(cell[0] for cell in table.table.counts)
    rows = [(code, _name(code, names, teller)) for code in codes]
    return Section(
        "country",
        title,
        (when, rules),
        table=Grid(
            title,
            head,
            tuple(
                (name, *(_shown(table, (code, step), teller) for step in (*CLIENT_STEPS, None)))
                for code, name in rows
            ),
        ),
    )


def _name(code: object, names: Mapping[str, str], teller: Teller) -> str:
    if code is None:
        return teller.say(marked("alla mottagningar"))
    if code == OTHERS:
        return teller.say(marked("övriga mottagningar"))
    return f"{code} {names[str(code)]}"


def _shown(table: ProtectedTable, cell: Cell, teller: Teller) -> str:
    count = table.shown(cell)
    if count is None:
        return teller.say(marked("dolt"))
    whole = table.shown((cell[0], None))
    if cell[1] is None or whole is None or not may_show(Statistic.SHARE, whole):
        return str(count)
    return teller.say(
        marked("{count} ({percent} %)"), count=count, percent=round(100 * count / whole)
    )
