"""What only Slack can tell: whether tokens, scopes, clocks, socket or address, and channels are right."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.checks.findings import Finding, bad, fine, note
from bot.manifest import request_url
from bot.scopes import SCOPES
from bot.settings import Settings

MOST_SKEW = 60  # seconds; Slack's signatures are void after 300
NO_ANSWER = (aiohttp.ClientError, TimeoutError, OSError)
REINSTALL = "Add them under OAuth & Permissions, or paste `convener manifest` anew; then reinstall the app."


@dataclass
class Identity:
    """Who the token is, as far as Slack said, and what was learned on the way."""

    workspace: str = ""
    name: str = ""
    findings: list[Finding] = field(default_factory=list)


async def identity(client: AsyncWebClient, now: datetime) -> Identity:
    """One call tells who the bot is, what it may do, and what time it is at Slack."""
    if not client.token:
        return Identity()
    try:
        answer = await client.auth_test()
    except SlackApiError as refusal:
        fix = "Copy the Bot User OAuth Token (xoxb-…) anew from OAuth & Permissions."
        return Identity(findings=[bad("bot token", f"Slack says {refusal.response['error']}", fix)])
    except NO_ANSWER as fault:
        fix = "Is [slack] api_url right, and does this machine reach the internet?"
        return Identity(findings=[bad("bot token", f"no answer from Slack ({_named(fault)})", fix)])
    known = fine("bot token", f"@{answer['user']} in {answer['team']}")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    told = [known, scopes(headers.get("x-oauth-scopes")), skew(headers.get("date"), now)]
    return Identity(answer["team_id"], answer["user"], told)


def scopes(granted: str | None) -> Finding:
    if granted is None:
        return note("scopes", "this server does not tell which scopes were granted")
    has = {scope.strip() for scope in granted.split(",")}
    missing = [scope for scope in SCOPES if scope not in has]
    if missing:
        return bad("scopes", f"{', '.join(missing)} not granted", REINSTALL)
    return fine("scopes", f"all {len(SCOPES)} granted")


def skew(date: str | None, now: datetime) -> Finding:
    if date is None:
        return note("clock", "this server does not tell the time")
    ahead = round((now - parsedate_to_datetime(date)).total_seconds())
    if abs(ahead) <= MOST_SKEW:
        return fine("clock", f"within {MOST_SKEW} s of Slack's")
    way = "ahead of" if ahead > 0 else "behind"
    return bad(
        "clock", f"{abs(ahead)} s {way} Slack's", "Switch on time synchronisation (NTP) on this machine."
    )


async def socket(client: AsyncWebClient, settings: Settings) -> list[Finding]:
    token = settings.slack.app_token.get_secret_value()
    if not token:
        return []
    try:
        await client.apps_connections_open(app_token=token)
    except SlackApiError as refusal:
        fix = "Make an App-Level Token with connections:write, and switch Socket Mode on."
        return [bad("socket", f"Slack says {refusal.response['error']}", fix)]
    except NO_ANSWER as fault:
        return [bad("socket", f"no answer from Slack ({_named(fault)})", "Look at [slack] api_url.")]
    return [fine("socket", "Slack opens one")]


async def address(settings: Settings) -> list[Finding]:
    """Call the running bot as Slack does, around the same way: public address, proxy, signature."""
    if not settings.http.public_url:
        fix = "Set [http] public_url to the https:// address that leads to this machine's port."
        return [bad("address", "[http] public_url is not set", fix)]
    url = request_url(settings.http.public_url)
    try:
        return [await _call(url, settings)]
    except NO_ANSWER as fault:
        fix = "Is `convener run` running, and does the address lead to its [http] port?"
        return [bad("address", f"{url} does not answer ({_named(fault)})", fix)]


async def _call(url: str, settings: Settings) -> Finding:
    body = json.dumps({"type": "url_verification", "challenge": "convener-check"})
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
        session.post(url, data=body, headers=_signed(settings, body)) as answer,
    ):
        return _answered(url, answer.status, await answer.text())


def _signed(settings: Settings, body: str) -> dict[str, str]:
    verifier = SignatureVerifier(settings.slack.signing_secret.get_secret_value())
    at = str(int(verifier.clock.now()))
    signature = verifier.generate_signature(timestamp=at, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
    return {**headers, "Content-Type": "application/json"}


def _answered(url: str, status: int, text: str) -> Finding:
    if status == 200 and "convener-check" in text:
        return fine("address", f"{url} answers, and knows the signing secret")
    if status == 401:
        fix = "The bot that runs there has another signing secret: restart it with this one."
        return bad("address", f"{url} refuses our signature", fix)
    return bad(
        "address", f"{url} answers {status}", "Does the address lead to Convener, and not to another program?"
    )


async def membership(client: AsyncWebClient, needed: Mapping[str, str], name: str) -> list[Finding]:
    """The bot hears replies only in channels that it is in."""
    if not needed:
        return [note("channels", "no group has one yet")]
    try:
        joined = await _joined(client)
        gone = [
            await _not_in(client, channel, needed[channel], name) for channel in sorted({*needed} - joined)
        ]
    except (SlackApiError, *NO_ANSWER) as fault:
        return [bad("channels", f"could not be asked for ({_named(fault)})", "Mend what fails above first.")]
    return gone or [fine("channels", f"in all {len(needed)} that groups and leads use")]


async def _joined(client: AsyncWebClient) -> set[str]:
    found: set[str] = set()
    cursor = ""
    while True:
        answer = await client.users_conversations(
            types="public_channel,private_channel", limit=200, cursor=cursor or None
        )
        found |= {channel["id"] for channel in answer["channels"]}
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return found


async def _not_in(client: AsyncWebClient, channel: str, what_for: str, name: str) -> Finding:
    try:
        known: dict[str, Any] = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError:
        says = f"{channel} ({what_for}) is private and without the bot, or gone"
        return bad("channels", says, f"Type `/invite @{name}` there, or give it another channel.")
    if known.get("is_archived"):
        fix = "Unarchive it, or give it another channel."
        return bad("channels", f"#{known['name']} ({what_for}) is archived", fix)
    return bad("channels", f"not in #{known['name']} ({what_for})", f"Type `/invite @{name}` there.")


def _named(fault: BaseException) -> str:
    return str(fault.response["error"]) if isinstance(fault, SlackApiError) else type(fault).__name__
