"""The weakened designs of `failures.md` 3.1, each of which loses, doubles or misplaces what was recorded.

A weakness changes the text of the worker's files as the phones load them, or a name of the server's while it lasts.
The shipped files stay as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from litestar.exceptions import HTTPException
from sqlmodel import col, select

from server.db import reading
from server.inbox import handlers, receiving
from server.inbox.models import Form
from server.problems import NOT_ON_ROTA

Change = tuple[str, str, str]
"""A worker's file, what it says, what it says instead."""

SENDING = "sending.js"
IMPORTED = 'from "./store.js"'
POSTED = "const response = await post(author, forms).catch(() => null)"
ANSWERED = "const answer = await receiptsIn(response)"
SIGNED_OUT = "const signedOut = response?.status === 401"
TAKEN = "const settled = await takeReceipts(answer)"
ON_THE_WIRE = "forms: forms.map(onTheWire)"
ONE_BATCH = "const settled = await sendBatch(author, forms)"
BEGUN = "let anything = false"

IMPORTS: Change = (SENDING, IMPORTED, IMPORTED + """
const { transact } = need("./store.js")
const drop = (forms) =>
  transact(["forms"], "strict", async (tx) => {
    for (const form of forms) tx.objectStore("forms").delete(form.id)
  })
const everybodys = async (_author, most = 999) => {
  const all = await transact(["forms"], "read", (tx) => tx.objectStore("forms").getAll())
  const unsent = all.filter((form) => form.state === "waiting")
  return unsent.sort((one, other) => one.sequence - other.sequence).slice(0, most)
}
const keys = new Map()
const inMemory = (id) => keys.get(id) ?? keys.set(id, crypto.randomUUID()).get(id)
const named = (answer, forms) => {
  for (const one of answer.receipts) one.id = forms.find((form) => keys.get(form.id) === one.id)?.id ?? one.id
  return answer
}
const allSent = async (forms) => ({
  epoch: (await facts("epoch"))[0] ?? "",
  now: new Date().toISOString(),
  receipts: forms.map(({ id }) => ({ id, state: "sent", why: "" })),
})
const week = 7 * 24 * 3600 * 1000
""")  # fmt: skip


@dataclass(frozen=True)
class Weakness:
    """One protection less, in the worker's text or in the server."""

    changes: tuple[Change, ...] = ()
    server: Callable[[pytest.MonkeyPatch], None] | None = None


def refuses(*words: str, status: int) -> Callable[[pytest.MonkeyPatch], None]:
    """The server answers with an error where ours holds the form for one of these reasons."""

    def weaken(patch: pytest.MonkeyPatch) -> None:
        hold = receiving.hold

        def refuse(db: Any, asker: Any, form: Form, why: str) -> None:
            if any(word in why for word in words):
                raise HTTPException(status_code=status)
            hold(db, asker, form, why)

        patch.setattr(receiving, "hold", refuse)
        patch.setattr(receiving, "receive_alone", refused_alone)

    return weaken


def refused_alone(recorders: Any, asker: Any, batch: Any, form: Any) -> Any:
    return receiving.receive_together(recorders, asker, batch, [form])


def forgets_what_it_took(patch: pytest.MonkeyPatch) -> None:
    """The server takes a form that it has already as another one."""

    def receive(recorders: Any, asker: Any, batch: Any) -> list[Any]:
        with reading() as db:
            known = set(db.exec(select(Form.id).where(col(Form.id).in_([form.id for form in batch.forms]))))
        forms = [msgspec.structs.replace(form, id=uuid4()) if form.id in known else form for form in batch.forms]
        receipts = receiving.receive(recorders, asker, msgspec.structs.replace(batch, forms=forms))
        pairs = zip(receipts, batch.forms, strict=True)
        return [msgspec.structs.replace(receipt, id=form.id) for receipt, form in pairs]

    patch.setattr(handlers, "receive", receive)


class Everything(set[int]):
    def __contains__(self, _sequence: object) -> bool:
        return True


def asks_for_no_order(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(receiving, "sequences_known", lambda *_: Everything())


def says_instead(before: str, after: str, server: Callable[[pytest.MonkeyPatch], None] | None = None) -> Weakness:
    return Weakness((IMPORTS, (SENDING, before, after)), server)


REMOVED_BEFORE_SENT = says_instead(POSTED, f"await drop(forms)\n  {POSTED}")
ANY_ANSWER = says_instead(ANSWERED, "const answer = response && (await allSent(forms))")
ANY_2XX = says_instead(ANSWERED, "const answer = response?.status === 200 ? await allSent(forms) : null")
REFUSED_IS_DROPPED = says_instead(
    SIGNED_OUT,
    f"""\
if ([403, 422].includes(response?.status)) {{
    await drop(forms)
    return forms.length
  }}
  {SIGNED_OUT}""",
)
SEVEN_DAYS = says_instead(
    BEGUN,
    f"""\
{BEGUN}
    await drop((await waiting(author)).filter((form) => Date.now() - Date.parse(form.recordedAt) > week))""",
)
KEYS_IN_MEMORY = Weakness((
    IMPORTS,
    (SENDING, ON_THE_WIRE, "forms: forms.map((form) => ({ ...onTheWire(form), id: inMemory(form.id) }))"),
    (SENDING, TAKEN, "const settled = await takeReceipts(named(answer, forms))"),
))  # fmt: skip
NO_AUTHOR = Weakness((
    IMPORTS,
    (SENDING, 'import { waiting } from "./outbox.js"', ""),
    (SENDING, "const week =", "const waiting = everybodys\nconst week ="),
    (SENDING, ON_THE_WIRE, "forms: forms.map((form) => ({ ...onTheWire(form), author }))"),
))  # fmt: skip
UNORDERED = says_instead(
    ONE_BATCH,
    """\
const each = await Promise.all(forms.map((form) => sendBatch(author, [form])))
      const settled = each.reduce((sum, one) => sum + (Number(one) || 0), 0)""",
    asks_for_no_order,
)
NO_LOOK_UP = Weakness(server=forgets_what_it_took)
OLD_FORMS_REFUSED = Weakness(server=refuses("older Doorstep", "newer Doorstep", status=422))
OFF_ROTA_REFUSED = Weakness(server=refuses(NOT_ON_ROTA, status=403))
BOTH_REFUSED = Weakness(server=refuses("older Doorstep", "newer Doorstep", NOT_ON_ROTA, status=422))

MUTANTS: dict[str, tuple[Weakness, ...]] = {
    "V0 as Workbox does: removed before it is sent, any answer counts, seven days": (
        REMOVED_BEFORE_SENT, ANY_ANSWER, SEVEN_DAYS, UNORDERED, NO_LOOK_UP,
    ),
    "V1 kept until any 2xx": (ANY_2XX, REFUSED_IS_DROPPED, UNORDERED, BOTH_REFUSED),
    "V2 and receipts are looked for": (REFUSED_IS_DROPPED, NO_AUTHOR, UNORDERED, NO_LOOK_UP),
    "V3 and keys are made in memory": (REFUSED_IS_DROPPED, KEYS_IN_MEMORY, UNORDERED, BOTH_REFUSED),
    "V4 and keys are kept with the form": (REFUSED_IS_DROPPED, NO_AUTHOR, UNORDERED, BOTH_REFUSED),
    "V5 and forms belong to their author": (REFUSED_IS_DROPPED, UNORDERED, OLD_FORMS_REFUSED),
    "V6 and old forms are taken": (REFUSED_IS_DROPPED, UNORDERED, OFF_ROTA_REFUSED),
    "V7 and what cannot be taken is held": (UNORDERED,),
    "X1 ours, but sent under whoever is signed in": (NO_AUTHOR,),
    "X2 ours, but keys are made in memory": (KEYS_IN_MEMORY,),
    "X3 ours, but any 2xx is a receipt": (ANY_2XX,),
    "X4 ours, but nothing is kept longer than seven days": (SEVEN_DAYS,),
    "X5 ours, but removed before it is sent": (REMOVED_BEFORE_SENT,),
    "X6 ours, but the server does not look an id up": (NO_LOOK_UP,),
    "X7 ours, but a form off the rota is refused and dropped": (REFUSED_IS_DROPPED, OFF_ROTA_REFUSED),
    "X8 ours, but a form of another version is refused and dropped": (REFUSED_IS_DROPPED, OLD_FORMS_REFUSED),
}  # fmt: skip


def changes_of(weaknesses: tuple[Weakness, ...]) -> list[Change]:
    """All changes to the worker's text, each once, in an order in which each finds what it changes."""
    return list(dict.fromkeys(change for weakness in weaknesses for change in weakness.changes))
