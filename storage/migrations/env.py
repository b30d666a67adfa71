"""What Alembic runs for every command, on the connection that storage/migrate.py hands in."""

from itertools import groupby

from alembic import context
from alembic.operations.ops import DowngradeOps, DropTableOp, MigrationScript, UpgradeOps

from storage.db import Utc
from storage.tables import metadata


def _frozen(kind: str, item: object, _autogen: object) -> str | bool:
    """A revision must mean the same in ten years: it names no type of ours."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Utc) else False


def _by_table(_context: object, _revision: object, scripts: list[MigrationScript]) -> None:
    """One function a table, so that a revision can be read; a dropped table takes its indexes along."""
    (script,) = scripts
    (up,), (down,) = script.upgrade_ops_list, script.downgrade_ops_list
    dropped = {op.table_name for op in down.ops if isinstance(op, DropTableOp)}
    kept = [op for op in down.ops if isinstance(op, DropTableOp) or op.table_name not in dropped]
    tables = [(name, list(ops)) for name, ops in groupby(up.ops, key=lambda op: op.table_name)]
    script.upgrade_ops = [UpgradeOps(ops, upgrade_token=f"upgrade_{name}") for name, ops in tables]
    script.downgrade_ops = [DowngradeOps(kept)] + [DowngradeOps([], downgrade_token="") for _ in tables[1:]]


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_frozen,
    process_revision_directives=_by_table,
)
with context.begin_transaction():
    context.run_migrations()
