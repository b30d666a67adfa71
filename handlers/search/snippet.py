"""The part of a text that answers a question best, its words marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from storage.words import READ, spots

WIDTH = 240
BEFORE = 60  # characters that lead up to the first marked word

Piece = tuple[str, bool]
Spot = tuple[int, int, str]


def snippet(text: str, said: Callable[[str], bool]) -> list[Piece]:
    """(text, whether it is marked); where the most different words stand together, else the beginning."""
    line = " ".join(text[:READ].split())
    found = sorted(spots(line, said))
    begin, end = _window(line, _best(found))
    pieces = [piece for piece in _marked(line, found, begin, end) if piece[0]]
    if begin > 0:
        pieces.insert(0, ("… ", False))
    return [*pieces, (" …", False)] if end < len(line) or len(text) > READ else pieces


def _best(found: Sequence[Spot]) -> int:
    """Where the best part's first word stands."""

    def different(first: int) -> int:
        start = found[first][0]
        return len({word for at, end, word in found[first : first + 40] if end <= start + WIDTH - BEFORE})

    best = max(range(len(found)), key=lambda first: (different(first), -first), default=None)
    return 0 if best is None else found[best][0]


def _window(line: str, at: int) -> tuple[int, int]:
    """From and to where the line is shown; between words, where there are spaces."""
    if len(line) <= WIDTH:
        return 0, len(line)
    begin = min(max(at - BEFORE, 0), len(line) - WIDTH)
    end = begin + WIDTH
    if begin > 0:
        space = line.find(" ", begin, at)
        begin = space + 1 if space >= 0 else begin
    if end < len(line):
        space = line.rfind(" ", max(at, end - BEFORE), end)
        end = space if space > begin else end
    return begin, end


def _marked(line: str, found: Sequence[Spot], begin: int, end: int) -> Iterator[Piece]:
    """Spots may overlap, as the pairs of a script without spaces do."""
    at, start, stop = begin, begin, begin
    for left, right in ((max(a, begin), min(b, end)) for a, b, _ in found if a < end and b > begin):
        if left > stop:
            yield line[at:start], False
            yield line[start:stop], True
            at, start = stop, left
        stop = max(stop, right)
    yield line[at:start], False
    yield line[start:stop], True
    yield line[stop:end], False
