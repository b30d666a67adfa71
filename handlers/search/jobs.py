"""Reads the words of what was said or changed, after the deed that nobody should wait for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.contract import Context
from handlers.router import Router
from storage import terms
from storage.kinds import KINDS

router = Router()


def _waiting(db: Connection, now: datetime) -> Iterable[Mapping[str, Any]]:
    names = ("workspace", "kind", "number")
    return [dict(zip(names, row, strict=True)) for row in terms.waiting(db)]


@router.job("search.index", _waiting)
def read(ctx: Context, kind: str, number: int) -> None:
    """However late, once; what is gone is forgotten."""
    if terms.take(ctx.db, ctx.workspace, kind, number):
        text = KINDS[kind].text_of(ctx.db, ctx.workspace, number)
        terms.index(ctx.db, ctx.workspace, kind, number, text)
