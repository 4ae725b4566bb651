"""What a planned release would let leave, who not, and what stands against it, in lines."""

from kast_eval.actions.steps.plan_told import count_said, tells_counts, why_untold
from kast_eval.actions.steps.prepared_release import OTHER_NUMBER, Prepared
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.cli.speech import say
from kast_eval.dataset.release.anonymised.disclosure import Disclosure
from kast_eval.wording import Language, marked


def tell_plan(planned: PlannedRelease, language: Language) -> None:
    """Write what would leave, who not, and what stands against it."""
    plan = planned.plan
    if tells_counts(planned):
        _tell_counts(planned, language)
    else:
        for table in plan.tables:
            words = marked("{table}: {columns} kolumner")
            say(words, language, table=table.name, columns=len(table.columns))
        say(why_untold(planned), language)
    say(
        marked(
            "Anhörigas rader lämnar aldrig: inget formulär frågar dem om samtycke till forskning."
        ),
        language,
    )
    for site in planned.left_out:
        say(
            marked("{site} är inte med: den har inte det godkännande som receptet nämner."),
            language, site=site.name,
        )  # fmt: skip
    for code, tables in planned.pooled.waiting.items():
        say(
            marked("Från {site} väntar {tables}: formulären där är av en annan version."),
            language, site=code, tables=", ".join(tables),
        )  # fmt: skip
    for code in sorted(planned.pooled.left_out):
        say(
            marked("Från {site} är ingen rad med: det som väntar säger vem som får vara med."),
            language, site=code,
        )  # fmt: skip
    for code in planned.distrusted:
        say(
            marked("Från {site} är ingen rad med: dess nyckel är inte godtagen längre."),
            language, site=code,
        )  # fmt: skip
    if plan.disclosure is not None and tells_counts(planned):
        _tell_disclosure(plan.disclosure, language)
    say(marked("columns: {checksum}"), language, checksum=plan.columns)
    for refusal in plan.refusals:
        say(refusal.in_language(language), language)
    if not plan.refusals:
        say(marked("Inget står emot."), language)


def tell_other_number(ready: Prepared, language: Language) -> None:
    """Write, where it is so, that others by far leave than it was approved for."""
    if ready.approved_for:
        now = count_said(ready.planned, len(ready.planned.plan.leaving))
        say(OTHER_NUMBER, language, then=ready.approved_for, now=now)


def _tell_counts(planned: PlannedRelease, language: Language) -> None:
    """Write how many rows each table has, and how many persons leave and do not."""
    plan, persons = planned.plan, planned.plan.persons
    for table in plan.tables:
        say(
            marked("{table}: {rows} rader, {columns} kolumner"),
            language,
            table=table.name,
            rows=count_said(planned, len(table.rows)),
            columns=len(table.columns),
        )
    say(
        marked(
            "Personer: {leaving} lämnar, {silent} har inget ja till forskning, {withdrawn} har "
            "tagit tillbaka sitt samtycke."
        ),
        language,
        leaving=count_said(planned, len(plan.leaving)),
        silent=count_said(planned, len(persons.every - persons.consenting)),
        withdrawn=count_said(planned, len(persons.withdrawn)),
    )


def _tell_disclosure(disclosure: Disclosure, language: Language) -> None:
    """Write how coarse an anonymised file is; its report says the rest."""
    for one in disclosure.quasi:
        say(
            marked("{name}: nivå {level} av {height}"),
            language, name=one.name, level=one.level, height=one.height,
        )  # fmt: skip
    for name in disclosure.dropped:
        say(marked("{name} faller bort: något svar är för ovanligt"), language, name=name)
    say(
        marked("Minsta klassen: {k} personer. Sätt att slå ihop som prövades: {tried}"),
        language, k=disclosure.k, tried=disclosure.tried,
    )  # fmt: skip
