"""The forms that come with Doorstep: one file a kind, read and checked at each start."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session, col, func, select

from server import clock
from server.db import insert_if_absent, make_engine
from server.risk_assessments.definitions import Definition
from server.risk_assessments.mistakes import Mistaken
from server.risk_assessments.models import RiskForm
from server.risk_assessments.reading_forms import definition_in

FOLDER = Path(__file__).parent / "forms"
OF_DOORSTEP = UUID("0b7b0f36-4d0c-5a2e-8a53-7d8a3b1f0e52")


class Shipped(NamedTuple):
    """A form with its text; its id is the same on every machine until it asks for something else."""

    id: UUID
    text: str
    definition: Definition


@cache
def shipped() -> dict[str, Shipped]:
    """By kind. Raises ValueError, naming the file and the line, when one of them is wrong."""
    return {made.definition.kind: made for made in (read(path) for path in sorted(FOLDER.glob("*.toml")))}


def read(path: Path) -> Shipped:
    text = path.read_text(encoding="utf-8")
    try:
        definition = definition_in(text)
    except Mistaken as mistaken:
        raise ValueError(f"{path.name}: {mistaken}") from mistaken
    asks = json.dumps(tomllib.loads(text), sort_keys=True)
    return Shipped(uuid5(OF_DOORSTEP, asks), text, definition)


def put_shipped(url: str) -> None:
    """Put those into the database at `url` that are not there, each as the next version of its kind."""
    engine = make_engine(url)
    with Session(engine.execution_options(writes=True)) as db:
        for kind, made in shipped().items():
            ours = (col(RiskForm.agency_id).is_(None), RiskForm.kind == kind)
            last = db.exec(select(func.max(RiskForm.version)).where(*ours)).one() or 0
            if db.get(RiskForm, made.id) is None:
                insert_if_absent(
                    db, RiskForm, id=made.id, agency_id=None, kind=kind, version=last + 1, text=made.text,
                    written_by=None, written_at=clock.now(),
                )  # fmt: skip
        db.commit()
    engine.dispose()
