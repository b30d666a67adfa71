"""`convener check` against a real workspace: what it finds, with the fix, and that it changes nothing."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography.fernet import Fernet
from sqlalchemy import insert

from bot import check
from bot.app import App
from bot.checks import slack
from bot.checks.findings import Finding
from bot.clock import Clock
from bot.config import load
from bot.manifest import manifest
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.stage import free_port
from handlers import sealing
from storage import areas, feedback, groups, migrate
from storage.db import Database

NOW = Clock().real()
Said = dict[str, list[Finding]]


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)


def workspace() -> Workspace:
    ws = Workspace(manifest=manifest())
    ana = ws.add_person("ana", "Ana")
    ws.add_channel("with-bot", [ana, ws.app.user_id])
    ws.add_channel("without-bot", [ana])
    ws.add_channel("secret", [ana], is_private=True)
    return ws


def configured(sandbox: Sandbox, **more: str) -> None:
    """A config.toml that fits the workspace, and a database that is up to date."""
    keys = {
        "api_url": sandbox.api_url,
        "bot_token": sandbox.bot_token,
        "app_token": sandbox.app_token,
        "signing_secret": sandbox.signing_secret,
        **more,
    }
    lines = "\n".join(f'{key} = "{value}"' for key, value in keys.items())
    Path("config.toml").write_text(f"[slack]\n{lines}\n", "utf-8")
    database = Database("sqlite:///convener.db")
    migrate.upgrade(database)
    database.close()


def stored(write: Callable[..., object]) -> None:
    database = Database("sqlite:///convener.db")
    with database.transaction() as db:
        write(db)
    database.close()


async def looked() -> Said:
    said: Said = {}
    for found in await check.look(None):
        said.setdefault(found.what, []).append(found)
    return said


def asked(story: Callable[[Sandbox], object], ws: Workspace | None = None) -> None:
    async def run() -> None:
        async with Sandbox(ws or workspace()) as sandbox:
            configured(sandbox)
            await story(sandbox)  # type: ignore[misc]

    asyncio.run(run())


def test_all_is_well_and_nothing_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    async def story(sandbox: Sandbox) -> None:
        before = hashlib.sha256(Path("convener.db").read_bytes()).hexdigest()
        assert await check.check(None) == 0
        said = capsys.readouterr().out
        assert "✗" not in said and sandbox.bot_token not in said and sandbox.app_token not in said
        for what in ("config", "database", "bot token", "scopes", "clock", "socket", "channels"):
            assert f" {what} " in said
        assert hashlib.sha256(Path("convener.db").read_bytes()).hexdigest() == before
        assert not sandbox.connected and "chat.postMessage" not in sandbox.web_api.calls

    asked(story)


def test_json_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    async def story(_: Sandbox) -> None:
        assert await check.check(None, json=True) == 0
        said = json.loads(capsys.readouterr().out)
        assert said["ok"] is True and {"what", "ok", "says", "fix"} == set(said["checks"][0])

    asked(story)


def test_a_mistake_in_the_settings_is_a_finding(capsys: pytest.CaptureFixture[str]) -> None:
    Path("config.toml").write_text("[http]\nport = -1", "utf-8")
    assert asyncio.run(check.check(None)) == 1
    assert "✗ config" in capsys.readouterr().out


def test_without_secrets_each_is_named() -> None:
    said = asyncio.run(looked())
    assert [found.ok for found in said["config"]] == [False, False]
    assert "bot token" not in said and "socket" not in said


def test_the_database_that_is_missing_or_behind_is_named() -> None:
    async def story(_: Sandbox) -> None:
        Path("convener.db").unlink()
        (missing,) = (await looked())["database"]
        assert missing.ok is False and "convener migrate" in missing.fix
        assert not Path("convener.db").exists()
        Database("sqlite:///convener.db").engine.connect().close()
        (behind,) = (await looked())["database"]
        assert behind.ok is False and "0001" in behind.says and "convener migrate" in behind.fix

    asked(story)


def test_a_wrong_token_is_named_with_what_slack_says() -> None:
    async def story(sandbox: Sandbox) -> None:
        configured(sandbox, bot_token="xoxb-wrong", app_token="xapp-wrong")
        said = await looked()
        assert "invalid_auth" in said["bot token"][0].says and "invalid_auth" in said["socket"][0].says
        assert "scopes" not in said and "channels" not in said

    asked(story)


def test_slack_out_of_reach_is_named() -> None:
    async def story(sandbox: Sandbox) -> None:
        configured(sandbox, api_url="http://127.0.0.1:1/api/")
        said = await looked()
        assert said["bot token"][0].ok is False and "api_url" in said["bot token"][0].fix

    asked(story)


def test_a_scope_that_was_not_granted_is_named() -> None:
    ws = workspace()
    made = manifest()
    made["oauth_config"]["scopes"]["bot"].remove("channels:join")
    ws.app.install(made)

    async def story(_: Sandbox) -> None:
        (found,) = (await looked())["scopes"]
        assert found.ok is False and found.says == "channels:join not granted" and "reinstall" in found.fix

    asked(story, ws)


def test_a_server_that_tells_no_scopes_is_no_fault() -> None:
    assert slack.scopes(None).ok is None


@pytest.mark.parametrize(("ahead", "ok"), [(0, True), (59, True), (-59, True), (70, False), (-400, False)])
def test_the_clock_may_be_off_by_a_minute(ahead: int, ok: bool) -> None:
    now = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    found = slack.skew("Mon, 02 Mar 2026 10:00:00 GMT", now + timedelta(seconds=ahead))
    assert found.ok is ok and ("NTP" in found.fix) is not ok


def test_channels_without_the_bot_are_named_with_what_to_type() -> None:
    ws = workspace()
    ids = {name: ws.channel(name).id for name in ("with-bot", "without-bot", "secret")}

    async def story(sandbox: Sandbox) -> None:
        def write(db) -> None:
            for number, channel in enumerate(ids.values()):
                group = groups.add_group(db, ws.id, f"g{number}", "G", NOW, channel=channel)
            areas.add_area(db, ws.id, group, "nova", "Nova", channel=ids["without-bot"])

        stored(write)
        without, secret = sorted((await looked())["channels"], key=lambda f: "private" in f.says)
        assert without.ok is False and "#without-bot (the group g1)" in without.says
        assert without.fix == "Type `/invite @convener` there."
        assert ids["secret"] in secret.says and secret.ok is False
        await sandbox.hands.invites_bot("ana", "without-bot")
        await sandbox.hands.invites_bot("ana", "secret")
        (well,) = (await looked())["channels"]
        assert well.ok is True and "all 3" in well.says

    asked(story, ws)


def test_the_relay_key_must_open_what_was_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    key, other = (Fernet.generate_key().decode() for _ in range(2))
    values = {"workspace": "T1", "number": 1, "text": "x", "state": "new", "created_at": NOW}

    async def story(_: Sandbox) -> None:
        (unset,) = (await looked())["relay key"]
        assert unset.ok is None and "urandom" in unset.fix
        sealed = insert(feedback.feedback).values(**values, relay=sealing.seal(key, "U1"))
        stored(lambda db: db.execute(sealed))
        for given, ok in ((key, True), (other, False)):
            monkeypatch.setenv("CONVENER_PRIVACY__RELAY_KEY", given)
            (found,) = (await looked())["relay key"]
            assert found.ok is ok and given not in found.says

    asked(story)


@asynccontextmanager
async def listening(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def test_the_address_is_called_as_slack_does(monkeypatch: pytest.MonkeyPatch) -> None:
    async def found() -> Finding:
        return (await looked())["address"][0]

    async def story(_: Sandbox) -> None:
        monkeypatch.setenv("CONVENER_SLACK__MODE", "http")
        assert "public_url is not set" in (await found()).says
        monkeypatch.setenv("CONVENER_HTTP__PUBLIC_URL", "http://127.0.0.1:1")
        assert "does not answer" in (await found()).says
        port = free_port()
        monkeypatch.setenv("CONVENER_HTTP__PORT", str(port))
        monkeypatch.setenv("CONVENER_HTTP__PUBLIC_URL", f"http://127.0.0.1:{port}")
        bot = await App.build(load())
        await bot.start(drum=False)
        assert (await found()).ok is True
        monkeypatch.setenv("CONVENER_SLACK__SIGNING_SECRET", "another")
        assert "refuses our signature" in (await found()).says
        await bot.stop()
        async with listening(web.Application()) as url:
            monkeypatch.setenv("CONVENER_HTTP__PUBLIC_URL", url)
            assert "answers 404" in (await found()).says

    asked(story)
