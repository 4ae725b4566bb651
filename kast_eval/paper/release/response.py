"""The report of a release's response: from the contact log to the rows, and what they lack."""

from collections.abc import Iterator, Mapping

from kast_eval.dataset.release.persons import Persons
from kast_eval.paper.release.facts import flow_facts, gaps_facts, returns_facts
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.paper.response.flow_section import flow_section, step_said
from kast_eval.paper.response.gaps_section import blanks_section
from kast_eval.paper.response.returns_section import returns_section
from kast_eval.quality.response import Response
from kast_eval.wording import marked

NAME = "response"
_TITLE = marked("Svar och bortfall")


def response_report(
    together: Response, clinics: Mapping[str, Response], persons: Persons, teller: Teller
) -> ReleaseReport:
    """Return the report of all clinics together and, by code, of each that the recipe tells of."""
    return ReleaseReport(
        NAME,
        teller.say(_TITLE),
        {
            "persons": {
                "known": len(persons.every),
                "consenting": len(persons.consenting),
                "withdrawn": len(persons.withdrawn),
                "erased": together.flow.erased,
                "in_the_files": len(persons.leaving),
            },
            **_figures(together),
            "items": [gaps_facts(one) for one in together.items],
            "clinics": {code: _figures(one) for code, one in clinics.items()},
        },
        (
            flow_section(together.flow, teller),
            returns_section(together.returns, teller),
            *_clinics(clinics, teller),
            blanks_section(together.items, teller),
        ),
        (_whom(persons, teller), _how(teller)),
    )


def _figures(response: Response) -> Mapping[str, object]:
    return {
        "flow": flow_facts(response.flow),
        "forms": [returns_facts(one) for one in response.returns],
    }


def _whom(persons: Persons, teller: Teller) -> str:
    return teller.say(
        marked(
            "Personer i filerna: {leaving}. {silent} har inget ja till forskning, {withdrawn} har "
            "tagit tillbaka sitt samtycke."
        ),
        leaving=len(persons.leaving),
        silent=len(persons.every - persons.consenting),
        withdrawn=len(persons.withdrawn),
    )


def _how(teller: Teller) -> str:
    return teller.say(
        marked(
            "Vägen fram till formulären gäller alla på mottagningarna, utom dem vars svar har "
            "tagits bort. Frågornas bortfall gäller bara raderna i filerna. Inom parentes: "
            "95-procentigt intervall enligt Wilson."
        )
    )


def _clinics(clinics: Mapping[str, Response], teller: Teller) -> Iterator[Section]:
    if not clinics:
        return
    title = teller.say(marked("Mottagningarna var för sig"))
    yield Section(
        "clinics",
        title,
        (teller.say(marked("I ordning efter kod. Det är ingen rangordning.")),),
        table=Grid(
            title,
            tuple(
                teller.say(one)
                for one in (marked("Mottagning"), marked("Steg eller formulär"), marked("Kom hit"))
            ),
            tuple(
                (code, *cells)
                for code, one in sorted(clinics.items())
                for cells in _clinic_rows(one, teller)
            ),
        ),
    )


def _clinic_rows(response: Response, teller: Teller) -> Iterator[tuple[str, str]]:
    for step in (*response.flow.contacts, *response.flow.clients):
        yield step_said(step.step, teller), teller.share(step.share)
    for form in response.returns:
        yield teller.form_name(form.form), teller.share(form.due)
