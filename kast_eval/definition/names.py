"""Which names an item may have: those that every statistics program takes unchanged."""

import keyword
import re

from kast_eval.definition.nodes import Node
from kast_eval.wording import marked

LONGEST_NAME = 24
"""In characters (instrument 2.5)."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")

_SPSS = "all and by eq ge gt le lt ne not or to with"
_STATA = (
    "aggregate array boolean break byte case catch class colvector complex const continue default "
    "delegate delete do double else eltypedef end enum explicit export external float for friend "
    "function global goto if inline int local long mata matrix namespace new null numeric "
    "nullmat operator orgtypedef pointer polymorphic pragma private protected public quad real "
    "return rowvector scalar short signed static strl string struct super switch template this "
    "throw transmorphic try typedef typename union unsigned using vector version virtual void "
    "volatile while"
)
_R = "break else for function if in inf na nan next null repeat true false while"
_SQL = (
    "add alter as asc between check column commit constraint create cross current_date desc "
    "distinct drop except exists foreign from full group having index inner insert intersect into "
    "is join key left like limit natural no on order outer primary references right rollback "
    "select set table then transaction trigger union unique update user values view when where"
)
RESERVED = frozenset(
    word
    for words in (_SPSS, _STATA, _R, _SQL, " ".join(keyword.kwlist).lower())
    for word in words.split()
)
"""Words that SPSS, Stata, R, SQL or Python keep for themselves."""


def is_name(name: str) -> bool:
    """Tell whether `name` is short, lower case, ASCII and not reserved anywhere."""
    return _NAME.fullmatch(name) is not None and len(name) <= LONGEST_NAME and name not in RESERVED


def read_name(node: Node) -> str:
    """Return the node's text, which must be such a name."""
    name = node.text()
    if not is_name(name):
        raise node.error(
            marked(
                "«{name}» kan inte vara ett namn: små bokstäver a-z, siffror och _, "
                "högst {longest} tecken, inget ord som SPSS, Stata, R, SQL eller Python äger."
            ),
            name=name,
            longest=LONGEST_NAME,
        )
    return name
