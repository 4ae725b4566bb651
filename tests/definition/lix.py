"""LIX, the readability of Swedish: words a sentence, and the share of words over six letters.

The study words of a form are counted as they stand on its page. Each wording is a sentence of its
own, or several if it has several; the choices of one question, and the words of one scale or
grid, are read on as a list and make one sentence together.
"""

import re
from collections.abc import Iterator

from kast_eval.definition.form import FormDefinition, Question
from kast_eval.kinds import Choice, Scale, Several
from kast_eval.wording import Wording

LONG_WORD = 6
_WORD = re.compile(r"[\wåäöÅÄÖ–-]*\w")
_END = re.compile(r"(?<=[.?!:…])\s+")


def lix(sentences: list[str]) -> float:
    """Return the readability index of Björnsson; under 30 is very easy, 30 to 40 easy."""
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    long_words = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


def printed_sentences(form: FormDefinition) -> list[str]:
    """Return the Swedish sentences on the default print of a form."""
    printed = form.as_asked()
    whole = [printed.title, printed.instruction, printed.legend, printed.closing]
    for section in printed.sections:
        whole += [section.title, section.intro]
    texts = [wording.sv for wording in whole if wording]
    texts += [text for question in printed.questions for text in _question(question)]
    return [sentence for text in texts for sentence in sentences_of(text)]


def sentences_of(text: str) -> list[str]:
    return _END.split(text)


def _question(question: Question) -> Iterator[str]:
    yield question.wording.sv
    if question.hint:
        yield question.hint.sv
    for words in (question.rows, question.columns, _choices(question)):
        if words:
            yield ", ".join(one.sv for one in words)


def _choices(question: Question) -> tuple[Wording, ...]:
    match question.items[0].kind:
        case Choice(choices=choices):
            return tuple(choices.values())
        case Scale(anchors=anchors):
            return tuple(anchors.values())
        case Several(options=options, none=none):
            return (*options.values(), none)
    return ()
