"""Everything that is shown back of a clinic's response and quality, section by section."""

from kast_eval.paper.report.section import Section, Teller
from kast_eval.paper.response.flow_section import flow_section
from kast_eval.paper.response.gaps_section import blanks_section, marks_section, modes_section
from kast_eval.paper.response.keying_section import keying_section
from kast_eval.paper.response.patterns_section import patterns_section
from kast_eval.paper.response.returns_section import returns_section
from kast_eval.quality.response import Response


def response_sections(response: Response, teller: Teller) -> tuple[Section, ...]:
    """Return the sections in the order in which they are read."""
    return (
        flow_section(response.flow, teller),
        returns_section(response.returns, teller),
        blanks_section(response.items, teller),
        marks_section(response.items, teller),
        keying_section(response.errors, teller),
        modes_section(response.modes, teller),
        patterns_section(response.patterns, teller),
    )
