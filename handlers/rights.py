"""Who may do what: one table of deed and role, asked by every feature's rules and shown in the README."""

from __future__ import annotations

from handlers.contract import UserError

EVERYONE = "everyone"
ADMIN = "admin"
CHAIR = "chair"
LEAD = "lead"
MEMBER = "member"
AUTHOR = "author"
OWNER = "owner"
SPONSOR = "sponsor"

# deed -> (the roles that may, what a refusal calls the deed)
DEEDS: dict[str, tuple[frozenset[str], str]] = {
    "create a group": (frozenset({ADMIN}), "create a group"),
    "archive a group": (frozenset({ADMIN}), "archive a group"),
    "edit a group": (frozenset({CHAIR}), "change this group"),
    "edit areas": (frozenset({CHAIR}), "change this group's areas"),
    "join a group": (frozenset({EVERYONE}), "join this group"),
    "triage feedback": (frozenset({LEAD, CHAIR}), "answer this feedback"),
    "nudge a lead": (frozenset({CHAIR}), "nudge the leads of this area"),
    "merge feedback": (frozenset({LEAD, CHAIR}), "merge this feedback"),
    "schedule meetings": (frozenset({CHAIR}), "change this group's meetings"),
    "say the direction": (frozenset({LEAD, CHAIR}), "say the direction in answer to this feedback"),
    "give feedback": (frozenset({EVERYONE}), "give feedback"),
    "endorse feedback": (frozenset({EVERYONE}), "endorse this feedback"),
    "edit feedback": (frozenset({AUTHOR}), "change this feedback"),
    "take lines": (frozenset({MEMBER, CHAIR, LEAD}), "start this meeting"),
    "end a meeting": (frozenset({CHAIR}), "end this meeting before it has run an hour over"),
    "publish minutes": (frozenset({CHAIR}), "edit and publish these minutes"),
    "decide": (frozenset({CHAIR}), "decide for this group"),
    "fill the agenda": (frozenset({MEMBER, CHAIR, LEAD}), "change this agenda"),
    "create actions": (frozenset({MEMBER, CHAIR, LEAD}), "make action items here"),
    "take an action": (frozenset({MEMBER, CHAIR, LEAD}), "take this on"),
    "work on an action": (frozenset({OWNER, AUTHOR, CHAIR}), "change this action item"),
    "confirm a commitment": (frozenset({SPONSOR}), "say whether they stand by this"),
    "judge an answer": (frozenset({AUTHOR}), "say whether this is answered"),
}


def allowed(deed: str) -> frozenset[str]:
    return DEEDS[deed][0]


def may(deed: str, roles: frozenset[str]) -> bool:
    """Whether somebody with these roles may; where a group has no chair, its admins hold that role."""
    return EVERYONE in allowed(deed) or bool(allowed(deed) & roles)


def demand(deed: str, roles: frozenset[str], who_can: str) -> None:
    """Refuse with a sentence that says who can."""
    if not may(deed, roles):
        raise UserError(f"Only {who_can} can {DEEDS[deed][1]}.")
