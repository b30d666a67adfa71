"""In a few words how the sponsors of commitments stand to them, wherever one is shown; it names nobody."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.contract import Context
from storage import sponsorships
from storage.sponsorships import ASKED, CONFIRMED, UNSPONSORED

MARKS = {ASKED: "waits for its sponsor", CONFIRMED: "sponsored", UNSPONSORED: "*unsponsored*"}


def marks(ctx: Context, numbers: Iterable[int]) -> dict[int, str]:
    """Number -> its mark, for the commitments among these action items."""
    found = sponsorships.several(ctx.db, ctx.workspace, numbers)
    return {number: MARKS[one.state] for number, one in found.items()}
