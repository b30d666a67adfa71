"""Every table: importing this module makes `metadata` complete."""

from storage import (
    addresses,
    agenda,
    endorsements,
    feedback,
    gatherings,
    groups,
    habits,
    items,
    likeness,
    meetings,
    minutes,
    news,
    outbox,
    pacing,
    people,
    registry,
)
from storage.db import metadata

MODULES = (
    people,
    groups,
    items,
    feedback,
    endorsements,
    gatherings,
    likeness,
    outbox,
    pacing,
    registry,
    meetings,
    habits,
    addresses,
    agenda,
    minutes,
    news,
)

__all__ = ["MODULES", "metadata"]
