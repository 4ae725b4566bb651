"""Papers of oversight that somebody signs: the sample of reads, the end of a code key."""

from datetime import datetime

from kast_eval import clock
from kast_eval.paper.destroyed_key import DestroyedKey, print_destroyed_key
from kast_eval.paper.sample_list import PrintedRead, PrintedSample, print_sample_list
from kast_eval.wording import Language
from tests.paper.pictures import page_texts

ANCHOR = "3F2A 91C0 77DE 12A7"
AT = datetime(2026, 3, 9, 13, 30, tzinfo=clock.CLINIC_ZONE)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


def test_a_real_clinics_sample_bears_no_training_mark() -> None:
    read = PrintedRead(7, AT, "anna", "läste", "GB0427T", "C")
    sample = PrintedSample("Mottagningen", "2026-03", (read,), 1)
    text = text_of(print_sample_list(sample, Language.SV, training=False, anchor=ANCHOR))
    assert "7 2026-03-09 13:30 anna läste GB0427T C" in text
    assert f"Händelsekedjan {ANCHOR}" in text
    assert "ÖVNING" not in text


def test_a_certificate_tells_who_destroyed_what_in_either_language() -> None:
    told = DestroyedKey("Mottagningen", "anna", AT)
    swedish, english = (
        text_of(print_destroyed_key(told, language, training=False, anchor=ANCHOR))
        for language in (Language.SV, Language.EN)
    )
    assert "anna förstörde den 2026-03-09 13:30" in swedish
    assert "anna destroyed it 2026-03-09 13:30" in english
    assert "Chain of events" in english
    assert "ÖVNING" not in swedish
