"""Where each stored answer of an older version stands in a newer one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kast_eval.definition.span import Span, cut
from kast_eval.kinds.answer import Missing, Value
from kast_eval.wording import Wording

NOT_ASKED = Missing.NOT_ASKED.value


@dataclass(frozen=True)
class Target:
    """A new column and the code that stands there; None is the code that stood in the old."""

    column: str
    code: int | None = None


@dataclass(frozen=True)
class Move:
    """Where some codes of an old column went; None is every value.

    Without targets the answer is kept as answered only, for the `reason`.
    """

    codes: Span | None
    targets: tuple[Target, ...] = ()
    reason: Wording | None = None


@dataclass(frozen=True)
class ColumnMap:
    """One old column and the moves of its codes; together they hold every code once."""

    item: str
    column: str
    moves: tuple[Move, ...]

    @property
    def targets(self) -> frozenset[str]:
        """Return every new column that the old one fills."""
        return frozenset(target.column for move in self.moves for target in move.targets)

    def carried(self, value: Value) -> Mapping[str, Value]:
        """Return the values of the new columns.

        A reason for a missing answer is the same in all of them. A new column that the answer
        says nothing about was not asked.
        """
        if isinstance(value, int) and value < 0:
            return dict.fromkeys(self.targets, value)
        values: dict[str, Value] = dict.fromkeys(self.targets, NOT_ASKED)
        for target in self.move(value).targets:
            values[target.column] = value if target.code is None else target.code
        return values

    def move(self, value: Value) -> Move:
        """Return the move of a valid value, or raise LookupError."""
        for move in self.moves:
            if move.codes is None or (
                isinstance(value, int) and move.codes.holds(Span(value, value))
            ):
                return move
        raise LookupError(self.column)


@dataclass(frozen=True)
class VersionMap:
    """The map of one form from version `old` to version `new`, an entry an old column."""

    form: str
    old: int
    new: int
    columns: tuple[ColumnMap, ...]

    def column(self, name: str) -> ColumnMap:
        """Return the map of an old column, or raise LookupError."""
        for column in self.columns:
            if column.column == name:
                return column
        raise LookupError(name)

    def carried(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Return the values by new column; a column that no old one fills is left out.

        Where two ticks became one, either of them is a tick.
        """
        new: dict[str, Value] = {}
        for column in self.columns:
            if column.column in values:
                for name, value in column.carried(values[column.column]).items():
                    new[name] = _either(new.get(name, value), value)
        return new

    def then(self, following: "VersionMap") -> "VersionMap":
        """Return the map over both steps at once."""
        return VersionMap(
            self.form,
            self.old,
            following.new,
            tuple(
                ColumnMap(
                    column.item,
                    column.column,
                    tuple(one for move in column.moves for one in _onwards(move, following)),
                )
                for column in self.columns
            ),
        )


def _either(one: Value, other: Value) -> Value:
    return max(one, other) if isinstance(one, int) and isinstance(other, int) else other


def _onwards(move: Move, following: VersionMap) -> Iterator[Move]:
    """Give a move in as many pieces as the next step needs."""
    if not move.targets:
        yield move
        return
    for piece in _pieces(move, following):
        targets: dict[str, int | None] = {}
        reasons: list[Wording | None] = []
        for target in move.targets:
            code = piece.first if piece and target.code is None else target.code
            column = following.column(target.column)
            step = column.moves[0] if code is None else column.move(code)
            reasons.append(step.reason)
            for one in step.targets:
                became = target.code if one.code is None else one.code
                # Two boxes that became one are ticked if either was.
                targets[one.column] = targets.get(one.column) or became
        reason = None if targets else next((one for one in reasons if one), None)
        yield Move(piece, tuple(Target(*one) for one in targets.items()), reason)


def _pieces(move: Move, following: VersionMap) -> tuple[Span | None, ...]:
    if move.codes is None:
        return (None,)
    unchanged = [target.column for target in move.targets if target.code is None]
    edges = [
        step.codes
        for column in unchanged
        for step in following.column(column).moves
        if step.codes is not None
    ]
    return cut((move.codes,), *edges)
