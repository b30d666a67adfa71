"""What is attached to messages: reactions to people's, files in the threads of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

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


async def react(client: AsyncWebClient, channel: str, body: Mapping[str, Any]) -> None:
    try:
        await client.reactions_add(channel=channel, **body)
    except SlackApiError as refusal:
        if refusal.response.get("error") not in MOOT:
            raise


async def attach(
    client: AsyncWebClient, channel: str, root: str | None, body: Mapping[str, Any], *, is_unsure: bool
) -> None:
    """In Slack's three steps; one that may be there already is looked for first."""
    if is_unsure and root and await _is_there(client, channel, root, body["name"]):
        return
    content = str(body["content"]).encode()
    ticket = await client.files_getUploadURLExternal(filename=body["name"], length=len(content))
    async with aiohttp.ClientSession() as http, http.post(ticket["upload_url"], data=content) as answer:
        answer.raise_for_status()
    await client.files_completeUploadExternal(
        files=[{"id": ticket["file_id"], "title": body["name"]}], channel_id=channel, thread_ts=root
    )


async def _is_there(client: AsyncWebClient, channel: str, root: str, name: str) -> bool:
    answer = await client.conversations_replies(channel=channel, ts=root, limit=200)
    return any(file.get("name") == name for said in answer["messages"] for file in said.get("files", ()))
