"""The story of the loop, act by act: it is broken where something that should have come back did not."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.narrator import Message, Narrator, Print, StoryBroken
from bot.stage import Stage

HERE = "product-wg"


async def play(stage: Stage, say: Print) -> None:
    """Raises StoryBroken where the loop does not close."""
    told = Narrator(stage, say)
    card = await _an_operator_is_heard(told)
    await _nobody_answers(told)
    begins = await _a_meeting_is_planned(told)
    await _the_group_meets(told, begins)
    await _who_was_not_there(told)
    await _what_was_promised(told, begins)
    await _the_answer_comes_back(told, card)


async def _an_operator_is_heard(told: Narrator) -> Message:
    """The lead's card of what hurts."""
    hands = told.hands
    told.chapter("An operator says what hurts")
    text = "live migration of large instances times out since the upgrade ##painpoint ##compute"
    await told.types("ana", HERE, f"/wg feedback {text}")
    card = told.finds("#compute-leads", hands.channel("compute-leads"), "F-1")
    told.finds("Ana's messages", hands.inbox("ana"), "F-1")

    told.chapter("Another one has the same pain")
    await told.types("ravi", HERE, "/wg feedback endorse F-1")
    told.finds("#compute-leads", hands.channel("compute-leads"), "1 endorsement")

    told.chapter("The lead asks back, and the answer comes to her thread")
    await told.clicks("lena", card, "Ask…")
    await told.submits("lena", words="How much memory have these instances?")
    question = told.finds("Ana's messages", hands.inbox("ana"), "How much memory")
    await told.replies("ana", "dm", question, "512 GB. Smaller ones are fine.")
    told.finds("the thread in #compute-leads", hands.thread(card["channel"], card["ts"]), "512 GB")

    told.chapter("She takes it on; the author hears of it")
    await told.clicks("lena", card, "Accept")
    told.finds("Ana's messages", hands.inbox("ana"), "F-1 is accepted")
    return card


async def _nobody_answers(told: Narrator) -> None:
    told.chapter("What nobody answers is not forgotten")
    await told.types("sofia", HERE, "/wg feedback snapshots of big volumes block the API ##gap")
    await told.time_passes(8)
    told.finds("Tom's messages", told.hands.inbox("tom"), "F-2 has waited")

    told.chapter("On Monday everybody in charge reads what waits for them, in one message")
    told.finds("Maya's messages", told.hands.inbox("maya"), "Feedback that nobody acknowledged")
    told.finds("Tom's messages", told.hands.inbox("tom"), "What waits in")


async def _a_meeting_is_planned(told: Narrator) -> datetime:
    """When it begins."""
    begins = _tuesday_after(told.stage.clock.now())
    told.chapter("The group meets every week, and puts it on its agenda")
    preview = await told.types("maya", HERE, '/wg meeting schedule "Product weekly" every tue 15:00 UTC 60m')
    await told.clicks("maya", preview, "Create")
    agenda = await told.types("sofia", HERE, "/wg agenda")
    await told.clicks("sofia", agenda, "Put on the agenda")
    told.finds(f"#{HERE}", told.hands.channel(HERE), "On the agenda: *F-2")

    told.chapter("Everybody is reminded, in time and in their own time")
    await told.until(begins - timedelta(days=1), "a day before the meeting")
    told.finds(f"#{HERE}", told.hands.channel(HERE), "weekly* starts")
    await told.until(begins - timedelta(minutes=10), "ten minutes before it")
    told.finds(f"#{HERE}", told.hands.channel(HERE), "weekly* starts")
    return begins


def _tuesday_after(now: datetime) -> datetime:
    """At least two days away, so that the reminder a day before is still to come."""
    days = 2 + (1 - (now + timedelta(days=2)).weekday()) % 7
    return (now + timedelta(days=days)).replace(hour=15, minute=0, second=0, microsecond=0)


async def _the_group_meets(told: Narrator, begins: datetime) -> None:
    hands = told.hands
    told.chapter("It meets: what people write in passing becomes the minutes")
    await told.until(begins, "it is time")
    await told.clicks("maya", hands.channel(HERE)[-1], "Start")
    await told.types("maya", HERE, "/wg agenda next")
    await told.says("ana", HERE, "INFO: a snapshot of 2 TB blocks the API for six minutes")
    await told.says("ravi", HERE, "we see the same, twice a week")
    await told.says("maya", HERE, "AGREED: snapshots have to run beside the API")
    await told.says("jonas", HERE, "ACTION: Ravi to measure it by friday")
    told.finds(f"#{HERE}", hands.channel(HERE), "is live")
    await told.types("maya", HERE, "/wg meeting end")

    told.chapter("The chair publishes them with one click")
    draft = told.finds("Maya's messages", hands.inbox("maya"), "Draft minutes")
    await told.clicks("maya", draft, "Publish")
    told.finds(f"#{HERE}", hands.channel(HERE), "run beside the API")


async def _who_was_not_there(told: Narrator) -> None:
    told.chapter("The lead who was not there hears what concerned his area, and only that")
    await told.time_passes(1)
    told.finds("Tom's messages", told.hands.inbox("tom"), "not in the room")


async def _what_was_promised(told: Narrator, begins: datetime) -> None:
    hands = told.hands
    told.chapter("What was promised in the meeting has an owner, and is asked for in his morning")
    await told.types("ravi", HERE, "/wg action")
    morning = datetime.combine(begins.date() + timedelta(days=2), time(9), ZoneInfo("Asia/Kolkata"))
    await told.until(morning, "Ravi's morning, a day before it is due")
    reminder = told.finds("Ravi's messages", hands.inbox("ravi"), "due tomorrow")
    await told.clicks("ravi", reminder, "Done")

    told.chapter("It is done; whoever asked for it hears so")
    told.finds("Sofia's messages", hands.inbox("sofia"), "Something was done about *F-2*")


async def _the_answer_comes_back(told: Narrator, card: Message) -> None:
    hands = told.hands
    told.chapter("The outcome comes back as an answer")
    await told.clicks("lena", card, "Resolve…")
    await told.submits("lena", words="The time-out now grows with the memory; it is in this month's release.")
    outcome = told.finds("Ana's messages", hands.inbox("ana"), "Does this answer you?")
    told.finds("Ravi's messages", hands.inbox("ravi"), "grows with the memory")
    await told.clicks("ana", outcome, "Yes")
    told.finds("the thread in #compute-leads", hands.thread(card["channel"], card["ts"]), "yes")

    told.chapter("The whole chain")
    await told.types("maya", HERE, "/wg trace F-1")
    if "confirmed" not in hands.text_of(hands.shown("maya", HERE)[-1]):
        raise StoryBroken("the trace does not end with the author's yes")
