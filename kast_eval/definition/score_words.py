"""How a score is worked out, in words, for the codebook and the comparison of versions."""

from kast_eval.definition.score import Score, Way
from kast_eval.wording import Language, Wording, marked, program_text


def score_words(score: Score) -> Wording:
    """Return how the score is worked out: its items, what may be missing, its bands."""
    return Wording(_in_language(score, Language.SV), _in_language(score, Language.EN))


def _in_language(score: Score, language: Language) -> str:
    ways = {Way.SUM: marked("summan av {items}"), Way.MEAN: marked("medel av {items}")}
    parts = [program_text(ways[score.way], language, items=", ".join(score.items))]
    if score.times > 1:
        parts.append(program_text(marked("gånger {times}"), language, times=score.times))
    if score.backwards:
        parts.append(
            program_text(
                marked("från andra hållet ({ends} minus svaret): {items}"),
                language,
                ends=score.item_smallest + score.item_largest,
                items=", ".join(name for name in score.items if name in score.backwards),
            )
        )
    parts.append(
        program_text(
            marked("högst {n} svar får saknas och räknas då som medel av de andra"),
            language,
            n=score.may_miss,
        )
        if score.may_miss
        else program_text(marked("inget svar får saknas"), language)
    )
    parts += [
        program_text(
            marked("grupp {code} från {smallest}: {label}"),
            language,
            code=band.code,
            smallest=band.smallest,
            label=band.label,
        )
        for band in score.bands
    ]
    return "; ".join(parts)
