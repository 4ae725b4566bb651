import pytest

from kast_eval.dataset.codings_file import read_codings
from kast_eval.errors import LineError
from kast_eval.wording import Language
from tests.definition.example import real_library

FORM = real_library().newest("interview")


def test_a_line_is_one_coder_s_sheet() -> None:
    contents = "interview,coder,tid_why,cf_law\no01,EL,2,b\no01,MK,,0\no02,EL,?,5\n"
    assert read_codings("k.csv", contents.encode(), FORM) == {
        "o01": {"EL": {"tid_why": "2", "cf_law": "b"}, "MK": {"tid_why": "", "cf_law": "0"}},
        "o02": {"EL": {"tid_why": "?", "cf_law": "5"}},
    }


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ("", "k.csv:1: Kolumnen «interview» saknas."),
        ("interview,tid_why\n", "k.csv:1: Kolumnen «coder» saknas."),
        ("interview,coder,tid_whi\n", "k.csv:1: «tid_whi» är ingen variabel i Intervjukodning."),
        ("interview,coder\no01,a\no02,\n", "k.csv:3: Skriv både intervju och kodare"),
        ("interview,coder\n,a\n", "k.csv:2: Skriv både intervju och kodare"),
        ("interview,coder\no01,a\no01,b\no01,a\n", "k.csv:4: Samma kodare har redan en rad"),
        ("interview,coder,tid_why\no01,a,7\n", "k.csv:2: Kolumnen «tid_why»: 7 finns inte bland"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_line(contents: str, told: str) -> None:
    with pytest.raises(LineError) as refused:
        read_codings("k.csv", contents.encode(), FORM)
    assert str(refused.value).startswith(told)
    assert refused.value.in_language(Language.EN) != str(refused.value)
