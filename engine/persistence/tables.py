"""All tables of Loopplank, grouped by noun.

Writers go through `UnitOfWork` and its repositories; readers (`engine.queries`) build their
selects on these tables. Ids are UUIDv7, moments aware UTC, JSON is text with its key order kept.

    definition ──< process_instance ──< user_task ──< user_task_candidate
                          │  └───────< job ──< incident
    client ──< care_case ─┘  └───────< subscription, history_event
    signal ──> care_case     region ──< everything (first wall: every query names its regions)
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from engine.persistence.types import JsonText, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# ── Regions, people, sessions ────────────────────────────────────────────────────────────────

region = Table(
    "region",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("care_office", String(200), nullable=False, server_default=""),
    Column("uzovi", String(4)),
    Column("next_case_number", Integer, nullable=False, server_default="1"),
    Column("next_signal_number", Integer, nullable=False, server_default="1"),
    # Raised by SetTerm: a cached set of terms is good as long as this number stands.
    Column("terms_revision", Integer, nullable=False, server_default="0"),
)

user_account = Table(
    "user_account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("username", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("email", String(200)),
    Column("password_hash", String(255), nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", UtcDateTime, nullable=False),
)

role_grant = Table(
    "role_grant",
    metadata,
    Column("user_id", Uuid, ForeignKey("user_account.id"), primary_key=True),
    Column("role", String(40), primary_key=True),
    Column("region", String(20), primary_key=True),  # '*' = every region
    Column("granted_at", UtcDateTime, nullable=False),
    Column("granted_by", Uuid),
)

web_session = Table(
    "web_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),  # SHA-256 of the cookie, never the cookie
    Column("user_id", Uuid, ForeignKey("user_account.id"), nullable=False, index=True),
    Column("csrf_token", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("username", String(80), nullable=False),
    Column("address", String(64), nullable=False, server_default=""),
    Column("succeeded", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_login_attempt_username_at", "username", "at"),
    Index("ix_login_attempt_address_at", "address", "at"),
)

app_state = Table(
    "app_state",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
)

region_term = Table(
    "region_term",
    metadata,
    Column("region", String(20), primary_key=True),  # '' = national
    Column("name", String(80), primary_key=True),
    Column("effective_from", Date, primary_key=True),
    Column("value", String(80), nullable=False),
    Column("set_by", Uuid),
    Column("set_at", UtcDateTime, nullable=False),
)

# ── Definitions ──────────────────────────────────────────────────────────────────────────────

definition = Table(
    "definition",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(10), nullable=False),  # process | decision | form
    Column("key", String(120), nullable=False),
    Column("name", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("region", String(20), ForeignKey("region.code")),  # NULL = national
    Column("source", LargeBinary, nullable=False),  # exactly the bytes that came in
    Column("filename", String(200), nullable=False),
    Column("digest", String(64), nullable=False),  # SHA-256 of source, hexadecimal
    Column("start_message", String(120)),  # name of the message that starts the process
    Column("based_on", Uuid, ForeignKey("definition.id")),
    Column("state", String(12), nullable=False, server_default="published"),
    Column("created_by", Uuid),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "key", "region", "version"),
    CheckConstraint("kind IN ('process', 'decision', 'form')", name="kind"),
    CheckConstraint("state IN ('published', 'withdrawn')", name="state"),
    # NULLs never collide in a unique constraint, so national versions need their own index.
    Index(
        "uq_definition_national",
        "kind",
        "key",
        "version",
        unique=True,
        sqlite_where=text("region IS NULL"),
        postgresql_where=text("region IS NULL"),
    ),
    Index("ix_definition_start_message", "start_message"),
)

definition_draft = Table(
    "definition_draft",
    metadata,
    Column("kind", String(10), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("region", String(20), primary_key=True),  # '' = national
    Column("source", LargeBinary, nullable=False),
    Column("filename", String(200), nullable=False, server_default=""),
    Column("based_on", Uuid, ForeignKey("definition.id")),
    Column("updated_by", Uuid),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
)

# ── Clients, cases, signals ──────────────────────────────────────────────────────────────────

client = Table(
    "client",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False, index=True),
    Column("bsn_cipher", LargeBinary),  # AES-256-GCM, bound to this row's id; NULL = unknown
    Column("bsn_index", String(64), unique=True),  # HMAC of the BSN: equality search only
    Column("identity_unknown", Boolean, nullable=False, server_default=text("false")),
    Column("family_name", String(200), nullable=False),
    Column("prefix", String(20), nullable=False, server_default=""),
    Column("initials", String(20), nullable=False, server_default=""),
    Column("given_names", String(200), nullable=False, server_default=""),
    Column("salutation", String(40), nullable=False, server_default=""),
    Column("search_name", String(450), nullable=False, index=True),  # lower case, no accents
    Column("birth_date", Date),
    Column("gender", String(1)),  # iWlz COD046
    Column("secret_address", Boolean, nullable=False, server_default=text("false")),
    Column("language", String(20), nullable=False, server_default="nl"),
    Column("deceased_on", Date),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

client_address = Table(
    "client_address",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", Uuid, ForeignKey("client.id"), nullable=False, index=True),
    Column("kind", String(40), nullable=False),  # COD757 or: briefadres, laatst bekend
    Column("street", String(200), nullable=False, server_default=""),
    Column("number", String(20), nullable=False, server_default=""),
    Column("postcode", String(10), nullable=False, server_default=""),
    Column("city", String(120), nullable=False, server_default=""),
    Column("country", String(60), nullable=False, server_default="Nederland"),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("source", String(80), nullable=False, server_default=""),
    Column("verified_on", Date),
)

client_contact = Table(
    "client_contact",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", Uuid, ForeignKey("client.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),  # telefoon | e-mail | relatie
    Column("value", String(200), nullable=False, server_default=""),
    Column("name", String(200), nullable=False, server_default=""),
    Column("relation", String(80), nullable=False, server_default=""),
    Column("usable", Boolean, nullable=False, server_default=text("true")),
    Column("source", String(80), nullable=False, server_default=""),
)

indication = Table(
    "indication",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", Uuid, ForeignKey("client.id"), nullable=False, index=True),
    Column("decision_number", String(40), nullable=False, server_default=""),
    Column("care_package", String(10), nullable=False, server_default=""),  # zzpCode COD163
    Column("ground", String(120), nullable=False, server_default=""),
    Column("granted_on", Date),
    Column("effective_from", Date),
    Column("ends_on", Date),
    Column("lapsed_on", Date),
)

care_case = Table(
    "care_case",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("client_id", Uuid, ForeignKey("client.id"), nullable=False, index=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("state", String(60), nullable=False),
    Column("urgency", Integer),
    Column("case_holder_id", Uuid, ForeignKey("user_account.id")),  # casushouder: ours, a person
    Column("control_party", String(200)),  # regiehouder: agreed at a table, may be external
    Column("file_holder", String(200)),  # dossierhouder: iWlz role of a provider
    Column("ethos", String(10)),
    Column("repeat_count", Integer, nullable=False, server_default="0"),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closing_ground", String(200)),
    Column("revision", Integer, nullable=False, server_default="1"),
    Index("ix_care_case_region_state", "region", "state"),
    Index("ix_care_case_region_closed_at", "region", "closed_at"),
    Index("ix_care_case_case_holder_id", "case_holder_id"),
    # Nobody has two open cases: a second signal joins the first.
    Index(
        "uq_care_case_open_client",
        "client_id",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)

intake_batch = Table(
    "intake_batch",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("filename", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("status", String(20), nullable=False),
    Column("mode", String(10), nullable=False, server_default="per-row"),
    Column("content", LargeBinary),  # kept between preview and confirmation only
    Column("row_count", Integer, nullable=False, server_default="0"),
    Column("accepted", Integer, nullable=False, server_default="0"),
    Column("rejected", Integer, nullable=False, server_default="0"),
    Column("suppressed", Integer, nullable=False, server_default="0"),
    Column("uploaded_by", Uuid),
    Column("uploaded_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Index("ix_intake_batch_region_uploaded_at", "region", "uploaded_at"),
)

signal = Table(
    "signal",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, unique=True),  # the same signal twice is one
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("client_id", Uuid, ForeignKey("client.id"), index=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("source", String(40), nullable=False),
    Column("kind", String(60), nullable=False),
    Column("signal_date", Date, nullable=False),
    Column("ethos", String(10)),
    Column("safety_risk", String(20)),
    Column("status", String(20), nullable=False),  # nieuw | in behandeling | afgehandeld
    Column("outcome", String(60)),
    Column("facts", JsonText, nullable=False),
    Column("intake_batch_id", Uuid, ForeignKey("intake_batch.id"), index=True),
    Column("received_at", UtcDateTime, nullable=False),
    Index("ix_signal_region_status", "region", "status"),
)

intake_row = Table(
    "intake_row",
    metadata,
    Column("batch_id", Uuid, ForeignKey("intake_batch.id"), primary_key=True),
    Column("row_number", Integer, primary_key=True),
    Column("status", String(20), nullable=False),  # accepted | rejected | suppressed
    Column("reason", Text, nullable=False, server_default=""),
    Column("signal_id", Uuid, ForeignKey("signal.id")),
)

party = Table(
    "party",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("role", String(80), nullable=False),
    Column("organisation", String(200), nullable=False, server_default=""),
    Column("person", String(200), nullable=False, server_default=""),
    Column("responsibility", Text, nullable=False, server_default=""),
    Column("sharing_allowed", Boolean),
    Column("task_id", Uuid),
    Column("created_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)

contact_attempt = Table(
    "contact_attempt",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("task_id", Uuid),
    Column("kind", String(20), nullable=False),  # client | provider | conversation
    Column("attempt_number", Integer, nullable=False),
    Column("recipient", String(200), nullable=False, server_default=""),
    Column("channel", String(60), nullable=False, server_default=""),
    Column("result", String(80), nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
    Column("appointment_at", UtcDateTime),
    Column("next_attempt_on", Date),
    Column("note", Text, nullable=False, server_default=""),
    Column("actor_id", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    Index("ix_contact_attempt_case_id_at", "case_id", "at"),
)

stay_episode = Table(
    "stay_episode",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client_id", Uuid, ForeignKey("client.id"), nullable=False, index=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("ethos", String(10), nullable=False),
    Column("from_date", Date, nullable=False),
    Column("to_date", Date),
    Column("municipality", String(120), nullable=False, server_default=""),
    Column("shelter", String(200), nullable=False, server_default=""),
    Column("source", String(80), nullable=False, server_default=""),
    Column("task_id", Uuid),
)

placement_request = Table(
    "placement_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("provider", String(200), nullable=False, server_default=""),
    Column("agb", String(8)),
    Column("asked_on", Date, nullable=False),
    Column("outcome", String(60), nullable=False, server_default=""),
    Column("intake_on", Date),
    Column("waiting_time", String(80), nullable=False, server_default=""),
    Column("rejection_reason", String(120), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("recorded_at", UtcDateTime, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("instance_id", Uuid, index=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("job_id", Uuid),
    Column("kind", String(60), nullable=False),
    Column("title", String(200), nullable=False),
    Column("filename", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("recipient", String(200)),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("job_id", "filename"),  # a handler that ran twice leaves one document
)

# ── Running processes ────────────────────────────────────────────────────────────────────────

process_instance = Table(
    "process_instance",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("definition_id", Uuid, ForeignKey("definition.id"), nullable=False, index=True),
    Column("definition_key", String(120), nullable=False),
    Column("business_key", String(80), nullable=False, index=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("signal_id", Uuid, ForeignKey("signal.id"), index=True),
    Column("status", String(12), nullable=False),  # running | ended
    Column("revision", Integer, nullable=False),
    Column("variables", Text, nullable=False),  # engine.persistence.values
    Column("bindings", JsonText, nullable=False),  # "process:key" → definition id
    Column("tokens", JsonText, nullable=False),  # [[process key, element id], …]
    Column("state", LargeBinary, nullable=False),  # ordered JSON, zlib: never JSONB
    Column("state_version", Integer, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("started_by", Uuid),
    Column("ended_at", UtcDateTime),
    CheckConstraint("status IN ('running', 'ended')", name="status"),
    Index("ix_process_instance_region_status", "region", "status"),
)

user_task = Table(
    "user_task",
    metadata,
    Column("id", Uuid, primary_key=True),  # the engine's task id
    Column("instance_id", Uuid, ForeignKey("process_instance.id"), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id")),
    Column("signal_id", Uuid, ForeignKey("signal.id")),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("job_id", Uuid),  # a repair task: the job to retry
    Column("process_key", String(120), nullable=False),
    Column("element_id", String(120), nullable=False),
    Column("kind", String(10), nullable=False),  # bpmn | repair
    Column("name", String(200), nullable=False),
    Column("documentation", Text, nullable=False, server_default=""),
    Column("status", String(12), nullable=False),
    Column("assignee_id", Uuid, ForeignKey("user_account.id")),
    Column("claimed_at", UtcDateTime),
    Column("form_definition_id", Uuid, ForeignKey("definition.id")),
    Column("priority", Integer, nullable=False, server_default="50"),
    Column("due_at", UtcDateTime),
    Column("follow_up_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    Column("completed_by", Uuid),  # no foreign key: the engine itself is nobody's account
    Column("submission_id", Uuid),
    Column("draft", JsonText),
    Column("draft_at", UtcDateTime),
    Column("draft_by", Uuid),
    Column("properties", JsonText, nullable=False),
    Column("local_variables", Text, nullable=False, server_default="{}"),
    Column("revision", Integer, nullable=False, server_default="1"),
    CheckConstraint("kind IN ('bpmn', 'repair')", name="kind"),
    CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    Index("ix_user_task_instance_id_status", "instance_id", "status"),
    Index("ix_user_task_case_id_status", "case_id", "status"),
    Index("ix_user_task_worklist", "region", "status", "due_at"),
    Index("ix_user_task_assignee", "assignee_id", "status", "due_at"),
    Index("ix_user_task_four_eyes", "instance_id", "element_id", "completed_at"),
)

user_task_candidate = Table(
    "user_task_candidate",
    metadata,
    Column("task_id", Uuid, ForeignKey("user_task.id"), primary_key=True),
    Column("role", String(40), primary_key=True),
    Index("ix_user_task_candidate_role", "role", "task_id"),
)

job = Table(
    "job",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(10), nullable=False),  # timer | service
    Column("instance_id", Uuid, ForeignKey("process_instance.id"), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("engine_task_id", Uuid, nullable=False),
    Column("element_id", String(120), nullable=False),
    Column("process_key", String(120), nullable=False),
    Column("name", String(200), nullable=False),
    Column("occurrence", Integer, nullable=False, server_default="0"),
    Column("dedup", String(80), nullable=False, unique=True),  # engine task id:occurrence
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(6), nullable=False),  # ready | done | void | dead
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("max_attempts", Integer, nullable=False, server_default="5"),
    Column("lock_owner", String(80)),
    Column("locked_until", UtcDateTime),
    Column("last_error", Text),
    Column("payload", JsonText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    CheckConstraint("kind IN ('timer', 'service')", name="kind"),
    CheckConstraint("state IN ('ready', 'done', 'void', 'dead')", name="state"),
    Index(
        "ix_job_ready_due",
        "due_at",
        sqlite_where=text("state = 'ready'"),
        postgresql_where=text("state = 'ready'"),
    ),
    Index("ix_job_instance_id_state", "instance_id", "state"),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("job_id", Uuid, ForeignKey("job.id"), index=True),
    Column("instance_id", Uuid, ForeignKey("process_instance.id"), nullable=False, index=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("process_key", String(120), nullable=False, server_default=""),
    Column("element_id", String(120), nullable=False),
    Column("message", Text, nullable=False),
    Column("status", String(10), nullable=False),  # open | resolved
    Column("created_at", UtcDateTime, nullable=False),
    Column("resolved_at", UtcDateTime),
    Column("resolved_by", Uuid),
    CheckConstraint("status IN ('open', 'resolved')", name="status"),
    Index("ix_incident_region_status", "region", "status"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("instance_id", Uuid, ForeignKey("process_instance.id"), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id")),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("engine_task_id", Uuid, nullable=False),
    Column("element_id", String(120), nullable=False),
    Column("kind", String(10), nullable=False),  # message | signal
    Column("name", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("instance_id", "engine_task_id", "kind", "name"),
    Index("ix_subscription_case_id_name", "case_id", "name"),
    Index("ix_subscription_name_region", "name", "region"),
)

history_event = Table(
    "history_event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("instance_id", Uuid, ForeignKey("process_instance.id"), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id")),
    Column("signal_id", Uuid, ForeignKey("signal.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("element_id", String(120), nullable=False),
    Column("element_type", String(40), nullable=False, server_default=""),
    Column("process_key", String(120), nullable=False),
    Column("name", String(200), nullable=False, server_default=""),
    Column("actor_id", Uuid),
    Column("task_id", Uuid),
    Column("detail", JsonText, nullable=False),
    Index("ix_history_event_case_id_at", "case_id", "at"),
    Index("ix_history_event_instance_id_at", "instance_id", "at"),
)

# ── Audit ────────────────────────────────────────────────────────────────────────────────────

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Uuid),
    Column("actor_name", String(200), nullable=False, server_default=""),
    Column("action", String(60), nullable=False),
    Column("subject_kind", String(30), nullable=False, server_default=""),
    Column("subject_id", Uuid),
    Column("case_id", Uuid, index=True),
    Column("detail", JsonText, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # HMAC over the previous hash and this row
    # Two entries never follow the same one: the second writer reads the head again.
    UniqueConstraint("region", "seq"),
    Index("ix_audit_entry_region_at", "region", "at"),
)
