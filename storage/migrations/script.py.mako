"""${message[0].upper() + message[1:]}."""
<% tables = [name for name in context.keys() if name.startswith("upgrade_")] %>
import sqlalchemy as sa
from alembic import op

revision = "${up_revision}"
down_revision = ${f'"{down_revision}"' if down_revision else None}


def upgrade() -> None:
% for name in tables:
    ${name}()
% endfor


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}

% for name in tables:

def ${name}() -> None:
    ${context.get(name)}

% endfor
