"""What is attached to messages: reactions to people's, files and pictures beside ours."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import charts
from bot.refusals import error_of

# The message is gone, or reacted to already, or closed to it: nothing is lost.
MOOT = {
    "already_reacted",
    "channel_not_found",
    "is_archived",
    "message_not_found",
    "not_in_channel",
    "not_reactable",
    "thread_locked",
    "too_many_reactions",
}


@dataclass(frozen=True, slots=True)
class File:
    """As it is uploaded; `alt` is read to who does not see it."""

    name: str
    title: str
    content: bytes
    alt: str | None = None


async def react(client: AsyncWebClient, channel: str, body: Mapping[str, Any]) -> None:
    try:
        await client.reactions_add(channel=channel, **body)
    except SlackApiError as refusal:
        if refusal.response.get("error") not in MOOT:
            raise


async def file_of(body: Mapping[str, Any]) -> File:
    """What an outbox row of that kind holds: text, or a chart that is drawn here, beside the loop."""
    name = body["name"]
    if "chart" in body:
        return File(name, body["title"], await asyncio.to_thread(charts.png, body["chart"]), body["alt"])
    return File(name, name, str(body["content"]).encode())


async def attach(client: AsyncWebClient, channel: str, root: str | None, file: File) -> None:
    """In Slack's three steps."""
    announced = {"filename": file.name, "length": len(file.content), "alt_txt": file.alt}
    ticket = await client.files_getUploadURLExternal(**announced)
    async with aiohttp.ClientSession() as http, http.post(ticket["upload_url"], data=file.content) as answer:
        answer.raise_for_status()
    done = {"files": [{"id": ticket["file_id"], "title": file.title}], "channel_id": channel}
    try:
        await client.files_completeUploadExternal(**done, thread_ts=root)
    except SlackApiError as refusal:
        if error_of(refusal) != "not_in_channel":
            raise
        await client.conversations_join(channel=channel)
        await client.files_completeUploadExternal(**done, thread_ts=root)
