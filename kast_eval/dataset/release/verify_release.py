"""Check that a release is whole and signed: python verify_release.py [public key] [folder].

Needs nothing but Python. The key is in hex; the folder, that of this file unless another is named,
is where the release was unpacked. The signature is
Ed25519 as RFC 8032 lays it down; compare the printed key with the one that you were given apart.
"""

import hashlib
import json
import sys
from pathlib import Path

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_SIZE, _KEY = 64, 32

Point = tuple[int, int, int, int]
"""A point in extended coordinates: X, Y, Z, T."""


def _x_of(y: int, sign: int) -> int | None:
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    return _P - x if x % 2 != sign else x


def _point(encoded: bytes) -> Point | None:
    number = int.from_bytes(encoded, "little")
    y = number & (1 << 255) - 1
    x = _x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % _P)


def _sum(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(factor: int, point: Point) -> Point:
    product = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            product = _sum(product, point)
        point = _sum(point, point)
        factor >>= 1
    return product


def _same(one: Point, other: Point) -> bool:
    return (
        (one[0] * other[2] - other[0] * one[2]) % _P
        == 0
        == (one[1] * other[2] - other[1] * one[2]) % _P
    )


_BASE_Y = 4 * pow(5, -1, _P) % _P
_BASE_X = _x_of(_BASE_Y, 0) or 0
_BASE: Point = (_BASE_X, _BASE_Y, 1, _BASE_X * _BASE_Y % _P)


def is_signed(message: bytes, signature: bytes, key: bytes) -> bool:
    """Tell whether the holder of the secret half of `key` has signed the message."""
    if len(signature) != _SIZE or len(key) != _KEY:
        return False
    holder, nonce = _point(key), _point(signature[:_KEY])
    scalar = int.from_bytes(signature[_KEY:], "little")
    if holder is None or nonce is None or scalar >= _L:
        return False
    digest = hashlib.sha512(signature[:_KEY] + key + message).digest()
    challenge = int.from_bytes(digest, "little") % _L
    return _same(_times(scalar, _BASE), _sum(nonce, _times(challenge, holder)))


def faults(folder: Path, expected_key: str | None) -> list[str]:
    """Return what is wrong with the release in the folder; nothing if it is whole."""
    text = (folder / "MANIFEST.json").read_bytes()
    manifest = json.loads(text)
    key = str(manifest["public_key"])
    found = []
    if expected_key is not None and expected_key.lower() != key:
        found.append("the key is another than the one that was given")
    signature = bytes.fromhex((folder / "MANIFEST.sig").read_text("ascii"))
    if not is_signed(text, signature, bytes.fromhex(key)):
        found.append("the signature does not fit the manifest")
    listed = manifest["files"]
    present = {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    } - {"MANIFEST.json", "MANIFEST.sig"}
    for name in sorted(set(listed) | present):
        if name not in present:
            found.append(f"missing: {name}")
        elif name not in listed:
            found.append(f"not of the release: {name}")
        elif hashlib.sha256((folder / name).read_bytes()).hexdigest() != listed[name]["sha256"]:
            found.append(f"changed: {name}")
    return found


def main(arguments: list[str]) -> int:
    """Print what is found; 0 for a whole release, 1 for another."""
    key, folder = (*arguments, *[""] * 2)[:2]
    place = Path(folder) if folder else Path(__file__).resolve().parent
    found = faults(place, key or None)
    signer = json.loads((place / "MANIFEST.json").read_bytes())["public_key"]
    lines = found or [f"Whole and signed by {signer}"]
    if not key:
        lines = [*lines, f"Compare the key {signer} with the one that you were given apart."]
        lines.append("Until they are the same it is not known who made the release.")
    print("\n".join(lines))  # noqa: T201 - it is run by hand.
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
