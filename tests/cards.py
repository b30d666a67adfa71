"""Where a story finds the cards of a piece of feedback."""

from __future__ import annotations

from tests.world import Message, World


def lead_card(world: World, number: int, channel: str = "nova-leads") -> Message:
    """The living card in a leads' channel."""
    return _newest(world, world.channel(channel), f"*F-{number}* ·")


def dm_card(world: World, who: str, number: int) -> Message:
    """Somebody's own card of it, in their direct messages."""
    titles = ("Your feedback", "Given in your name,", "You follow")
    return _newest(world, world.inbox(who), *(f"*{title} F-{number}*" for title in titles))


def triage_card(world: World, who: str, number: int) -> Message:
    """The lead's card, for who answers by direct message."""
    return _newest(world, world.inbox(who), f"*F-{number}* ·")


def _newest(world: World, messages: list[Message], *begins: str) -> Message:
    found = [m for m in messages if world.text(m).startswith(begins)]
    assert found, f"no card {begins[0]} in:\n{world.texts(messages)}"
    return found[-1]


def gives(world: World, who: str, *texts: str) -> None:
    """Many in a row; what follows of them is waited for at the end."""
    for text in texts:
        world.run(world.hands.types(who, "product-wg", f"/wg feedback {text}"))
    world.settle()


def replies(world: World, message: Message) -> str:
    """All that was said in a message's thread, without itself."""
    return world.texts(world.thread(message)[1:])


def whispered(world: World, who: str, channel: str = "product-wg") -> str:
    """The last thing that only they see there."""
    return world.text([m for m in world.hands.shown(who, channel) if m.get("ephemeral")][-1])


def pings(world: World, channel: str = "nova-leads") -> set[str]:
    """Whom the bot notified by name there."""
    return {ping for m in world.channel(channel) if m.get("bot_id") for ping in m.get("pings", ())}
