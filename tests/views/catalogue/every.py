"""All cases, feature by feature."""

from __future__ import annotations

from collections.abc import Callable

from tests.views.catalogue import (
    action_forms,
    actions,
    agenda,
    areas,
    decisions,
    digests,
    direction,
    feedback,
    feedback_forms,
    feedback_notices,
    groups,
    helping,
    home,
    meetings,
    minutes,
    profile,
    reports,
    search,
    trace,
)
from tests.views.catalogue.case import Cases

FEATURES: dict[str, Callable[[], Cases]] = {
    module.__name__.rpartition(".")[2]: module.cases
    for module in (
        feedback,
        feedback_notices,
        feedback_forms,
        actions,
        action_forms,
        agenda,
        meetings,
        minutes,
        decisions,
        direction,
        digests,
        reports,
        groups,
        areas,
        profile,
        home,
        search,
        trace,
        helping,
    )
}
