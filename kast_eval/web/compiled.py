"""Templates compiled once for every application of a process, not once for each."""

from dataclasses import dataclass, field
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


@dataclass
class CompiledTemplates(BytecodeCache):
    """What templates were compiled to, each kept for as long as its source is the same."""

    codes: dict[tuple[str, str], CodeType | None] = field(default_factory=dict)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what this source was compiled to before, if it was."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a source has just been compiled to."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


COMPILED = CompiledTemplates()
