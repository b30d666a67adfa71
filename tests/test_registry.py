"""`convener import` and `export` as an operator uses them: against a workspace, from and to a file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.config import ConfigError
from bot.registry import export_file, import_file
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import Workspace
from bot.settings import Settings
from handlers.contract import UserError

SIGS = """
sigs:
- name: Storage
  dir: sig-storage
  mission_statement: Keeps bytes.
  leadership:
    chairs:
    - {github: ana, name: Ana Example, email: ana@example.org, company: Acme}
    tech_leads:
    - {github: zoe, name: Zoe Nobody, company: Acme}
  contact: {slack: storage}
  subprojects:
  - name: volumes
    owners: [https://example.org/OWNERS]
"""


def settings(sandbox: Sandbox) -> Settings:
    slack = {"api_url": sandbox.api_url, "bot_token": sandbox.bot_token}
    return Settings.model_validate({"slack": slack, "database": {"url": "sqlite:///convener.db"}})


def story(
    tell: Callable[[Settings], Awaitable[None]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sigs.yaml").write_text(SIGS, "utf-8")

    async def run() -> None:
        ws = Workspace()
        ws.add_channel("storage", [ws.add_person("ana", "Ana", email="ana@example.org"), ws.app.user_id])
        async with Sandbox(ws) as sandbox:
            await tell(settings(sandbox))

    asyncio.run(run())


def test_a_dry_run_only_tells_and_twice_changes_nothing(tmp_path, monkeypatch, capsys) -> None:
    async def tell(given: Settings) -> None:
        async def said(dry_run: bool) -> str:
            assert await import_file(given, Path("sigs.yaml"), None, dry_run) == 0
            return capsys.readouterr().out

        foreseen, done, again = await said(True), await said(False), await said(False)
        assert foreseen == done and "sig-storage" in done and "volumes" in done
        assert "Zoe Nobody" in done, "who could not be matched is named"
        assert "Changes: none" in again

    story(tell, tmp_path, monkeypatch)


def test_what_was_imported_is_exported(tmp_path, monkeypatch, capsys) -> None:
    async def tell(given: Settings) -> None:
        await import_file(given, Path("sigs.yaml"), None, False)
        capsys.readouterr()
        assert export_file(given, None) == export_file(given, Path("out.yaml")) == 0
        printed = capsys.readouterr().out
        assert Path("out.yaml").read_text("utf-8") == printed and "Ana" in printed and "volumes" in printed
        await import_file(given, Path("out.yaml"), None, True)
        assert "Changes: none" in capsys.readouterr().out

    story(tell, tmp_path, monkeypatch)


def test_who_is_who_may_be_said_in_a_file(tmp_path, monkeypatch, capsys) -> None:
    async def tell(given: Settings) -> None:
        Path("people.yaml").write_text("zoe: ana@example.org\n", "utf-8")
        await import_file(given, Path("sigs.yaml"), Path("people.yaml"), True)
        assert "Zoe Nobody" not in capsys.readouterr().out.partition("Not used")[2]

    story(tell, tmp_path, monkeypatch)


def test_what_cannot_be_read_is_a_sentence(tmp_path, monkeypatch) -> None:
    async def tell(given: Settings) -> None:
        Path("binary").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(UserError, match=r"binary is not a text in UTF-8\."):
            await import_file(given, Path("binary"), None, True)
        with pytest.raises(ConfigError, match="bot_token is missing"):
            await import_file(Settings(), Path("sigs.yaml"), None, True)

    story(tell, tmp_path, monkeypatch)
