"""The rows of a case's file, capacity places, and who looked.

Revision: 0002_case_file, after: 0001_all_tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_case_file"
down_revision = "0001_all_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "read_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("action", sa.String(length=1), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("roles", sa.String(length=400), server_default="", nullable=False),
        sa.Column("address", sa.String(length=64), server_default="", nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("object_kind", sa.String(length=30), server_default="", nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=True),
        sa.Column("is_emergency", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "action IN ('C', 'R', 'U', 'D', 'E')", name=op.f("ck_read_entry_action")
        ),
        sa.CheckConstraint(
            "outcome IN ('success', 'refused', 'error')", name=op.f("ck_read_entry_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_read_entry")),
    )
    op.create_index("ix_read_entry_actor_id_at", "read_entry", ["actor_id", "at"], unique=False)
    op.create_index("ix_read_entry_case_id_at", "read_entry", ["case_id", "at"], unique=False)
    op.create_index("ix_read_entry_region_at", "read_entry", ["region", "at"], unique=False)
    op.create_table(
        "read_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_read_seal")),
    )
    op.create_table(
        "meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("municipality", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("skipped", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("attendees", sa.Text(), server_default="", nullable=False),
        sa.Column("without_consent", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("without_consent >= 0", name=op.f("ck_meeting_counted")),
        sa.ForeignKeyConstraint(["region"], ["region.code"], name=op.f("fk_meeting_region_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(
        "ix_meeting_instance_id_recorded_at",
        "meeting",
        ["instance_id", "recorded_at"],
        unique=False,
    )
    op.create_index("ix_meeting_region_held_on", "meeting", ["region", "held_on"], unique=False)
    op.create_table(
        "capacity_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(length=20), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=True),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("delivery_form", sa.String(length=20), server_default="", nullable=False),
        sa.Column("care_packages", sa.String(length=200), server_default="", nullable=False),
        sa.Column("suits", sa.Text(), server_default="", nullable=False),
        sa.Column("contra_indications", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("occupied_since", sa.Date(), nullable=True),
        sa.Column("new_or_adapted_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "case_id IS NULL OR status IN ('gereserveerd', 'bezet')",
            name=op.f("ck_capacity_place_nobody_when_free"),
        ),
        sa.CheckConstraint(
            "status IN ('vrij', 'gereserveerd', 'bezet', 'buiten-gebruik')",
            name=op.f("ck_capacity_place_status"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_capacity_place_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["region"], ["region.code"], name=op.f("fk_capacity_place_region_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_place")),
    )
    op.create_index(op.f("ix_capacity_place_case_id"), "capacity_place", ["case_id"], unique=False)
    op.create_index(
        "ix_capacity_place_region_status", "capacity_place", ["region", "status"], unique=False
    )
    op.create_index(
        "uq_capacity_place_occupant",
        "capacity_place",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("status = 'bezet'"),
        postgresql_where=sa.text("status = 'bezet'"),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=120), server_default="", nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("route", sa.String(length=120), server_default="", nullable=False),
        sa.Column("outcome", sa.String(length=120), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_case_event_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    op.create_index(
        "ix_case_event_case_id_recorded_at", "case_event", ["case_id", "recorded_at"], unique=False
    )
    op.create_index(
        "ix_case_event_kind_recorded_at", "case_event", ["kind", "recorded_at"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("given_by", sa.String(length=60), server_default="", nullable=False),
        sa.Column("manner", sa.String(length=60), server_default="", nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "result IN ('gegeven', 'deels', 'geweigerd')", name=op.f("ck_consent_result")
        ),
        sa.CheckConstraint("valid_to >= given_on", name=op.f("ck_consent_validity")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_consent_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_case_id"), "consent", ["case_id"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=120), server_default="", nullable=False),
        sa.Column("question", sa.Text(), server_default="", nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(length=60), server_default="", nullable=False),
        sa.Column("anonymised", sa.Boolean(), nullable=False),
        sa.Column("table_name", sa.String(length=60), server_default="", nullable=False),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=60), server_default="", nullable=False),
        sa.Column("decision", sa.Text(), server_default="", nullable=False),
        sa.Column("control_party", sa.String(length=200), server_default="", nullable=False),
        sa.Column("financial_agreement", sa.Text(), server_default="", nullable=False),
        sa.Column("next_meeting_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (outcome = '')", name=op.f("ck_escalation_decided")
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 5", name=op.f("ck_escalation_level")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_escalation_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    op.create_index(
        "ix_escalation_case_id_recorded_at", "escalation", ["case_id", "recorded_at"], unique=False
    )
    op.create_table(
        "meeting_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(length=120), server_default="", nullable=False),
        sa.Column("agreement", sa.Text(), server_default="", nullable=False),
        sa.Column("action_holder", sa.String(length=200), server_default="", nullable=False),
        sa.Column("action_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_meeting_item_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_item_meeting_id_meeting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_item")),
    )
    op.create_index(op.f("ix_meeting_item_case_id"), "meeting_item", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_meeting_item_meeting_id"), "meeting_item", ["meeting_id"], unique=False
    )
    op.create_table(
        "refusal_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("spoken_in_person", sa.Boolean(), nullable=True),
        sa.Column("right_explained", sa.Boolean(), nullable=True),
        sa.Column("consequences_explained", sa.Boolean(), nullable=True),
        sa.Column("advocate_offered", sa.Boolean(), nullable=True),
        sa.Column("representative_consulted", sa.Boolean(), nullable=True),
        sa.Column("alternatives", sa.Text(), nullable=False),
        sa.Column("safety_net", sa.String(length=40), server_default="", nullable=False),
        sa.Column("capacity_doubt", sa.String(length=40), server_default="", nullable=False),
        sa.Column("serious_harm", sa.Boolean(), nullable=True),
        sa.Column("conclusion", sa.String(length=40), server_default="", nullable=False),
        sa.Column("motivation", sa.Text(), server_default="", nullable=False),
        sa.Column("client_involved", sa.String(length=10), server_default="", nullable=False),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> recorded_by",
            name=op.f("ck_refusal_check_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_refusal_check_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal_check")),
    )
    op.create_index(op.f("ix_refusal_check_case_id"), "refusal_check", ["case_id"], unique=False)
    op.create_table(
        "termination_check",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.String(length=200), server_default="", nullable=False),
        sa.Column("formally_informed", sa.Boolean(), nullable=True),
        sa.Column("alternative_sought", sa.Boolean(), nullable=True),
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("announced_end_on", sa.Date(), nullable=True),
        sa.Column("conclusion", sa.String(length=40), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_termination_check_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_termination_check")),
    )
    op.create_index(
        op.f("ix_termination_check_case_id"), "termination_check", ["case_id"], unique=False
    )
    op.create_table(
        "transfer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("receiving_office", sa.String(length=120), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=True),
        sa.Column("transfer_on", sa.Date(), nullable=True),
        sa.Column("running_actions", sa.Text(), server_default="", nullable=False),
        sa.Column("warm_handover_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_transfer_case_id_care_case")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer")),
    )
    op.create_index(op.f("ix_transfer_case_id"), "transfer", ["case_id"], unique=False)
    op.create_table(
        "bridging_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("provider", sa.String(length=200), server_default="", nullable=False),
        sa.Column("agb", sa.String(length=8), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("latest_end_on", sa.Date(), nullable=False),
        sa.Column("picture_complete", sa.Boolean(), nullable=True),
        sa.Column("next_place", sa.String(length=40), server_default="", nullable=False),
        sa.Column("next_place_note", sa.Text(), server_default="", nullable=False),
        sa.Column("decision", sa.String(length=60), server_default="", nullable=False),
        sa.Column("decision_motivation", sa.Text(), server_default="", nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ended_on >= starts_on", name=op.f("ck_bridging_place_end")),
        sa.CheckConstraint("latest_end_on >= starts_on", name=op.f("ck_bridging_place_latest_end")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_bridging_place_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["capacity_place.id"],
            name=op.f("fk_bridging_place_place_id_capacity_place"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridging_place")),
    )
    op.create_index(op.f("ix_bridging_place_case_id"), "bridging_place", ["case_id"], unique=False)
    op.create_index(
        "uq_bridging_place_open",
        "bridging_place",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_table(
        "data_sharing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_kind", sa.String(length=60), nullable=False),
        sa.Column("recipient", sa.String(length=200), server_default="", nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("basis", sa.String(length=60), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("anonymised", sa.Boolean(), nullable=False),
        sa.Column("emergency_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("basis <> ''", name=op.f("ck_data_sharing_has_basis")),
        sa.CheckConstraint(
            "basis <> 'noodsituatie' OR emergency_reason <> ''",
            name=op.f("ck_data_sharing_says_why"),
        ),
        sa.CheckConstraint(
            "basis <> 'toestemming' OR consent_id IS NOT NULL",
            name=op.f("ck_data_sharing_names_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_data_sharing_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_data_sharing_consent_id_consent")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_sharing")),
    )
    op.create_index(
        "ix_data_sharing_case_id_recorded_at",
        "data_sharing",
        ["case_id", "recorded_at"],
        unique=False,
    )
    op.create_table(
        "escalation_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=200), server_default="", nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("result", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_task_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (settled_at IS NULL)", name=op.f("ck_escalation_action_settled")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'gedaan', 'niet-gedaan')", name=op.f("ck_escalation_action_state")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_escalation_action_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["escalation_id"],
            ["escalation.id"],
            name=op.f("fk_escalation_action_escalation_id_escalation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_action")),
        sa.UniqueConstraint(
            "escalation_id", "number", name=op.f("uq_escalation_action_escalation_id_number")
        ),
    )
    op.create_index(
        "ix_escalation_action_case_id_state",
        "escalation_action",
        ["case_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_escalation_action_escalation_id"),
        "escalation_action",
        ["escalation_id"],
        unique=False,
    )
    op.create_table(
        "placement_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.String(length=200), server_default="", nullable=False),
        sa.Column("discussed_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("refusal_number", sa.Integer(), nullable=True),
        sa.Column("refusal_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("client_involved", sa.String(length=10), server_default="", nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("refusal_number >= 1", name=op.f("ck_placement_offer_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["care_case.id"], name=op.f("fk_placement_offer_case_id_care_case")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["placement_request.id"],
            name=op.f("fk_placement_offer_request_id_placement_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_offer")),
        sa.UniqueConstraint(
            "case_id", "refusal_number", name=op.f("uq_placement_offer_case_id_refusal_number")
        ),
    )
    op.add_column("care_case", sa.Column("municipality_brp", sa.String(length=120), nullable=True))
    op.add_column("care_case", sa.Column("central_brp", sa.String(length=120), nullable=True))
    op.add_column("care_case", sa.Column("municipality_stay", sa.String(length=120), nullable=True))
    op.add_column("care_case", sa.Column("central_stay", sa.String(length=120), nullable=True))
    op.add_column(
        "party", sa.Column("legal_basis", sa.String(length=60), server_default="", nullable=False)
    )
    op.create_index(
        "ix_stay_episode_ethos_from_date", "stay_episode", ["ethos", "from_date"], unique=False
    )
    # Before the index: of several open stays of one client only the latest stays open.
    op.execute(
        "UPDATE stay_episode SET to_date = from_date WHERE to_date IS NULL AND EXISTS ("
        "SELECT 1 FROM stay_episode AS later WHERE later.client_id = stay_episode.client_id"
        " AND later.to_date IS NULL AND later.id > stay_episode.id)"
    )
    op.create_index(
        "uq_stay_episode_open",
        "stay_episode",
        ["client_id"],
        unique=True,
        sqlite_where=sa.text("to_date IS NULL"),
        postgresql_where=sa.text("to_date IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_stay_episode_open",
        table_name="stay_episode",
        sqlite_where=sa.text("to_date IS NULL"),
        postgresql_where=sa.text("to_date IS NULL"),
    )
    op.drop_index("ix_stay_episode_ethos_from_date", table_name="stay_episode")
    op.drop_column("party", "legal_basis")
    op.drop_column("care_case", "central_stay")
    op.drop_column("care_case", "municipality_stay")
    op.drop_column("care_case", "central_brp")
    op.drop_column("care_case", "municipality_brp")
    op.drop_table("placement_offer")
    op.drop_index(op.f("ix_escalation_action_escalation_id"), table_name="escalation_action")
    op.drop_index("ix_escalation_action_case_id_state", table_name="escalation_action")
    op.drop_table("escalation_action")
    op.drop_index("ix_data_sharing_case_id_recorded_at", table_name="data_sharing")
    op.drop_table("data_sharing")
    op.drop_index(
        "uq_bridging_place_open",
        table_name="bridging_place",
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.drop_index(op.f("ix_bridging_place_case_id"), table_name="bridging_place")
    op.drop_table("bridging_place")
    op.drop_index(op.f("ix_transfer_case_id"), table_name="transfer")
    op.drop_table("transfer")
    op.drop_index(op.f("ix_termination_check_case_id"), table_name="termination_check")
    op.drop_table("termination_check")
    op.drop_index(op.f("ix_refusal_check_case_id"), table_name="refusal_check")
    op.drop_table("refusal_check")
    op.drop_index(op.f("ix_meeting_item_meeting_id"), table_name="meeting_item")
    op.drop_index(op.f("ix_meeting_item_case_id"), table_name="meeting_item")
    op.drop_table("meeting_item")
    op.drop_index("ix_escalation_case_id_recorded_at", table_name="escalation")
    op.drop_table("escalation")
    op.drop_index(op.f("ix_consent_case_id"), table_name="consent")
    op.drop_table("consent")
    op.drop_index("ix_case_event_kind_recorded_at", table_name="case_event")
    op.drop_index("ix_case_event_case_id_recorded_at", table_name="case_event")
    op.drop_table("case_event")
    op.drop_index(
        "uq_capacity_place_occupant",
        table_name="capacity_place",
        sqlite_where=sa.text("status = 'bezet'"),
        postgresql_where=sa.text("status = 'bezet'"),
    )
    op.drop_index("ix_capacity_place_region_status", table_name="capacity_place")
    op.drop_index(op.f("ix_capacity_place_case_id"), table_name="capacity_place")
    op.drop_table("capacity_place")
    op.drop_index("ix_meeting_region_held_on", table_name="meeting")
    op.drop_index("ix_meeting_instance_id_recorded_at", table_name="meeting")
    op.drop_table("meeting")
    op.drop_table("read_seal")
    op.drop_index("ix_read_entry_region_at", table_name="read_entry")
    op.drop_index("ix_read_entry_case_id_at", table_name="read_entry")
    op.drop_index("ix_read_entry_actor_id_at", table_name="read_entry")
    op.drop_table("read_entry")
