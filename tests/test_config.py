"""Settings: defaults, who wins, and for each mistake one sentence with its key and fix."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.config import ConfigError, load
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "config.example.toml"
KEY = "A" * 43 + "="


@pytest.fixture(autouse=True)
def empty_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No config.toml, and nothing of ours in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)


def written(text: str) -> Path:
    path = Path("some.toml")
    path.write_text(text, "utf-8")
    return path


def problem(text: str) -> str:
    with pytest.raises(ConfigError) as found:
        load(written(text))
    return str(found.value)


def test_without_file_and_environment_there_are_the_defaults() -> None:
    assert load() == Settings()


def test_the_default_file_is_read_when_it_is_there() -> None:
    Path("config.toml").write_text("[http]\nport = 8080", "utf-8")
    assert load().http.port == 8080


def test_the_example_holds_every_key_with_its_default_and_a_reason_above() -> None:
    assert load(EXAMPLE) == Settings()
    lines = EXAMPLE.read_text("utf-8").splitlines()
    said = tomllib.loads("\n".join(lines))
    known = {name: set(part.annotation.model_fields) for name, part in Settings.model_fields.items()}
    assert {section: set(keys) for section, keys in said.items()} == known
    for above, line in pairwise(lines):
        assert above.startswith("#") or " = " not in line or line.startswith("#"), f"no reason above {line!r}"


def test_the_environment_wins_key_by_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVENER_HTTP__PORT", "8081")
    monkeypatch.setenv("CONVENER_CLOCK__TICK_SECONDS", "0.25")
    found = load(written('[http]\nport = 1\nhost = "::1"\n'))
    assert (found.http.port, found.http.host, found.clock.tick_seconds) == (8081, "::1", 0.25)


@pytest.mark.parametrize("said", ["U1,U2", "U1, U2", '["U1", "U2"]'])
def test_a_list_in_the_environment(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("CONVENER_SLACK__ADMINS", said)
    assert load().slack.admins == ("U1", "U2")


def test_slacks_own_names_are_honoured_and_ours_win(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-theirs")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-theirs")
    monkeypatch.setenv("CONVENER_SLACK__BOT_TOKEN", "xoxb-ours")
    found = load(written('[slack]\napp_token = "xapp-file"'), need="socket").slack
    assert found.bot_token.get_secret_value() == "xoxb-ours"
    assert found.app_token.get_secret_value() == "xapp-theirs"


def test_what_is_set_but_empty_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    monkeypatch.setenv("CONVENER_HTTP__PORT", "")
    found = load(written('[slack]\nbot_token = "xoxb-file"'))
    assert found.slack.bot_token.get_secret_value() == "xoxb-file" and found.http.port == 3000


def test_what_kubernetes_sets_for_a_service_named_convener_is_not_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CONVENER_PORT", "tcp://10.0.0.1:3000")
    monkeypatch.setenv("CONVENER_SERVICE_HOST", "10.0.0.1")
    assert load() == Settings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[http]\nprot = 1", "[http] prot is no key that I know; perhaps port"),
        ("[htpt]\nport = 1", "htpt is no section that I know; perhaps http"),
        ("port = 1", "port is no section that I know; write it below [http]"),
        ('slack = "socket"', "slack must be a section: write [slack]"),
        ('[http]\nport = "3000"', "[http] port must be a whole number from 0 to 65535"),
        ("[http]\nport = true", "[http] port must be a whole number"),
        ("[http]\nport = 65536", "[http] port must be a whole number"),
        ('[slack]\nmode = "sockets"', '[slack] mode must be "socket" or "http"'),
        ('[slack]\nadmins = "U1"', "[slack] admins must be a list of user ids"),
        ("[slack]\nadmins = [1]", "[slack] admins must be a list of user ids"),
        ("[slack]\nbot_token = 7", "[slack] bot_token must be a text"),
        ('[slack]\ncommand = "wg"', "[slack] command must be a slash and"),
        ('[slack]\napi_url = "slack.com/api"', "[slack] api_url must be an address that begins with"),
        ('[database]\nurl = "mysql://x/y"', "[database] url must be an address like sqlite:///FILE"),
        ("[clock]\ntick_seconds = 0", "[clock] tick_seconds must be a number above 0"),
        ('[logging]\nlevel = "loud"', '[logging] level must be "debug"'),
        ("[delivery]\nworkers = 0", "[delivery] workers must be a whole number from 1"),
        ('[privacy]\nrelay_key = "short"', "[privacy] relay_key must be a Fernet key"),
    ],
)
def test_each_mistake_is_one_sentence_that_names_key_and_fix(text: str, named: str) -> None:
    said = problem(text)
    assert said.startswith("some.toml: ") and named in said and said.endswith(".") and "\n" not in said


def test_several_mistakes_are_a_line_each() -> None:
    assert len(problem("[http]\nport = -1\n[clock]\ntick_seconds = -1\n[x]").splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("CONVENER_HTTP__PORT", "x", "CONVENER_HTTP__PORT must be a whole number"),
        ("CONVENER_HTTP__PROT", "1", "CONVENER_HTTP__PROT is no key that I know; perhaps port"),
        ("CONVENER_HTPT__PORT", "1", "CONVENER_HTPT__PORT is no section that I know; perhaps http"),
        ("CONVENER_SLACK__MODE", "x", 'CONVENER_SLACK__MODE must be "socket" or "http"'),
    ],
)
def test_a_mistake_in_the_environment_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, named: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as found:
        load()
    assert named in str(found.value)


def test_a_named_file_must_exist_and_be_toml() -> None:
    with pytest.raises(ConfigError, match=r"no file missing\.toml.*convener init"):
        load(Path("missing.toml"))
    assert "is not TOML" in problem("[http")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(Path())


@pytest.mark.parametrize(
    ("mode", "missing"),
    [("socket", ["bot_token", "app_token"]), ("http", ["bot_token", "signing_secret"])],
)
def test_a_mode_names_the_secrets_that_it_lacks(mode: str, missing: list[str]) -> None:
    with pytest.raises(ConfigError) as found:
        load(written(f'[slack]\nmode = "{mode}"'), need=True)
    assert [line.split()[1] for line in found.value.problems] == missing
    assert all("set SLACK_" in line for line in found.value.problems)


def test_tokens_in_each_others_place_are_noticed() -> None:
    text = '[slack]\nbot_token = "xapp-1"\napp_token = "xoxb-1"'
    with pytest.raises(ConfigError) as found:
        load(written(text), need="socket")
    assert len(found.value.problems) == 2 and "Bot User OAuth Token" in found.value.problems[0]


def test_no_secret_is_ever_shown() -> None:
    secret = "very-secret"
    text = f'[slack]\nbot_token = "xoxb-{secret}"\nsigning_secret = "{secret}"\n'
    url = f'[database]\nurl = "postgresql://u:{secret}@h/d"\n'
    found = load(written(f'{text}{url}[privacy]\nrelay_key = "{KEY}"'))
    assert secret not in repr(found) and KEY not in repr(found)
    wrong = [
        f'{text}[privacy]\nrelay_key = "{secret}"',
        f'[database]\nurl = "{secret}"',
        f'[slack]\nx = "{secret}"',
    ]
    assert not any(secret in problem(each) for each in wrong)


def test_addresses_are_brought_into_one_form() -> None:
    text = '[slack]\napi_url = "http://h/api"\n[http]\npublic_url = "https://x/"\n[database]\nurl = "postgres://h/d"'
    found = load(written(text))
    assert found.slack.api_url == "http://h/api/" and found.http.public_url == "https://x"
    assert found.database.url == "postgresql+psycopg://h/d"
