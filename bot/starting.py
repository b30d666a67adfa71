"""Writes the first configuration file of an installation."""

from __future__ import annotations

from pathlib import Path

EXAMPLE = "config.example.toml"


def write_config(path: Path) -> str:
    """What was done, in words."""
    if path.exists():
        return f"{path} is there already; I left it alone."
    path.write_text(_example(), "utf-8")
    path.chmod(0o600)
    return f"Wrote {path}. Fill in the tokens, or set them in the environment; then `convener check`."


def _example() -> str:
    """Beside the packages in a clone, inside this one when installed."""
    here = Path(__file__).parent
    beside = [folder / EXAMPLE for folder in (here, here.parent)]
    return next(path for path in beside if path.is_file()).read_text("utf-8")
