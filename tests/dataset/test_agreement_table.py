import csv
from io import StringIO

from kast_eval.dataset.agreement import coding_agreement
from kast_eval.dataset.agreement_table import agreement_csv
from tests.definition.example import real_library

FORM = real_library().newest("interview")


def test_a_line_has_a_figure_or_the_reason_for_none() -> None:
    codings = {
        "o01": {"a": {"tid_why": "2", "cf_law": "1"}, "b": {"tid_why": "2", "cf_law": "1"}},
        "o02": {"a": {"tid_why": "0", "cf_law": "1"}, "b": {"tid_why": "1", "cf_law": "1"}},
    }
    table = agreement_csv([coding_agreement(FORM, codings)]).decode()
    rows = {row["variable"]: row for row in csv.DictReader(StringIO(table, newline=""))}
    why, law, what = rows["tid_why"], rows["cf_law"], rows["tid_what"]
    assert (why["form"], why["form_version"], why["question_number"]) == ("interview", "1", "K3")
    assert (why["label_sv"], why["label_en"]) == ("Varför", "Why")
    assert (why["interviews"], why["percent"], why["kappa"]) == ("2", "50.0", "0.3333")
    assert why["kappa_missing"] == why["alpha_missing"] == ""
    assert (law["percent"], law["kappa"], law["kappa_missing"]) == ("100.0", "", "one_code")
    assert (what["interviews"], what["percent"], what["percent_missing"]) == (
        "0",
        "",
        "never_twice",
    )
    assert set(rows) >= {item.name for item in FORM.items if item.name.startswith("cf_")}
