"""The tab *Settings*: what somebody said of themselves, the form, and the switches that are used most. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from handlers import blocks as b
from handlers.calendar import today
from handlers.contract import Block
from handlers.wishes import back_at, facts, lead_facts
from storage.digests import OFF, LeadWishes
from storage.people import Person

QUIET = "19:00-08:00"
DIGEST = "weekly mon 09:00"


@dataclass(frozen=True, slots=True)
class Myself:
    """`sponsor` and `delegate` are escaped names, or empty; `lead` is what they wish as a lead, None who is none."""

    person: Person
    employer: str | None
    sponsor: str
    now: datetime
    lead: LeadWishes | None = None
    delegate: str = ""


def draw(me: Myself) -> list[Block]:
    told = facts(me.person, me.employer, me.sponsor, me.now)
    about = b.context(
        "Who sets your priorities is seen by nobody outside the groups that you promise something in."
    )
    change = b.actions(
        b.button("Change…", "settings.open", "", style="primary"),
        b.button("Send me everything you keep", "profile.export", ""),
        b.button("Erase…", "profile.ask_erase", ""),
    )
    switches = [b.header("With one click"), b.actions(*_switches(me))]
    return [b.fields(*told), about, change, *_as_lead(me), *switches]


def _as_lead(me: Myself) -> list[Block]:
    if me.lead is None:
        return []
    stop_or_begin = (
        b.button("Send me the summary again", "command.run:lead", "digest lead weekly")
        if me.lead.pace == OFF
        else b.button("Stop the summary", "command.run:lead", "digest lead off")
    )
    row = b.actions(b.button("Change the summary…", "digest.settings", ""), stop_or_begin)
    return [b.header("As a lead"), b.fields(*lead_facts(me.lead, me.delegate)), row]


def _switches(me: Myself) -> list[Block]:
    """Each says what a click makes of it, in the words of the command that does it."""
    here = today(me.now, me.person.zone)
    if back_at(me.person, me.now):
        away = [("I'm back", "away off")]
    else:
        away = [
            ("Away for today", f"away {here + timedelta(days=1)}"),
            ("Away for a week", f"away {here + timedelta(days=7)}"),
        ]
    quiet = (
        (f"Quiet from {QUIET.replace('-', ' to ')}", f"quiet {QUIET}")
        if me.person.quiet_from is None
        else ("End quiet hours", "quiet off")
    )
    digest = (
        ("Digest on Mondays", f"digest {DIGEST}")
        if me.person.digest_off
        else ("Stop the digest", "digest off")
    )
    return [
        b.button(label, f"command.run:{n}", f"settings {words}")
        for n, (label, words) in enumerate([*away, quiet, digest])
    ]
