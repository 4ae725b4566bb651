"""Measure everything and print a table: `make bench`.

A second is one of the processor; where it says «wait», one on the clock, the disk included.
"""

from benchmarks import (
    clients,
    conversation,
    dataset,
    exports,
    home,
    lattice,
    ledger,
    response,
    saves,
    sheets,
)


def main() -> None:
    print_row("how many a second", "ours", "bare", "times", "aim")
    for module in (
        sheets, saves, clients, exports, dataset, lattice, ledger, home, conversation, response,
    ):  # fmt: skip
        for one in module.figures():
            reached = "" if one.reached else " (not reached)"
            print_row(
                one.name, f"{one.ours:.0f}", f"{one.bare:.0f}", f"{one.times:.2f}",
                one.aim + reached,
            )  # fmt: skip


def print_row(name: str, ours: str, bare: str, times: str, aim: str) -> None:
    print(f"{name:40}{ours:>9}{bare:>9}{times:>8}  {aim}".rstrip())


if __name__ == "__main__":
    main()
