"""The reports of a release: facts joined with what says them, as files of the bundle."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kast_eval import clock
from kast_eval.actions.steps.materials import Materials
from kast_eval.actions.steps.plan_told import tells_figures
from kast_eval.actions.steps.release import PlannedRelease
from kast_eval.actions.steps.release_facts import ReleaseFacts, read_release_facts
from kast_eval.analysis.report import analyse
from kast_eval.dataset.release.recipe import Level
from kast_eval.paper.analysis.report import analysis_report
from kast_eval.paper.disclosure.report import disclosure_report
from kast_eval.paper.release.codebook import codebook_blocks
from kast_eval.paper.release.listening import ListeningTeller
from kast_eval.paper.release.quality import quality_report
from kast_eval.paper.release.report import ReleaseReport, names_in, report_files
from kast_eval.paper.release.response import response_report
from kast_eval.paper.release.tabulated import tables_report
from kast_eval.paper.report.report import ReportHead, print_blocks
from kast_eval.paper.report.section import Teller
from kast_eval.store.session import Session
from kast_eval.study.roles import User
from kast_eval.wording import marked

CODEBOOK = "codebook/codebook.pdf"


@dataclass(frozen=True)
class ReportFiles:
    """The files of every report by name, and the words that the program itself put there."""

    files: Mapping[str, bytes]
    own_words: str


def release_reports(
    session: Session, now: datetime, materials: Materials, planned: PlannedRelease
) -> ReportFiles:
    """Return every report of a release; a mock file has none, for it is of nobody."""
    teller = ListeningTeller(materials.plan.schedule, planned.plan.recipe.language)
    day = clock.clinic_day(now)
    files: dict[str, bytes] = {}
    for report in _reports(session, now, materials, planned, teller):
        files |= report_files(report, teller, day, training=planned.training)
        teller.heard.update(names_in(report.facts))
    return ReportFiles(files, "\n".join(sorted(teller.heard)))


def plan_reports(
    session: Session,
    user: User,
    now: datetime,
    materials: Materials,
    planned: PlannedRelease,
    *,
    teller: Teller,
) -> tuple[ReleaseReport, ...]:
    """Return what a plan tells of the data, where it may."""
    if not tells_figures(session, user, now, planned):
        return ()
    return _reports(session, now, materials, planned, teller)


def _reports(
    session: Session,
    now: datetime,
    materials: Materials,
    planned: PlannedRelease,
    teller: Teller,
) -> tuple[ReleaseReport, ...]:
    disclosure = planned.plan.disclosure
    if disclosure is not None:
        return (disclosure_report(disclosure, teller),)
    if planned.plan.tabulated is not None:
        return (tables_report(planned.plan.tabulated, teller),)
    if planned.plan.recipe.level is not Level.CODED:
        return ()
    facts = read_release_facts(session, now, materials, planned)
    analysed = analysis_report(analyse(planned.plan.tables), teller)
    return (*reports_of(facts, planned, teller), analysed)


def reports_of(
    facts: ReleaseFacts, planned: PlannedRelease, teller: Teller
) -> tuple[ReleaseReport, ...]:
    """Return every report of a release with data, in the order of reading."""
    persons = planned.plan.persons
    return (
        response_report(facts.response, facts.clinics, persons, teller),
        quality_report(facts.response, facts.rows, facts.left, teller),
    )


def codebook_pdf(materials: Materials, planned: PlannedRelease, day: date) -> bytes:
    """Return the codebook of the tables that leave, for a person to read."""
    plan = planned.plan
    teller = Teller(materials.plan.schedule, plan.recipe.language)
    head = ReportHead(teller.say(marked("Kodbok")), day.isoformat())
    blocks = codebook_blocks(plan.tables, materials.library, teller)
    return print_blocks(head, blocks, teller, training=planned.training)
