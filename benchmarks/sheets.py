"""Filled sheets per CPU-second, beside a bare canvas that draws as many strings and boxes."""

import io
import time
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from kast_eval.definition.form import FormDefinition
from kast_eval.definition.library import read_library
from kast_eval.paper.filled import FilledSheet, print_filled
from kast_eval.paper.layout import lay_out
from kast_eval.paper.page import PAPER_HEIGHT
from kast_eval.paper.type import MM_PER_POINT
from kast_eval.wording import Language

SHEETS = 200
FORMS = Path(__file__).parents[1] / "forms"


def ours(definition: FormDefinition) -> None:
    sheets = [FilledSheet(f"XX{number:04}K", 1, {}) for number in range(SHEETS)]
    assert print_filled(definition, Language.SV, sheets)


def bare(definition: FormDefinition) -> None:
    layout = lay_out(definition, Language.SV)
    canvas = Canvas(io.BytesIO(), pageCompression=1)
    for _ in range(SHEETS):
        for page in layout.pages:
            for text in page.texts:
                canvas.setFont("Helvetica", text.style.points)
                height = (PAPER_HEIGHT - text.y) / MM_PER_POINT
                canvas.drawString(text.x / MM_PER_POINT, height, text.text)
            for box in page.boxes:
                left, top = box.x / MM_PER_POINT, (PAPER_HEIGHT - box.y) / MM_PER_POINT
                canvas.rect(left, top, box.w / MM_PER_POINT, -box.h / MM_PER_POINT)
            canvas.showPage()
    canvas.save()


def cpu_seconds(work: Callable[[FormDefinition], None], definition: FormDefinition) -> float:
    started = time.process_time()
    work(definition)
    return time.process_time() - started


def main() -> None:
    for definition in read_library(FORMS).newest_forms:
        asked = definition.as_asked()
        rates = [SHEETS / cpu_seconds(work, asked) for work in (ours, bare)]
        print(f"{asked.form}: {rates[0]:.0f} sheets per CPU-second, bare canvas {rates[1]:.0f}")


if __name__ == "__main__":
    main()
