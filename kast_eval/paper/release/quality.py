"""The report of a release's quality: keying, marks, lateness, fill modes, versions."""

from collections.abc import Mapping, Sequence

from kast_eval.dataset.columns import DAYS, LATE
from kast_eval.dataset.release.described import Counts, Described, FormRows
from kast_eval.dataset.release.left_behind import LeftBehind
from kast_eval.kinds.answer import MISSING_LABELS, Missing
from kast_eval.paper.release.facts import gaps_facts, rate_facts
from kast_eval.paper.release.report import ReleaseReport
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.paper.response.gaps_section import marks_section, modes_section
from kast_eval.paper.response.keying_section import keying_section
from kast_eval.quality.rates import ErrorRate
from kast_eval.quality.response import FormErrors, Response
from kast_eval.quality.share import Share
from kast_eval.study.keying_status import STATUS_LABELS
from kast_eval.wording import Wording, marked

NAME = "quality"
_TITLE = marked("Datakvalitet")


def quality_report(
    together: Response, rows: Described, left: Sequence[LeftBehind], teller: Teller
) -> ReleaseReport:
    """Return the report of the rows that leave, of all clinics together."""
    return ReleaseReport(
        NAME,
        teller.say(_TITLE),
        {
            "second_keying": _keying_facts(together.errors),
            "items": [gaps_facts(one) for one in together.items],
            "forms": [_form_facts(one) for one in rows.forms],
            "not_harmonised": [_left_facts(one) for one in left],
        },
        (
            keying_section(together.errors, teller),
            _statuses(rows.forms, teller),
            marks_section(together.items, teller),
            _late(rows.forms, teller),
            modes_section(together.modes, teller),
            _versions(rows.forms, teller),
            _harmonised(left, teller),
        ),
        (teller.say(marked("Allt gäller raderna i filerna och inga andra.")),),
    )


def _keying_facts(errors: Sequence[FormErrors]) -> Mapping[str, object]:
    everything = ErrorRate(
        sum(one.rate.wrong for one in errors), sum(one.rate.fields for one in errors)
    )
    return {
        "interval": "Clopper-Pearson, 95 %",
        "all": {"sheets": sum(one.sheets for one in errors), **rate_facts(everything)},
        "forms": [
            {"form": one.form, "sheets": one.sheets, **rate_facts(one.rate)} for one in errors
        ],
    }


def _form_facts(one: FormRows) -> Mapping[str, object]:
    return {
        "form": one.form,
        "sheets": one.sheets,
        "versions": _coded(one.versions),
        LATE: _coded(one.late),
        "keying_status": _coded(one.keyings),
        "fill_mode": _coded(one.modes),
    }


def _left_facts(one: LeftBehind) -> Mapping[str, object]:
    return {
        "form": one.form,
        "version": one.version,
        "column": one.column.name,
        "answers": one.answers,
        "not_harmonised": one.lost,
    }


def _coded(counts: Counts) -> Mapping[str, int]:
    return {str(code): count for code, count in counts.items()}


def _late(forms: Sequence[FormRows], teller: Teller) -> Section:
    column = next(one for one in DAYS if one.name == LATE)
    labels = {**column.codes, **{one.value: MISSING_LABELS[one] for one in Missing}}
    title = teller.say(marked("Ark utanför sitt fönster"))
    return Section(
        "late",
        title,
        (teller.say(marked("Flaggan late_flag på varje ark. Fönstren står i manualen.")),),
        table=Grid(
            title,
            (teller.say(marked("Formulär")), teller.say(marked("Ark"))),
            tuple(_said(one, one.late, labels, teller) for one in forms),
        ),
    )


def _statuses(forms: Sequence[FormRows], teller: Teller) -> Section:
    title = teller.say(marked("Hur säker inskrivningen är"))
    return Section(
        "statuses",
        title,
        (teller.say(marked("Flaggan keying_status på varje ark.")),),
        table=Grid(
            title,
            (teller.say(marked("Formulär")), teller.say(marked("Ark"))),
            tuple(_said(one, one.keyings, STATUS_LABELS, teller) for one in forms),
        ),
    )


def _said(
    one: FormRows, counts: Counts, labels: Mapping[int, Wording], teller: Teller
) -> tuple[str, str]:
    told = {teller.words(labels[int(code)]).lower(): count for code, count in counts.items()}
    return teller.form_name(one.form), teller.listed(told) or "–"


def _versions(forms: Sequence[FormRows], teller: Teller) -> Section:
    title = teller.say(marked("Versioner som de besvarades"))
    return Section(
        "versions",
        title,
        (teller.say(marked("Hur många ark av varje version av ett formulär.")),),
        table=Grid(
            title,
            (teller.say(marked("Formulär")), teller.say(marked("Ark"))),
            tuple(
                (
                    teller.form_name(one.form),
                    teller.listed(
                        {
                            teller.say(marked("version {number}"), number=code): count
                            for code, count in one.versions.items()
                        }
                    )
                    or "–",
                )
                for one in forms
            ),
        ),
    )


def _harmonised(left: Sequence[LeftBehind], teller: Teller) -> Section:
    title = teller.say(marked("Svar som inte gick att harmonisera"))
    if not left:
        none = marked("Alla svar på äldre versioner har en plats i den nyaste.")
        return Section("harmonised", title, (teller.say(none),))
    lead = marked("De finns kvar som de besvarades, men inte i de harmoniserade tabellerna.")
    return Section(
        "harmonised",
        title,
        (teller.say(lead),),
        table=Grid(
            title,
            tuple(
                teller.say(one)
                for one in (marked("Formulär"), marked("Kolumn"), marked("Svar"), marked("Varför"))
            ),
            tuple(
                (
                    teller.say(
                        marked("{form}, version {number}"),
                        form=teller.form_name(one.form),
                        number=one.version,
                    ),
                    one.column.name,
                    teller.share(Share(one.lost, one.answers)),
                    teller.words(one.reason) if one.reason else "–",
                )
                for one in left
            ),
        ),
    )
