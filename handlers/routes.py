"""The table of contents: every feature's router, composed by hand. To read it is to read the product."""

from __future__ import annotations

from handlers.actions import commands as actions
from handlers.agenda import commands as agenda
from handlers.areas import commands as areas
from handlers.areas import making as area_making
from handlers.decisions import commands as decisions
from handlers.digests import commands as digests
from handlers.direction import commands as direction
from handlers.feedback import commands as feedback
from handlers.groups import chairs, channels, welcome
from handlers.groups import commands as groups
from handlers.groups import making as group_making
from handlers.helping import help_router
from handlers.home import commands as home
from handlers.meetings import commands as meetings
from handlers.minutes import commands as minutes
from handlers.profile import commands as profile
from handlers.profile import settings
from handlers.reports import commands as reports
from handlers.router import compose
from handlers.search import commands as search
from handlers.trace import commands as trace
from handlers.upkeep import jobs as upkeep

_features = compose(
    *home.FEATURE,
    groups.router,
    group_making.router,
    chairs.router,
    channels.router,
    welcome.router,
    areas.router,
    area_making.router,
    profile.router,
    settings.router,
    *feedback.FEATURE,
    direction.router,
    *meetings.FEATURE,
    *agenda.FEATURE,
    *minutes.FEATURE,
    *decisions.FEATURE,
    *actions.FEATURE,
    trace.router,
    reports.router,
    *digests.FEATURE,
    *search.FEATURE,
    upkeep.router,
)

routes = compose(_features, help_router(_features))
