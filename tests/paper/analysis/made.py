"""Analyses of made-up studies, and their sections."""

from functools import cache

from kast_eval.analysis.report import AnalysisReport, analyse
from kast_eval.paper.analysis.sections import analysis_sections
from kast_eval.paper.report.section import Section, Teller
from tests.analysis.made import Sheets, buyer, other, study_of
from tests.paper.response.made import SWEDISH

NOTHING = analyse(())


def of(*persons: Sheets) -> AnalysisReport:
    return analyse(study_of(*persons))


@cache
def whole() -> AnalysisReport:
    """Return an analysis in which every section has something to say."""
    return of(*_people())


def _people() -> list[Sheets]:
    buyers = [
        {
            **buyer(
                4 + place % 5,
                None if place % 6 == 5 else place % 4,
                start={
                    "mood_2w": 2 + place % 5, "urge_max_7d": 8 - place % 4, "confidence": 3,
                    "importance": 8 + place % 3, "buy_12m_cat": 3 + place % 3,
                },
                closing={
                    "mood_2w": 4 + place % 6, "urge_max_7d": 5 - place % 4, "confidence": 6,
                    "importance": 9, "buy_12m_cat": place % 4, "sat_overall": 3 + place % 3,
                    "fill_mode": 1 + 3 * (place % 2),
                },
                later={
                    "f06": {
                        "relapse_any": place % 2, "relapse_first_cat": 1 + place % 3,
                        "relapse": int(place % 4 == 1), "lapse": int(place % 4 == 3),
                        "abstinent_30d": (place + 1) % 2, "buy_total_90d_n": place % 2,
                    }
                }
                if place % 3
                else {},
                dose=1 + place % 13,
            ),
            ("start_staff", "t0"): {"ref_source": 1 + place % 2},
            **{
                ("checkin", f"s{number:02}"): {
                    "urge_max_7d": 9 - number, "confidence": number, "sess_useful": 7 + number % 4,
                }
                for number in (1, 2, 4)
            },
        }
        for place in range(60)
    ]  # fmt: skip
    return [*buyers, *(other(9, place) for place in range(8))]


def sections(
    found: AnalysisReport, teller: Teller = SWEDISH, *, rows: bool = True
) -> dict[str, Section]:
    return {one.anchor: one for one in analysis_sections(found, teller, rows=rows)}


def rows_of(section: Section) -> dict[str, tuple[str, ...]]:
    assert section.table is not None
    return {row[0]: row[1:] for row in section.table.rows}
