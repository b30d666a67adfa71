"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    upgrade_action_owners()
    upgrade_action_rounds()
    upgrade_agenda()
    upgrade_amendments()
    upgrade_channels()
    upgrade_counters()
    upgrade_digest_items()
    upgrade_digest_rounds()
    upgrade_employers()
    upgrade_endorsements()
    upgrade_events()
    upgrade_feedback_cards()
    upgrade_feedback_tags()
    upgrade_gathered()
    upgrade_gatherings()
    upgrade_groups()
    upgrade_handles()
    upgrade_homes()
    upgrade_lead_wishes()
    upgrade_lines()
    upgrade_links()
    upgrade_memberships()
    upgrade_minutes()
    upgrade_news()
    upgrade_outbox()
    upgrade_paces()
    upgrade_people()
    upgrade_posted()
    upgrade_receipts()
    upgrade_sponsorships()
    upgrade_statement_readers()
    upgrade_term_texts()
    upgrade_term_waits()
    upgrade_terms()
    upgrade_turns()
    upgrade_actions()
    upgrade_addresses()
    upgrade_areas()
    upgrade_group_digests()
    upgrade_habits()
    upgrade_imported()
    upgrade_published()
    upgrade_series()
    upgrade_statements()
    upgrade_supports()
    upgrade_term_uses()
    upgrade_aliases()
    upgrade_decisions()
    upgrade_feedback()
    upgrade_meetings()
    upgrade_roles()
    upgrade_versions()
    upgrade_attendance()


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("versions")
    op.drop_table("roles")
    op.drop_table("meetings")
    op.drop_table("feedback")
    op.drop_table("decisions")
    op.drop_table("aliases")
    op.drop_table("term_uses")
    op.drop_table("supports")
    op.drop_table("statements")
    op.drop_table("series")
    op.drop_table("published")
    op.drop_table("imported")
    op.drop_table("habits")
    op.drop_table("group_digests")
    op.drop_table("areas")
    op.drop_table("addresses")
    op.drop_table("actions")
    op.drop_table("turns")
    op.drop_table("terms")
    op.drop_table("term_waits")
    op.drop_table("term_texts")
    op.drop_table("statement_readers")
    op.drop_table("sponsorships")
    op.drop_table("receipts")
    op.drop_table("posted")
    op.drop_table("people")
    op.drop_table("paces")
    op.drop_table("outbox")
    op.drop_table("news")
    op.drop_table("minutes")
    op.drop_table("memberships")
    op.drop_table("links")
    op.drop_table("lines")
    op.drop_table("lead_wishes")
    op.drop_table("homes")
    op.drop_table("handles")
    op.drop_table("groups")
    op.drop_table("gatherings")
    op.drop_table("gathered")
    op.drop_table("feedback_tags")
    op.drop_table("feedback_cards")
    op.drop_table("events")
    op.drop_table("endorsements")
    op.drop_table("employers")
    op.drop_table("digest_rounds")
    op.drop_table("digest_items")
    op.drop_table("counters")
    op.drop_table("channels")
    op.drop_table("amendments")
    op.drop_table("agenda")
    op.drop_table("action_rounds")
    op.drop_table("action_owners")


def upgrade_action_owners() -> None:
    op.create_table(
        "action_owners",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "number", "user", name=op.f("pk_action_owners")),
    )
    with op.batch_alter_table("action_owners", schema=None) as batch_op:
        batch_op.create_index("ix_action_owners_remind_at", ["remind_at", "workspace", "user"], unique=False)
        batch_op.create_index("ix_action_owners_user", ["workspace", "user", "number"], unique=False)


def upgrade_action_rounds() -> None:
    op.create_table(
        "action_rounds",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "user", "day", name=op.f("pk_action_rounds")),
    )


def upgrade_agenda() -> None:
    op.create_table(
        "agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(length=32), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("carried", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_in", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
    )
    with op.batch_alter_table("agenda", schema=None) as batch_op:
        batch_op.create_index("ix_agenda_group_id", ["group_id", "state", "place"], unique=False)
        batch_op.create_index("ix_agenda_note_at", ["note_at"], unique=False)


def upgrade_amendments() -> None:
    op.create_table(
        "amendments",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("owners", sa.JSON(), nullable=True),
        sa.Column("open", sa.JSON(), nullable=True),
        sa.Column("struck", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "number", "entry", name=op.f("pk_amendments")),
    )


def upgrade_channels() -> None:
    op.create_table(
        "channels",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("bot_in", sa.Boolean(), nullable=False),
        sa.Column("greeted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_channels")),
    )


def upgrade_counters() -> None:
    op.create_table(
        "counters",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", name=op.f("pk_counters")),
    )


def upgrade_digest_items() -> None:
    op.create_table(
        "digest_items",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("span", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "number", "who", "span", name=op.f("pk_digest_items")),
    )
    with op.batch_alter_table("digest_items", schema=None) as batch_op:
        batch_op.create_index("ix_digest_items_who", ["workspace", "who", "span"], unique=False)


def upgrade_digest_rounds() -> None:
    op.create_table(
        "digest_rounds",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("span", sa.String(length=24), nullable=False),
        sa.Column("week", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "who", "span", name=op.f("pk_digest_rounds")),
    )
    with op.batch_alter_table("digest_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_digest_rounds_at"), ["at"], unique=False)


def upgrade_employers() -> None:
    op.create_table(
        "employers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employers")),
    )
    with op.batch_alter_table("employers", schema=None) as batch_op:
        batch_op.create_index("ix_employers_person", ["workspace", "user"], unique=False)


def upgrade_endorsements() -> None:
    op.create_table(
        "endorsements",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("via", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "number", "user", name=op.f("pk_endorsements")),
    )


def upgrade_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("was_heard", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_item", ["workspace", "item"], unique=False)
        batch_op.create_index("ix_events_was_heard", ["was_heard", "at"], unique=False)


def upgrade_feedback_cards() -> None:
    op.create_table(
        "feedback_cards",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("audience", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "number", "place", "audience", name=op.f("pk_feedback_cards")),
        sqlite_with_rowid=False,
    )


def upgrade_feedback_tags() -> None:
    op.create_table(
        "feedback_tags",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "tag", "number", name=op.f("pk_feedback_tags")),
        sqlite_with_rowid=False,
    )


def upgrade_gathered() -> None:
    op.create_table(
        "gathered",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "number", name=op.f("pk_gathered")),
    )


def upgrade_gatherings() -> None:
    op.create_table(
        "gatherings",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name=op.f("pk_gatherings")),
    )
    with op.batch_alter_table("gatherings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_gatherings_closes_at"), ["closes_at"], unique=False)


def upgrade_groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("mission", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("acknowledge_days", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirm_days", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sa.UniqueConstraint("workspace", "slug", name=op.f("uq_groups_workspace_slug")),
    )
    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.create_index("ix_groups_channel", ["workspace", "channel"], unique=False)


def upgrade_handles() -> None:
    op.create_table(
        "handles",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("handle", sa.String(length=64), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "handle", name=op.f("pk_handles")),
    )
    with op.batch_alter_table("handles", schema=None) as batch_op:
        batch_op.create_index("ix_handles_user", ["workspace", "user"], unique=False)


def upgrade_homes() -> None:
    op.create_table(
        "homes",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tab", sa.String(length=16), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(length=100), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("redraw_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_homes")),
    )
    with op.batch_alter_table("homes", schema=None) as batch_op:
        batch_op.create_index("ix_homes_redraw_at", ["redraw_at", "workspace", "user"], unique=False)


def upgrade_lead_wishes() -> None:
    op.create_table(
        "lead_wishes",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("pace", sa.String(length=16), nullable=False),
        sa.Column("cap", sa.Integer(), nullable=True),
        sa.Column("delegate", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_lead_wishes")),
    )
    with op.batch_alter_table("lead_wishes", schema=None) as batch_op:
        batch_op.create_index("ix_lead_wishes_delegate", ["workspace", "delegate"], unique=False)


def upgrade_lines() -> None:
    op.create_table(
        "lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=64), nullable=True),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lines")),
        sa.UniqueConstraint("workspace", "ts", "number", name=op.f("uq_lines_workspace_ts_number")),
    )
    with op.batch_alter_table("lines", schema=None) as batch_op:
        batch_op.create_index("ix_lines_number", ["workspace", "number", "id"], unique=False)


def upgrade_links() -> None:
    op.create_table(
        "links",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "cause", "outcome", name=op.f("pk_links")),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index("ix_links_outcome", ["workspace", "outcome"], unique=False)


def upgrade_memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "user", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index("ix_memberships_user", ["workspace", "user"], unique=False)


def upgrade_minutes() -> None:
    op.create_table(
        "minutes",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("live_in", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("drawn", sa.String(length=64), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_scribe", sa.String(length=32), nullable=True),
        sa.Column("scribe", sa.String(length=32), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("was_asked", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_minutes")),
        sa.UniqueConstraint("workspace", "live_in", name=op.f("uq_minutes_workspace_live_in")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index("ix_minutes_ask_at", ["ask_at"], unique=False)
        batch_op.create_index("ix_minutes_group_id", ["group_id", "state"], unique=False)
        batch_op.create_index("ix_minutes_state", ["state", "is_stale"], unique=False)


def upgrade_news() -> None:
    op.create_table(
        "news",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user", "number", name=op.f("pk_news")),
    )
    with op.batch_alter_table("news", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_news_due_at"), ["due_at"], unique=False)


def upgrade_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("to", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=True),
        sa.Column("thread", sa.String(length=128), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsure_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_key", ["workspace", "key", "state"], unique=False)
        batch_op.create_index("ix_outbox_lane", ["state", "workspace", "lane", "id", "due_at"], unique=False)


def upgrade_paces() -> None:
    op.create_table(
        "paces",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("bucket", sa.String(length=255), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "bucket", name=op.f("pk_paces")),
    )


def upgrade_people() -> None:
    op.create_table(
        "people",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("voice", sa.String(length=32), nullable=True),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_to", sa.Time(), nullable=True),
        sa.Column("away_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest_day", sa.Integer(), nullable=True),
        sa.Column("digest_at", sa.Time(), nullable=True),
        sa.Column("digest_off", sa.Boolean(), nullable=False),
        sa.Column("sponsor", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "user", name=op.f("pk_people")),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("ix_people_email", ["workspace", "email"], unique=False)


def upgrade_posted() -> None:
    op.create_table(
        "posted",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_posted")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("posted", schema=None) as batch_op:
        batch_op.create_index("ix_posted_place", ["workspace", "channel", "ts"], unique=False)


def upgrade_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_receipts")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_at"), ["at"], unique=False)


def upgrade_sponsorships() -> None:
    op.create_table(
        "sponsorships",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sponsor", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_sponsorships")),
    )
    with op.batch_alter_table("sponsorships", schema=None) as batch_op:
        batch_op.create_index("ix_sponsorships_ask_at", ["ask_at"], unique=False)
        batch_op.create_index("ix_sponsorships_sponsor", ["workspace", "sponsor"], unique=False)


def upgrade_statement_readers() -> None:
    op.create_table(
        "statement_readers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "number", "place", name=op.f("pk_statement_readers")),
    )
    with op.batch_alter_table("statement_readers", schema=None) as batch_op:
        batch_op.create_index("ix_statement_readers_place", ["workspace", "place"], unique=False)


def upgrade_term_texts() -> None:
    op.create_table(
        "term_texts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "number", name=op.f("pk_term_texts")),
    )


def upgrade_term_waits() -> None:
    op.create_table(
        "term_waits",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "kind", "number", name=op.f("pk_term_waits")),
    )


def upgrade_terms() -> None:
    op.create_table(
        "terms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column(
            "word",
            sa.String(length=40).with_variant(sa.String(length=40, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
        sa.UniqueConstraint("workspace", "kind", "word", name=op.f("uq_terms_workspace_kind_word")),
    )
    with op.batch_alter_table("terms", schema=None) as batch_op:
        batch_op.create_index("ix_terms_texts", ["workspace", "kind", "word", "texts", "id"], unique=False)


def upgrade_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "kind", "who", name=op.f("pk_turns")),
    )
    with op.batch_alter_table("turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_turns_next_at"), ["next_at"], unique=False)


def upgrade_actions() -> None:
    op.create_table(
        "actions",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("due_at", sa.Time(), nullable=True),
        sa.Column("created_by", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(length=128), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_actions_group_id")),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_actions")),
        sa.UniqueConstraint("workspace", "origin", name=op.f("uq_actions_workspace_origin")),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index("ix_actions_created_by", ["workspace", "created_by"], unique=False)
        batch_op.create_index("ix_actions_group_id", ["group_id", "state", "due"], unique=False)


def upgrade_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_addresses_group_id")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_addresses")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index("ix_addresses_user", ["workspace", "user"], unique=False)


def upgrade_areas() -> None:
    op.create_table(
        "areas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_areas_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_areas")),
        sa.UniqueConstraint("workspace", "slug", name=op.f("uq_areas_workspace_slug")),
    )
    with op.batch_alter_table("areas", schema=None) as batch_op:
        batch_op.create_index("ix_areas_group_id", ["group_id"], unique=False)


def upgrade_group_digests() -> None:
    op.create_table(
        "group_digests",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Integer(), nullable=True),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_digests_group_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_digests")),
    )


def upgrade_habits() -> None:
    op.create_table(
        "habits",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("day_before", sa.Integer(), nullable=True),
        sa.Column("soon", sa.Integer(), nullable=True),
        sa.Column("countries", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_habits_group_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_habits")),
    )


def upgrade_imported() -> None:
    op.create_table(
        "imported",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("meetings", sa.Text(), nullable=False),
        sa.Column("rest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_imported_group_id")),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_imported")),
    )


def upgrade_published() -> None:
    op.create_table(
        "published",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=80), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_published_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published")),
        sa.UniqueConstraint(
            "workspace", "meeting", "entry", name=op.f("uq_published_workspace_meeting_entry")
        ),
    )
    with op.batch_alter_table("published", schema=None) as batch_op:
        batch_op.create_index("ix_published_by", ["workspace", "by"], unique=False)
        batch_op.create_index("ix_published_group_id", ["workspace", "group_id"], unique=False)


def upgrade_series() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("plan_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_series_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("workspace", "slug", name=op.f("uq_series_workspace_slug")),
    )
    with op.batch_alter_table("series", schema=None) as batch_op:
        batch_op.create_index("ix_series_group_id", ["group_id"], unique=False)
        batch_op.create_index("ix_series_plan_at", ["plan_at"], unique=False)


def upgrade_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_statements_group_id")),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_statements")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_group_id"), ["group_id"], unique=False)


def upgrade_supports() -> None:
    op.create_table(
        "supports",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["agenda.id"], name=op.f("fk_supports_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "user", "how", name=op.f("pk_supports")),
    )


def upgrade_term_uses() -> None:
    op.create_table(
        "term_uses",
        sa.Column("word_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["word_id"], ["terms.id"], name=op.f("fk_term_uses_word_id")),
        sa.PrimaryKeyConstraint("word_id", "number", name=op.f("pk_term_uses")),
        sqlite_with_rowid=False,
    )


def upgrade_aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_aliases_area_id")),
        sa.PrimaryKeyConstraint("area_id", "alias", name=op.f("pk_aliases")),
    )


def upgrade_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("urls", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=255), nullable=False),
        sa.Column("present", sa.JSON(), nullable=False),
        sa.Column("meeting", sa.Integer(), nullable=True),
        sa.Column("entry", sa.String(length=80), nullable=True),
        sa.Column("amends", sa.Integer(), nullable=True),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_decisions_area_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_decisions_group_id")),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "workspace", "meeting", "entry", name=op.f("uq_decisions_workspace_meeting_entry")
        ),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index("ix_decisions_amends", ["workspace", "amends"], unique=False)
        batch_op.create_index("ix_decisions_by", ["workspace", "by"], unique=False)
        batch_op.create_index("ix_decisions_group", ["group_id", "superseded_by", "review_on"], unique=False)


def upgrade_feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=True),
        sa.Column("relay", sa.Text(), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("for_user", sa.String(length=32), nullable=True),
        sa.Column("for_name", sa.String(length=150), nullable=True),
        sa.Column("voice", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("axis", sa.String(length=16), nullable=True),
        sa.Column("severity", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("resume_state", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("source_author", sa.String(length=32), nullable=True),
        sa.Column("route", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=8), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("in_thread", sa.Boolean(), nullable=False),
        sa.Column("likely", sa.JSON(), nullable=False),
        sa.Column("is_indexed", sa.Boolean(), nullable=False),
        sa.Column("was_offered", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returns_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudge_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_feedback_area_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_feedback_group_id")),
        sa.PrimaryKeyConstraint("workspace", "number", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_author", ["workspace", "author"], unique=False)
        batch_op.create_index("ix_feedback_closed_at", ["workspace", "group_id", "closed_at"], unique=False)
        batch_op.create_index(
            "ix_feedback_for_user",
            ["workspace", "for_user"],
            unique=False,
            sqlite_where=sa.text("for_user IS NOT NULL"),
            postgresql_where=sa.text("for_user IS NOT NULL"),
        )
        batch_op.create_index("ix_feedback_group", ["workspace", "group_id", "state"], unique=False)
        batch_op.create_index("ix_feedback_is_indexed", ["is_indexed"], unique=False)
        batch_op.create_index(
            "ix_feedback_merged_into",
            ["workspace", "merged_into"],
            unique=False,
            sqlite_where=sa.text("merged_into IS NOT NULL"),
            postgresql_where=sa.text("merged_into IS NOT NULL"),
        )
        batch_op.create_index("ix_feedback_nudge_at", ["nudge_at"], unique=False)
        batch_op.create_index(
            "ix_feedback_relay",
            ["relay"],
            unique=False,
            sqlite_where=sa.text("relay IS NOT NULL"),
            postgresql_where=sa.text("relay IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_feedback_returns_at",
            ["returns_at"],
            unique=False,
            sqlite_where=sa.text("returns_at IS NOT NULL"),
            postgresql_where=sa.text("returns_at IS NOT NULL"),
        )


def upgrade_meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("original_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminder", sa.String(length=8), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_meetings_group_id")),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_meetings_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("series_id", "original_at", name=op.f("uq_meetings_series_id_original_at")),
        sa.UniqueConstraint("workspace", "number", name=op.f("uq_meetings_workspace_number")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index("ix_meetings_group_id", ["group_id", "state", "starts_at"], unique=False)
        batch_op.create_index("ix_meetings_live", ["state", "workspace", "channel"], unique=False)
        batch_op.create_index("ix_meetings_remind_at", ["remind_at"], unique=False)


def upgrade_roles() -> None:
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["area_id"], ["areas.id"], name=op.f("fk_roles_area_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_roles_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.create_index("ix_roles_group_id", ["group_id"], unique=False)
        batch_op.create_index("ix_roles_user", ["workspace", "user"], unique=False)


def upgrade_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_versions_series_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index("ix_versions_series_id", ["series_id"], unique=False)


def upgrade_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=32), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_attendance_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "user", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_user", ["workspace", "user"], unique=False)
