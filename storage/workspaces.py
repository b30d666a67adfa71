"""Which workspaces a database holds."""

from __future__ import annotations

from sqlalchemy import Connection, select, union

from storage.groups import groups
from storage.people import people


def known(db: Connection) -> list[str]:
    """The ids of Slack's teams."""
    return sorted(db.scalars(union(select(people.c.workspace), select(groups.c.workspace))))
