from kast_eval.kit.key_list import with_codes
from kast_eval.manual.tree import Block, Paragraph, Run, Table

HEAD = ((Run("Kod"),), (Run("Namn"),))
OWNERS = Table(HEAD, (((), ()),))
KEY = Table(HEAD, (((), ()), ((), ())))
RULES = Table(HEAD, (((Run("a"),), ()), ((Run("b"),), ()), ((Run("c"),), ())))
WORDS = Paragraph((Run("Bara på papper."),))


def test_the_longest_empty_table_gets_a_row_for_each_code() -> None:
    blocks = with_codes((WORDS, RULES, OWNERS, KEY), ("GB0427T", "RB0001A", "GB0001A"))
    assert blocks[:3] == (WORDS, RULES, OWNERS)
    assert isinstance(blocks[3], Table)
    assert [row[0][0].text for row in blocks[3].rows] == ["GB0427T", "RB0001A", "GB0001A"]
    assert all(row[1:] == ((),) for row in blocks[3].rows)


def test_a_text_without_an_empty_table_stays_as_it_is() -> None:
    blocks: tuple[Block, ...] = (WORDS, RULES)
    assert with_codes(blocks, ("GB0427T",)) == blocks
