"""The ready analysis on paper: a clinic's own, and that of a release."""

from kast_eval.analysis.report import AnalysisReport, facts_of
from kast_eval.paper.analysis.sections import analysis_sections
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.report import ReportHead, print_report
from kast_eval.paper.report.section import Teller
from kast_eval.paper.words import chain_foot
from kast_eval.study.site import Site
from kast_eval.wording import marked

NAME = "analysis"
TITLE = marked("Analys: självrapporterad förändring")
OWN = marked(
    "Siffrorna är mottagningens egna och lämnas inte vidare som de är: små tal kan peka ut en "
    "person."
)
_OF_THE_FILES = marked(
    "Räknat på exakt de rader som finns i filerna. Personerna i bilderna står utan ordning och "
    "utan löpnummer."
)


def analysis_report(report: AnalysisReport, teller: Teller) -> ReleaseReport:
    """Return the analysis of what a release holds: whoever has its rows may see them drawn."""
    facts = {
        name: facts_of(getattr(report, name))
        for name in report.__dataclass_fields__
        if name != "columns"
    }
    return ReleaseReport(
        NAME,
        teller.say(TITLE),
        facts,
        analysis_sections(report, teller, rows=True),
        (teller.say(_OF_THE_FILES),),
    )


def print_analysis(
    site: Site, day: str, report: AnalysisReport, teller: Teller, *, training: bool, anchor: str
) -> bytes:
    """Return a clinic's own analysis as PDF."""
    head = ReportHead(
        f"{teller.say(TITLE)} · {site.name}",
        day,
        (teller.say(OWN),),
        chain_foot(anchor, teller.language),
    )
    sections = analysis_sections(report, teller, rows=True)
    return print_report(head, sections, teller, training=training)
