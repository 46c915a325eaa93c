"""All tables of Loopplank, grouped by noun.

Writers go through `UnitOfWork` and its repositories; readers (`engine.queries`) build their
selects on these tables. Ids are UUIDv7, moments aware UTC, JSON is text with its key order kept.

    definition ──< process_instance ──< user_task ──< user_task_candidate
                          │  └───────< job ──< incident
    client ──< care_case ─┘  └───────< subscription, history_event
    signal ──> care_case     region ──< everything (first wall: every query names its regions)
    care_case ──< consent ──< data_sharing · escalation ──< escalation_action · meeting_item · …
    capacity_place ──< bridging_place >── care_case      read_entry: who looked at what
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
    # The care office follows the BRP; contact goes to where somebody stays (domain.md D11).
    Column("municipality_brp", String(120)),
    Column("central_brp", String(120)),  # the centrumgemeente of that municipality
    Column("municipality_stay", String(120)),
    Column("central_stay", String(120)),
    Column("central_promising", String(120)),  # where recovery has the best chance (rule 132)
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
    Column("legal_basis", String(60), nullable=False, server_default=""),  # grondslag (D5)
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
    # Nobody sleeps in two places: a new stay ends the one before.
    Index(
        "uq_stay_episode_open",
        "client_id",
        unique=True,
        sqlite_where=text("to_date IS NULL"),
        postgresql_where=text("to_date IS NULL"),
    ),
    Index("ix_stay_episode_ethos_from_date", "ethos", "from_date"),
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
    Column("task_id", Uuid),  # a file that somebody attached: at which task,
    Column("uploaded_by", Uuid),  # and who; of a letter both are empty
    UniqueConstraint("job_id", "filename"),  # a handler that ran twice leaves one document
)

# ── The case's file: what tasks leave behind ─────────────────────────────────────────────────
#
# Codes are those of the forms (Dutch), so that a region can add one without a migration; a CHECK
# stands only where a rule does. `task_id` is the task that wrote the row, `recorded_by` who did.

consent = Table(
    "consent",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("purpose", String(120), nullable=False),
    Column("recipients", JsonText, nullable=False),  # list of kinds of recipient (D5)
    Column("categories", JsonText, nullable=False),  # list of what may be shared
    Column("given_by", String(60), nullable=False, server_default=""),
    Column("manner", String(60), nullable=False, server_default=""),
    Column("result", String(12), nullable=False),
    Column("given_on", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_by", Uuid),
    Column("withdrawal_reason", Text, nullable=False, server_default=""),
    Column("document_id", Uuid),  # the form that the client signed
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("result IN ('gegeven', 'deels', 'geweigerd')", name="result"),
    CheckConstraint("valid_to >= given_on", name="validity"),
)

data_sharing = Table(
    "data_sharing",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("task_id", Uuid),
    Column("recipient_kind", String(60), nullable=False),
    Column("recipient", String(200), nullable=False, server_default=""),
    Column("categories", JsonText, nullable=False),  # list of what was shared
    Column("what", Text, nullable=False, server_default=""),
    Column("basis", String(60), nullable=False),  # the answer of table D5
    Column("consent_id", Uuid, ForeignKey("consent.id")),
    Column("anonymised", Boolean, nullable=False),
    Column("emergency_reason", Text, nullable=False, server_default=""),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("basis <> ''", name="has_basis"),
    CheckConstraint("basis <> 'noodsituatie' OR emergency_reason <> ''", name="says_why"),
    CheckConstraint("basis <> 'toestemming' OR consent_id IS NOT NULL", name="names_consent"),
    Index("ix_data_sharing_case_id_recorded_at", "case_id", "recorded_at"),
)

placement_offer = Table(
    "placement_offer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("task_id", Uuid),
    Column("request_id", Uuid, ForeignKey("placement_request.id")),
    Column("provider", String(200), nullable=False, server_default=""),
    Column("discussed_on", Date, nullable=False),
    Column("answer", String(40), nullable=False),
    Column("refusal_number", Integer),  # 1 for the case's first refusal; NULL = accepted
    Column("refusal_reason", Text, nullable=False, server_default=""),
    Column("client_involved", String(10), nullable=False, server_default=""),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("refusal_number >= 1", name="counts_from_one"),
    UniqueConstraint("case_id", "refusal_number"),
)

termination_check = Table(
    "termination_check",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("provider", String(200), nullable=False, server_default=""),
    Column("formally_informed", Boolean),
    Column("alternative_sought", Boolean),
    Column("checklist", JsonText, nullable=False),  # field name → answer
    Column("announced_end_on", Date),
    Column("conclusion", String(40), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
)

refusal_check = Table(
    "refusal_check",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("spoken_in_person", Boolean),
    Column("right_explained", Boolean),
    Column("consequences_explained", Boolean),
    Column("advocate_offered", Boolean),  # onafhankelijke cliëntondersteuner (OCO)
    Column("representative_consulted", Boolean),
    Column("alternatives", JsonText, nullable=False),
    Column("safety_net", String(40), nullable=False, server_default=""),
    Column("capacity_doubt", String(40), nullable=False, server_default=""),
    Column("serious_harm", Boolean),
    Column("conclusion", String(40), nullable=False, server_default=""),
    Column("motivation", Text, nullable=False, server_default=""),
    Column("client_involved", String(10), nullable=False, server_default=""),
    Column("confirmed_by", Uuid),
    Column("confirmed_at", UtcDateTime),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    # Four eyes: who did the check does not confirm it.
    CheckConstraint("confirmed_by IS NULL OR confirmed_by <> recorded_by", name="four_eyes"),
)

escalation = Table(
    "escalation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("task_id", Uuid),
    Column("level", Integer, nullable=False),  # D8: 0 internal … 5 national
    Column("cause", String(120), nullable=False, server_default=""),
    Column("question", Text, nullable=False, server_default=""),
    Column("participants", JsonText, nullable=False),
    Column("checklist", JsonText, nullable=False),
    Column("basis", String(60), nullable=False, server_default=""),
    Column("anonymised", Boolean, nullable=False),
    Column("table_name", String(60), nullable=False, server_default=""),
    Column("meeting_on", Date),
    Column("outcome", String(60), nullable=False, server_default=""),
    Column("decision", Text, nullable=False, server_default=""),
    Column("control_party", String(200), nullable=False, server_default=""),
    Column("financial_agreement", Text, nullable=False, server_default=""),
    Column("next_meeting_on", Date),
    Column("decided_at", UtcDateTime),
    Column("decided_by", Uuid),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("level BETWEEN 0 AND 5", name="level"),
    CheckConstraint("(decided_at IS NULL) = (outcome = '')", name="decided"),
    Index("ix_escalation_case_id_recorded_at", "case_id", "recorded_at"),
)

escalation_action = Table(
    "escalation_action",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("escalation_id", Uuid, ForeignKey("escalation.id"), nullable=False, index=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("number", Integer, nullable=False),  # the place in the decision's list
    Column("what", Text, nullable=False),
    Column("who", String(200), nullable=False, server_default=""),
    Column("due_on", Date),
    Column("state", String(12), nullable=False),
    Column("result", Text, nullable=False, server_default=""),
    Column("settled_at", UtcDateTime),
    Column("settled_by", Uuid),
    Column("settled_task_id", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("state IN ('open', 'gedaan', 'niet-gedaan')", name="state"),
    CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled"),
    UniqueConstraint("escalation_id", "number"),
    Index("ix_escalation_action_case_id_state", "case_id", "state"),
)

capacity_place = Table(
    "capacity_place",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("provider", String(200), nullable=False),
    Column("agb", String(8)),
    Column("location", String(200), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("delivery_form", String(20), nullable=False, server_default=""),
    Column("care_packages", String(200), nullable=False, server_default=""),
    Column("suits", Text, nullable=False, server_default=""),  # for whom
    Column("contra_indications", Text, nullable=False, server_default=""),
    Column("status", String(20), nullable=False),
    Column("case_id", Uuid, ForeignKey("care_case.id"), index=True),
    Column("occupied_since", Date),
    Column("new_or_adapted_on", Date),  # counts as a new or adapted place from this day
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("created_by", Uuid),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    CheckConstraint("status IN ('vrij', 'gereserveerd', 'bezet', 'buiten-gebruik')", name="status"),
    CheckConstraint(
        "case_id IS NULL OR status IN ('gereserveerd', 'bezet')", name="nobody_when_free"
    ),
    Index("ix_capacity_place_region_status", "region", "status"),
    # Nobody lives in two places.
    Index(
        "uq_capacity_place_occupant",
        "case_id",
        unique=True,
        sqlite_where=text("status = 'bezet'"),
        postgresql_where=text("status = 'bezet'"),
    ),
)

bridging_place = Table(
    "bridging_place",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("form", String(60), nullable=False),  # vorm: overbruggingsplek, crisisplek, …
    Column("provider", String(200), nullable=False, server_default=""),
    Column("agb", String(8)),
    Column("place_id", Uuid, ForeignKey("capacity_place.id")),
    Column("location", String(200), nullable=False, server_default=""),
    Column("starts_on", Date, nullable=False),
    Column("latest_end_on", Date, nullable=False),  # start + three months at most (source rule)
    Column("picture_complete", Boolean),
    Column("next_place", String(40), nullable=False, server_default=""),
    Column("next_place_note", Text, nullable=False, server_default=""),
    Column("decision", String(60), nullable=False, server_default=""),
    Column("decision_motivation", Text, nullable=False, server_default=""),
    Column("deviates_to", Date),  # decided by a manager, agreed with provider and municipality
    Column("ended_on", Date),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("latest_end_on >= starts_on", name="latest_end"),
    CheckConstraint("ended_on >= starts_on", name="end"),
    # A case stands on one bridge at a time.
    Index(
        "uq_bridging_place_open",
        "case_id",
        unique=True,
        sqlite_where=text("ended_on IS NULL"),
        postgresql_where=text("ended_on IS NULL"),
    ),
)

transfer = Table(
    "transfer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("receiving_office", String(120), nullable=False),  # UZOVI or name
    Column("moved_on", Date),
    Column("transfer_on", Date),
    Column("running_actions", Text, nullable=False, server_default=""),
    Column("warm_handover_on", Date),
    Column("confirmed_on", Date),  # NULL: the case is still ours
    Column("confirmed_by", String(200), nullable=False, server_default=""),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), ForeignKey("region.code"), nullable=False),
    Column("municipality", String(120), nullable=False),  # the centrumgemeente
    Column("held_on", Date),
    Column("skipped", Boolean, nullable=False, server_default=text("false")),
    Column("attendees", Text, nullable=False, server_default=""),
    Column("without_consent", Integer),  # clients who were only counted
    Column("note", Text, nullable=False, server_default=""),
    Column("instance_id", Uuid),
    Column("task_id", Uuid),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    CheckConstraint("without_consent >= 0", name="counted"),
    Index("ix_meeting_region_held_on", "region", "held_on"),
    Index("ix_meeting_instance_id_recorded_at", "instance_id", "recorded_at"),
)

meeting_item = Table(
    "meeting_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("meeting_id", Uuid, ForeignKey("meeting.id"), nullable=False, index=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False, index=True),
    Column("task_id", Uuid),
    Column("status", String(120), nullable=False, server_default=""),
    Column("agreement", Text, nullable=False, server_default=""),
    Column("action_holder", String(200), nullable=False, server_default=""),
    Column("action_on", Date),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
)

case_event = Table(
    "case_event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_id", Uuid, ForeignKey("care_case.id"), nullable=False),
    Column("task_id", Uuid),
    Column("kind", String(40), nullable=False),  # crisis | klacht | dreiging | …
    Column("cause", String(120), nullable=False, server_default=""),
    Column("expected_on", Date),
    Column("route", String(120), nullable=False, server_default=""),
    Column("outcome", String(120), nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("detail", JsonText, nullable=False),
    Column("recorded_by", Uuid),
    Column("recorded_at", UtcDateTime, nullable=False),
    Index("ix_case_event_case_id_recorded_at", "case_id", "recorded_at"),
    Index("ix_case_event_kind_recorded_at", "kind", "recorded_at"),
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
    Column("urgency", Integer, nullable=False, server_default="9"),  # its case's; 9: none
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
    Column("next_reminder_at", UtcDateTime),  # engine.domain.reminder
    Column("reminder_level", Integer, nullable=False, server_default="0"),
    CheckConstraint("kind IN ('bpmn', 'repair')", name="kind"),
    CheckConstraint("status IN ('open', 'completed', 'cancelled')", name="status"),
    Index("ix_user_task_instance_id_status", "instance_id", "status"),
    Index("ix_user_task_case_id_status", "case_id", "status"),
    Index("ix_user_task_worklist", "region", "status", "due_at"),
    Index("ix_user_task_assignee", "assignee_id", "status", "due_at"),
    Index(
        "ix_user_task_need",
        "urgency",
        "due_at",
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
    Index(
        "ix_user_task_need_in_region",
        "region",
        "urgency",
        "due_at",
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
    Index("ix_user_task_four_eyes", "instance_id", "element_id", "completed_at"),
    Index(
        "ix_user_task_reminder",
        "next_reminder_at",
        sqlite_where=text("status = 'open'"),
        postgresql_where=text("status = 'open'"),
    ),
)

user_task_candidate = Table(
    "user_task_candidate",
    metadata,
    Column("task_id", Uuid, ForeignKey("user_task.id"), primary_key=True),
    Column("role", String(40), primary_key=True),
    Index("ix_user_task_candidate_role", "role", "task_id"),
)

# A file that somebody chose in a form that is not sent yet (docs/adr/0024). It becomes a document
# with the same id when the task is completed with it; every other one is removed.
draft_file = Table(
    "draft_file",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("task_id", Uuid, ForeignKey("user_task.id"), nullable=False),
    Column("field", String(80), nullable=False),  # the key of the form's field
    Column("filename", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_by", Uuid, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("task_id", "field", "digest"),  # sent twice, kept once
    Index("ix_draft_file_created_at", "created_at"),
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

# ── Who looked (NEN 7513) ────────────────────────────────────────────────────────────────────

read_entry = Table(
    "read_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("region", String(20), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", String(30), nullable=False),
    Column("action", String(1), nullable=False),  # C R U D E, as NEN 7513 names them
    Column("outcome", String(10), nullable=False),
    Column("actor_id", Uuid),
    Column("actor_name", String(200), nullable=False, server_default=""),
    Column("roles", String(400), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
    Column("case_id", Uuid),
    Column("object_kind", String(30), nullable=False, server_default=""),
    Column("object_id", Uuid),
    Column("shown", JsonText, nullable=False),  # ids of the cases on a list or search result
    Column("question", LargeBinary),  # what was searched for, sealed in this row
    Column("is_emergency", Boolean, nullable=False, server_default=text("false")),
    Column("reason", Text, nullable=False, server_default=""),
    Column("mac", LargeBinary, nullable=False),  # HMAC over this row
    CheckConstraint("action IN ('C', 'R', 'U', 'D', 'E')", name="action"),
    CheckConstraint("outcome IN ('success', 'refused', 'error')", name="outcome"),
    Index("ix_read_entry_case_id_at", "case_id", "at"),
    Index("ix_read_entry_region_at", "region", "at"),
    Index("ix_read_entry_actor_id_at", "actor_id", "at"),
)

read_seal = Table(
    "read_seal",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("until", UtcDateTime, nullable=False),  # seals every row up to here, after the last seal
    Column("count", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),  # HMAC over the seal before it and those rows
    Column("sealed_at", UtcDateTime, nullable=False),
)
