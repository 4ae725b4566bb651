"""The sections of what sheets leave blank or unclear, and of how they were filled in."""

from collections.abc import Sequence

from kast_eval.kinds import Choice
from kast_eval.kinds.answer import MISSING_LABELS, RULING_LABELS, Missing
from kast_eval.paper.charts.rows import Row, row_chart
from kast_eval.paper.report.section import Grid, Section, Teller
from kast_eval.quality.gaps import (
    MOST_BLANK,
    MOST_UNCLEAR,
    FillModes,
    ItemGaps,
    by_certainty,
    flagged,
)
from kast_eval.quality.share import Share
from kast_eval.wording import marked

MOST_ROWS = 4
"""So many questions are drawn; the table has all."""

_AXIS = ((0.0, "0"), (MOST_BLANK, "10 %"), (0.5, "50 %"), (1.0, "100 %"))


def blanks_section(items: Sequence[ItemGaps], teller: Teller) -> Section:
    """Return which questions are left empty, those that need a look first."""
    look = [one for one in flagged(items) if one.often_blank]
    gaps = by_certainty(one for one in items if one.blank or one.unclear)
    blank_title = teller.say(marked("Andel tomma svar"))
    return Section(
        "blanks",
        teller.say(marked("Tomma svar")),
        (
            teller.say(
                marked(
                    "{count} av {all} frågor är tomma på mer än {most} procent av arken. "
                    "Är en fråga ofta tom är det frågans fel, inte klientens."
                ),
                count=len(look),
                all=len(items),
                most=round(100 * MOST_BLANK),
            ),
        ),
        (
            lambda width: row_chart(
                blank_title,
                [_blank_row(one, teller) for one in look[:MOST_ROWS]],
                width,
                _AXIS,
            ),
        )
        if look
        else (),
        Grid(
            teller.say(marked("Frågor med tomma eller oklara svar")),
            tuple(
                teller.say(one)
                for one in (
                    marked("Fråga"), marked("Tomma (−7)"), marked("Vill inte svara (−4)"),
                    marked("Oklara (−5, −6)"), marked("Behöver ses över"),
                )
            ),
            tuple(_gap_row(one, teller) for one in gaps),
        )
        if gaps
        else None,
    )  # fmt: skip


def marks_section(items: Sequence[ItemGaps], teller: Teller) -> Section:
    """Return which questions get marks that a rule had to read, and what became of them."""
    found = sorted(
        (one for one in items if one.marks or one.ruled),
        key=lambda one: -Share(sum(one.marks.values()), one.asked).interval[0],
    )
    often = [one for one in items if one.often_unclear]
    title = teller.say(marked("Andel oklara märken"))
    drawn = [one for one in found if one.marks][:MOST_ROWS]
    return Section(
        "marks",
        teller.say(marked("Oklara märken")),
        (
            teller.say(
                marked(
                    "Kodningsreglerna gav {coded} oklara märken ett värde och lät {left} vara "
                    "utan. {count} frågor är oklara (−5, −6) på mer än {most} procent av arken."
                ),
                coded=sum(one.marks.get(None, 0) for one in found),
                left=sum(sum(one.marks.values()) - one.marks.get(None, 0) for one in found),
                count=len(often),
                most=round(100 * MOST_UNCLEAR),
            ),
        ),
        (
            lambda width: row_chart(
                title, [_mark_row(one, teller) for one in drawn], width, _AXIS[:1] + _AXIS[2:]
            ),
        )
        if drawn
        else (),
        Grid(
            teller.say(marked("Hur märken tolkades")),
            tuple(
                teller.say(one)
                for one in (
                    marked("Fråga"), marked("Oklara märken"), marked("Blev"),
                    marked("Andra regler"),
                )
            ),
            tuple(
                (
                    item_said(one, teller),
                    teller.share(Share(sum(one.marks.values()), one.asked)),
                    _became(one, teller) or "–",
                    teller.listed(
                        {
                            teller.words(RULING_LABELS[ruling]): count
                            for ruling, count in one.ruled.items()
                        }
                    )
                    or "–",
                )
                for one in found
            ),
        )
        if found
        else None,
    )  # fmt: skip


def modes_section(modes: FillModes | None, teller: Teller) -> Section:
    """Return in which ways clients filled in their sheets."""
    title = teller.say(marked("Så fylldes formulären i"))
    if modes is None or not isinstance(modes.item.kind, Choice):
        return Section("modes", title, (teller.say(marked("Inget ark säger det än.")),))
    total = sum(modes.counts.values())
    rows = [
        (teller.words(label), Share(modes.counts.get(code, 0), total))
        for code, label in modes.item.kind.choices.items()
        if modes.counts.get(code)
    ]
    return Section(
        "modes",
        title,
        (
            teller.say(
                marked("Hur ett formulär fylls i påverkar svaren. {total} ark säger hur."),
                total=total,
            ),
        ),
        (
            lambda width: row_chart(
                title,
                [Row(label, teller.share(share), share.value, 1.0) for label, share in rows],
                width,
            ),
        ),
        Grid(
            title,
            (teller.say(marked("Sätt")), teller.say(marked("Ark"))),
            tuple((label, teller.share(share)) for label, share in rows),
        ),
    )


def item_said(one: ItemGaps, teller: Teller) -> str:
    """Return a question: its form, its number and its words, or those of its row."""
    words = teller.words(one.item.short if one.item.number else one.item.wording)
    return " ".join(filter(None, (f"{one.form.letter}{one.item.number}", words)))


def _blank_row(one: ItemGaps, teller: Teller) -> Row:
    share = Share(one.blank, one.asked)
    return Row(item_said(one, teller), teller.share(share), share.value, interval=share.interval)


def _mark_row(one: ItemGaps, teller: Teller) -> Row:
    share = Share(sum(one.marks.values()), one.asked)
    return Row(
        item_said(one, teller),
        teller.share(share),
        share.value,
        interval=share.interval,
        notes=_became(one, teller),
    )


def _became(one: ItemGaps, teller: Teller) -> str:
    return teller.listed({_ruled(reason, teller): count for reason, count in one.marks.items()})


def _ruled(reason: Missing | None, teller: Teller) -> str:
    if reason is None:
        return teller.say(marked("fick ett värde"))
    return f"{teller.words(MISSING_LABELS[reason]).lower()} (−{-reason})"


def _gap_row(one: ItemGaps, teller: Teller) -> tuple[str, ...]:
    looked = [
        teller.say(marked("ofta tom")) if one.often_blank else "",
        teller.say(marked("ofta oklar")) if one.often_unclear else "",
    ]
    return (
        item_said(one, teller),
        teller.share(Share(one.blank, one.asked)),
        str(one.missing.get(Missing.REFUSED, 0)),
        teller.share(Share(one.unclear, one.asked)),
        ", ".join(filter(None, looked)) or "–",
    )
