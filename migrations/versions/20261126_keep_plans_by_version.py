"""Keep plans by version.

Rows already there: the plan, the goals and the planned actions of each person become one version of the plan, saved by
nobody and taken over, in force from the day from which the plan was; their tables then go. Actions that say the same on
several planned visits are one. The actions of visits that are made already learn which they are.
"""

import json
from collections import defaultdict
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from alembic import op

revision = "24ad934c2f3e"
down_revision = "30561ab58f19"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_user_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_with", sa.String(), nullable=False),
        sa.Column("decides", sa.Enum("PERSON", "ATTORNEY", "DEPUTY", "BEST_INTERESTS", name="decides"), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreement_by", sa.Uuid(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("in_force_by", sa.Uuid(), nullable=True),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["agreement_by"], ["accounts.id"], name=op.f("fk_plan_versions_agreement_by")),
        sa.ForeignKeyConstraint(["by"], ["accounts.id"], name=op.f("fk_plan_versions_by")),
        sa.ForeignKeyConstraint(["in_force_by"], ["accounts.id"], name=op.f("fk_plan_versions_in_force_by")),
        sa.ForeignKeyConstraint(
            ["service_user_id"], ["service_users.id"], name=op.f("fk_plan_versions_service_user_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_versions")),
        sa.UniqueConstraint("service_user_id", "number", name=op.f("uq_plan_versions_service_user_id_number")),
    )
    with op.batch_alter_table("plan_versions") as batch_op:
        batch_op.create_index("ix_plan_versions_service_user_id", ["service_user_id"], unique=False)

    with op.batch_alter_table("care_actions") as batch_op:
        batch_op.add_column(sa.Column("alone", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("action_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("goal_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("changes_read") as batch_op:
        batch_op.add_column(sa.Column("changes", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("plan_changes") as batch_op:
        batch_op.add_column(sa.Column("made_at", sa.DateTime(timezone=True), nullable=True))

    take_over(op.get_bind())
    op.drop_table("planned_actions")
    op.drop_table("goals")
    op.drop_table("care_plans")


def columns(table: str, **kinds: Any) -> Any:
    return sa.table(table, *(sa.column(name, kind) for name, kind in kinds.items()))


ID, TEXT, DAY = sa.Uuid(), sa.String(), sa.Date()
CARE_PLANS = columns("care_plans", service_user_id=ID, version=sa.Integer(), in_force_on=DAY, summary=TEXT)
GOALS = columns("goals", id=ID, service_user_id=ID, position=sa.Integer(), words=TEXT)
PLANNED = columns("planned_visits", id=ID, service_user_id=ID, follows=ID, at=sa.Time())
ACTIONS = columns(
    "planned_actions", id=ID, planned_visit_id=ID, position=sa.Integer(), title=TEXT, how=TEXT, essential=sa.Boolean()
)
VISITS = columns("visits", id=ID, service_user_id=ID)
CARE_ACTIONS = columns("care_actions", visit_id=ID, title=TEXT, how=TEXT, action_id=ID)
VERSIONS = columns(
    "plan_versions", id=ID, service_user_id=ID, number=sa.Integer(), content=sa.Text(), why=TEXT,
    at=sa.DateTime(timezone=True), agreed_with=TEXT, in_force_on=DAY,
)  # fmt: skip


def take_over(bind: Any) -> None:
    plans = {row.service_user_id: row for row in bind.execute(sa.select(CARE_PLANS))}
    goals: dict[Any, list[Any]] = defaultdict(list)
    for row in bind.execute(sa.select(GOALS).order_by(GOALS.c.position)):
        goals[row.service_user_id].append({"id": str(row.id), "words": row.words, "is_top": True})
    actions = actions_of(bind)
    for person in {*plans, *goals, *actions}:
        plan, theirs = plans.get(person), list(actions[person].values())
        content = {"summary": plan.summary if plan else "", "goals": goals[person], "actions": theirs}
        values = {
            "id": uuid4(), "service_user_id": person, "number": plan.version if plan else 1,
            "content": json.dumps(content), "why": "Taken over.", "at": datetime.now(UTC), "agreed_with": "",
            "in_force_on": plan.in_force_on if plan else date(2000, 1, 1),
        }  # fmt: skip
        bind.execute(sa.insert(VERSIONS).values(values))
        for action in theirs:
            name_copies(bind, person, action)


def actions_of(bind: Any) -> dict[Any, dict[Any, dict[str, Any]]]:
    """By person, what is done on the planned visits that no other one follows, once each."""
    visits = {row.id: row for row in bind.execute(sa.select(PLANNED))}
    followed = {row.follows for row in visits.values()}
    found: dict[Any, dict[Any, dict[str, Any]]] = defaultdict(dict)
    planned = bind.execute(sa.select(ACTIONS)).all()
    for row in sorted(planned, key=lambda one: (visits[one.planned_visit_id].at, one.position)):
        if row.planned_visit_id in followed:
            continue
        visit = first = visits[row.planned_visit_id]
        while first.follows:
            first = visits[first.follows]
        action = {"id": str(row.id), "title": row.title, "how": row.how, "essential": row.essential, "visits": []}
        same = found[visit.service_user_id].setdefault((row.title, row.how, row.essential), action)
        same["visits"].append({"planned_visit_id": str(first.id), "position": row.position})
    return found


def name_copies(bind: Any, person: Any, action: dict[str, Any]) -> None:
    theirs = sa.select(VISITS.c.id).where(VISITS.c.service_user_id == person)
    copies = sa.update(CARE_ACTIONS).where(
        CARE_ACTIONS.c.visit_id.in_(theirs),
        CARE_ACTIONS.c.title == action["title"],
        CARE_ACTIONS.c.how == action["how"],
    )
    bind.execute(copies.values(action_id=UUID(action["id"])))
