"""Keep the layouts of the forms: `python -m tools.layouts`, before a form is handed out.

A layout that is kept already is compared and never written over.
"""

from pathlib import Path

from kast_eval.definition.library import read_library
from kast_eval.paper.kept import keep_layout

FORMS = Path(__file__).parents[1] / "forms"
LAYOUTS = FORMS / "layouts"


def main() -> None:
    """Write the layout of every form version that has none yet."""
    for definition in read_library(FORMS).forms:
        keep_layout(definition.as_asked(), LAYOUTS)


if __name__ == "__main__":
    main()
