"""Begin with agencies, people, plans, visits, medicines, forms and alerts.

Rows already there: say here what happens to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "e662e7af5073"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("late_after_minutes", sa.Integer(), nullable=False),
        sa.Column("near_metres", sa.Integer(), nullable=False),
        sa.Column("days_back", sa.Integer(), nullable=False),
        sa.Column("days_ahead", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "epochs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_epochs")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visits_checked", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "service_users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("known_as", sa.String(), nullable=False),
        sa.Column("born_on", sa.Date(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("getting_in", sa.String(), nullable=False),
        sa.Column("beware", sa.String(), nullable=False),
        sa.Column(
            "allergy_status", sa.Enum("RECORDED", "NONE_KNOWN", "NOT_RECORDED", name="allergystatus"), nullable=False
        ),
        sa.Column("allergies", sa.String(), nullable=False),
        sa.Column("allergies_confirmed_on", sa.Date(), nullable=True),
        sa.Column(
            "cpr_decision", sa.Enum("ATTEMPT", "DO_NOT_ATTEMPT", "NOT_RECORDED", name="cprdecision"), nullable=False
        ),
        sa.Column("cpr_note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_service_users_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_users")),
    )
    op.create_index(op.f("ix_service_users_agency_id"), "service_users", ["agency_id"], unique=False)
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_teams_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
    )
    op.create_index(op.f("ix_teams_agency_id"), "teams", ["agency_id"], unique=False)
    op.create_table(
        "about_me",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_about_me_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_about_me")),
    )
    op.create_index(op.f("ix_about_me_service_user_id"), "about_me", ["service_user_id"], unique=False)
    op.create_table(
        "accounts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.Enum("CARE_WORKER", "COORDINATOR", name="role"), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_accounts_agency_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_accounts_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("username", name=op.f("uq_accounts_username")),
    )
    op.create_index(op.f("ix_accounts_agency_id"), "accounts", ["agency_id"], unique=False)
    op.create_index(op.f("ix_accounts_team_id"), "accounts", ["team_id"], unique=False)
    op.create_table(
        "care_plans",
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_care_plans_service_user_id")),
        sa.PrimaryKeyConstraint("service_user_id", name=op.f("pk_care_plans")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_contacts_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_service_user_id"), "contacts", ["service_user_id"], unique=False)
    op.create_table(
        "goals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_goals_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    op.create_index(op.f("ix_goals_service_user_id"), "goals", ["service_user_id"], unique=False)
    op.create_table(
        "key_safes",
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_key_safes_service_user_id")),
        sa.PrimaryKeyConstraint("service_user_id", name=op.f("pk_key_safes")),
    )
    op.create_table(
        "medicines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("support", sa.Enum("SELF", "PROMPT", "ASSIST", "ADMINISTER", name="support"), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("time_critical_minutes", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_medicines_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medicines")),
    )
    op.create_index(op.f("ix_medicines_service_user_id"), "medicines", ["service_user_id"], unique=False)
    op.create_table(
        "plan_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_plan_changes_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_changes")),
    )
    op.create_index(op.f("ix_plan_changes_service_user_id"), "plan_changes", ["service_user_id"], unique=False)
    op.create_table(
        "planned_visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("workers_needed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_planned_visits_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visits")),
    )
    op.create_index(op.f("ix_planned_visits_service_user_id"), "planned_visits", ["service_user_id"], unique=False)
    op.create_table(
        "risks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_risks_service_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
    )
    op.create_index(op.f("ix_risks_service_user_id"), "risks", ["service_user_id"], unique=False)
    op.create_table(
        "audit_rows",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("deed", sa.String(), nullable=False),
        sa.Column("about", sa.Uuid(), nullable=True),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_audit_rows_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_audit_rows_agency_id")),
        sa.PrimaryKeyConstraint("agency_id", "number", name=op.f("pk_audit_rows")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("first_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("clock_offset_seconds", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_devices_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
    )
    op.create_index(op.f("ix_devices_account_id"), "devices", ["account_id"], unique=False)
    op.create_table(
        "planned_actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("planned_visit_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("essential", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["planned_visit_id"], ["planned_visits.id"], name=op.f("fk_planned_actions_planned_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_actions")),
    )
    op.create_index(op.f("ix_planned_actions_planned_visit_id"), "planned_actions", ["planned_visit_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_sign_ins_account_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_ins")),
    )
    op.create_index(op.f("ix_sign_ins_account_id"), "sign_ins", ["account_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("service_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("workers_needed", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("time_critical", sa.String(), nullable=False),
        sa.Column("time_critical_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("time_critical_latest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("missed_by", sa.Uuid(), nullable=True),
        sa.Column("missed_reason", sa.String(), nullable=False),
        sa.Column("missed_done", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_visits_agency_id")),
        sa.ForeignKeyConstraint(["missed_by"], ["accounts.id"], name=op.f("fk_visits_missed_by")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_visits_service_user_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_visits_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_service_user_id"), "visits", ["service_user_id"], unique=False)
    op.create_index("ix_visits_team_day", "visits", ["team_id", "service_on", "starts_at"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "CONCERN",
                "MEDICINE",
                "TIME_CRITICAL",
                "STOPPED",
                "HELD",
                "NO_NEWS",
                "LATE",
                "ESSENTIAL",
                "RUNNING_LATE",
                name="alertkind",
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_alerts_account_id")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_alerts_agency_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["accounts.id"], name=op.f("fk_alerts_owner_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_alerts_team_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_alerts_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("kind", "about", name=op.f("uq_alerts_kind_about")),
    )
    op.create_index("ix_alerts_day", "alerts", ["team_id", "raised_at"], unique=False)
    op.create_index("ix_alerts_open", "alerts", ["team_id", "closed_at"], unique=False)
    op.create_index(op.f("ix_alerts_visit_id"), "alerts", ["visit_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("service_on", sa.Date(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_assignments_account_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_assignments_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("visit_id", "account_id", name=op.f("uq_assignments_visit_id_account_id")),
    )
    op.create_index(op.f("ix_assignments_visit_id"), "assignments", ["visit_id"], unique=False)
    op.create_index("ix_assignments_worker_day", "assignments", ["account_id", "service_on"], unique=False)
    op.create_table(
        "care_actions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("essential", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_care_actions_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_actions")),
    )
    op.create_index(op.f("ix_care_actions_visit_id"), "care_actions", ["visit_id"], unique=False)
    op.create_table(
        "doses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("medicine_id", sa.Uuid(), nullable=False),
        sa.Column("medicine_version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("support", sa.Enum("SELF", "PROMPT", "ASSIST", "ADMINISTER", name="support"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("latest_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["medicine_id"], ["medicines.id"], name=op.f("fk_doses_medicine_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_doses_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doses")),
    )
    op.create_index(op.f("ix_doses_medicine_id"), "doses", ["medicine_id"], unique=False)
    op.create_index(op.f("ix_doses_visit_id"), "doses", ["visit_id"], unique=False)
    op.create_table(
        "forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("previous_sequence", sa.Integer(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("form_version", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("monotonic_milliseconds", sa.Float(), nullable=True),
        sa.Column("clock_offset_milliseconds", sa.Float(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Enum("ACCEPTED", "HELD", "SET_ASIDE", name="formstate"), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("corrected_body", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_forms_agency_id")),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_forms_author_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["accounts.id"], name=op.f("fk_forms_decided_by")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_forms_device_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
    )
    op.create_index(op.f("ix_forms_author_id"), "forms", ["author_id"], unique=False)
    op.create_index("ix_forms_device_sequence", "forms", ["device_id", "device_sequence"], unique=False)
    op.create_index("ix_forms_state", "forms", ["agency_id", "state"], unique=False)
    op.create_index(op.f("ix_forms_visit_id"), "forms", ["visit_id"], unique=False)
    op.create_table(
        "action_outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("care_action_id", sa.Uuid(), nullable=False),
        sa.Column(
            "outcome", sa.Enum("DONE", "PARTLY", "DECLINED", "NOT_NEEDED", "NOT_DONE", name="outcome"), nullable=False
        ),
        sa.Column(
            "support",
            sa.Enum("ON_THEIR_OWN", "PROMPTED", "WITH_HELP", "DONE_FOR_THEM", name="independence"),
            nullable=True,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_action_outcomes_author_id")),
        sa.ForeignKeyConstraint(
            ["care_action_id"], ["care_actions.id"], name=op.f("fk_action_outcomes_care_action_id")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_action_outcomes_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_action_outcomes_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_action_outcomes_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_action_outcomes_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_outcomes")),
    )
    op.create_index(op.f("ix_action_outcomes_care_action_id"), "action_outcomes", ["care_action_id"], unique=False)
    op.create_index(op.f("ix_action_outcomes_service_user_id"), "action_outcomes", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_action_outcomes_visit_id"), "action_outcomes", ["visit_id"], unique=False)
    op.create_table(
        "alert_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_alert_steps_account_id")),
        sa.ForeignKeyConstraint(["alert_id"], ["alerts.id"], name=op.f("fk_alert_steps_alert_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_steps")),
    )
    op.create_index(op.f("ix_alert_steps_alert_id"), "alert_steps", ["alert_id"], unique=False)
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("accuracy_metres", sa.Float(), nullable=True),
        sa.Column("metres_from_door", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_arrivals_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_arrivals_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_arrivals_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_arrivals_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_arrivals_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
    )
    op.create_index(op.f("ix_arrivals_service_user_id"), "arrivals", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_arrivals_visit_id"), "arrivals", ["visit_id"], unique=False)
    op.create_table(
        "changes_read",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_changes_read_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_changes_read_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_changes_read_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_changes_read_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_changes_read_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes_read")),
    )
    op.create_index(op.f("ix_changes_read_service_user_id"), "changes_read", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_changes_read_visit_id"), "changes_read", ["visit_id"], unique=False)
    op.create_table(
        "concerns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "HEALTH",
                "FALL",
                "MEDICINE",
                "SKIN",
                "EATING_DRINKING",
                "MOOD",
                "SAFEGUARDING",
                "HOME",
                "OTHER",
                name="concernkind",
            ),
            nullable=False,
        ),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_concerns_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_concerns_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_concerns_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_concerns_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_concerns_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
    )
    op.create_index(op.f("ix_concerns_service_user_id"), "concerns", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_concerns_visit_id"), "concerns", ["visit_id"], unique=False)
    op.create_table(
        "departures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_open", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_departures_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_departures_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_departures_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_departures_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_departures_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departures")),
    )
    op.create_index(op.f("ix_departures_service_user_id"), "departures", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_departures_visit_id"), "departures", ["visit_id"], unique=False)
    op.create_table(
        "entries_seen",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_entries_seen_account_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["forms.id"], name=op.f("fk_entries_seen_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", "account_id", name=op.f("pk_entries_seen")),
    )
    op.create_table(
        "late_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_late_notices_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_late_notices_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_late_notices_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_late_notices_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_late_notices_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_notices")),
    )
    op.create_index(op.f("ix_late_notices_service_user_id"), "late_notices", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_late_notices_visit_id"), "late_notices", ["visit_id"], unique=False)
    op.create_table(
        "mar_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("dose_id", sa.Uuid(), nullable=False),
        sa.Column("medicine_version", sa.Integer(), nullable=False),
        sa.Column("support", sa.Enum("SELF", "PROMPT", "ASSIST", "ADMINISTER", name="support"), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "TAKEN",
                "TAKEN_PARTIAL",
                "DECLINED",
                "ASLEEP",
                "NOT_AVAILABLE",
                "HOSPITAL_OR_AWAY",
                "GIVEN_BY_OTHER",
                "OTHER",
                name="maroutcome",
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_mar_entries_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_mar_entries_device_id")),
        sa.ForeignKeyConstraint(["dose_id"], ["doses.id"], name=op.f("fk_mar_entries_dose_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_mar_entries_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_mar_entries_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_mar_entries_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mar_entries")),
    )
    op.create_index(op.f("ix_mar_entries_dose_id"), "mar_entries", ["dose_id"], unique=False)
    op.create_index(op.f("ix_mar_entries_service_user_id"), "mar_entries", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_mar_entries_visit_id"), "mar_entries", ["visit_id"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Enum("VISIT", "HANDOVER", name="notekind"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_notes_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_notes_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_notes_id")),
        sa.ForeignKeyConstraint(["service_user_id"], ["service_users.id"], name=op.f("fk_notes_service_user_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_notes_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_index(op.f("ix_notes_service_user_id"), "notes", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_notes_visit_id"), "notes", ["visit_id"], unique=False)
    op.create_table(
        "stopped_visits",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("device_sequence", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("corrects", sa.Uuid(), nullable=True),
        sa.Column(
            "why",
            sa.Enum("NO_REPLY", "DECLINED", "HOSPITAL", "AWAY", "UNSAFE", "OTHER", name="stopreason"),
            nullable=False,
        ),
        sa.Column("done", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["accounts.id"], name=op.f("fk_stopped_visits_author_id")),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name=op.f("fk_stopped_visits_device_id")),
        sa.ForeignKeyConstraint(["id"], ["forms.id"], name=op.f("fk_stopped_visits_id")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_stopped_visits_service_user_id")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_stopped_visits_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stopped_visits")),
    )
    op.create_index(op.f("ix_stopped_visits_service_user_id"), "stopped_visits", ["service_user_id"], unique=False)
    op.create_index(op.f("ix_stopped_visits_visit_id"), "stopped_visits", ["visit_id"], unique=False)
