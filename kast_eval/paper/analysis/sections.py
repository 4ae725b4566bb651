"""The ready analysis, section by section."""

from kast_eval.analysis.report import AnalysisReport
from kast_eval.paper.analysis.abstinence_section import abstinence_section, strata_section
from kast_eval.paper.analysis.answers_section import answers_section
from kast_eval.paper.analysis.changes_section import counts_section, scales_section
from kast_eval.paper.analysis.courses_section import courses_section
from kast_eval.paper.analysis.flow_section import flow_section
from kast_eval.paper.analysis.groups_section import (
    attrition_section,
    doses_section,
    subgroups_section,
)
from kast_eval.paper.analysis.limits_section import limits_section
from kast_eval.paper.analysis.relapse_section import relapse_section
from kast_eval.paper.analysis.said import Sayer
from kast_eval.paper.report.section import Section, Teller


def analysis_sections(report: AnalysisReport, teller: Teller, *, rows: bool) -> tuple[Section, ...]:
    """Return the sections in the order in which they are read.

    Where `rows` may not be seen, no single person is drawn.
    """
    sayer = Sayer(teller, report.columns)
    return (
        limits_section(report, sayer),
        flow_section(report, sayer),
        abstinence_section(report, sayer),
        counts_section(report, sayer),
        strata_section(report, sayer),
        relapse_section(report, sayer),
        scales_section(report, sayer, rows=rows),
        courses_section(report, sayer, rows=rows),
        answers_section(report, sayer),
        doses_section(report, sayer),
        subgroups_section(report, sayer),
        attrition_section(report, sayer),
    )
