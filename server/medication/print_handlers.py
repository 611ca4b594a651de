"""What the web may do with charts on paper: ask for a month as a PDF, as it is on record or to fill in by hand.

Drawing takes seconds, so it comes after the unit of work: nobody waits for a database that is not in use.
"""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from litestar import Response
from sqlmodel import Session

from server.accounts.asker import Asker as AskerInfo
from server.dependencies import COORDINATORS, Asker, PathId, page
from server.inbox.unit import Unit
from server.medication.blank_charts import blank_chart_of
from server.medication.charts import Chart, chart_of, month_in
from server.medication.order_handlers import QueryMonth
from server.medication.printed_charts import blank_chart, printed_chart
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.printing import as_file, pdf_of

MonthOf = Callable[[Session, AskerInfo, ServiceUser, date], Chart]
Drawn = Callable[[Session, AskerInfo, Chart], str]


@page("/people/{service_user_id:uuid}/mar.pdf", COORDINATORS, writes=True)
def print_chart(asker: Asker, service_user_id: PathId, month: QueryMonth = None) -> Response[Any]:
    first = month_in(month, asker.today)
    text = page_to_print(asker, service_user_id, first, (chart_of, printed_chart))
    return as_file(asker, service_user_id, partial(pdf_of, text), f"mar-{first:%Y-%m}.pdf")


@page("/people/{service_user_id:uuid}/mar-blank.pdf", COORDINATORS, writes=True)
def print_blank_chart(asker: Asker, service_user_id: PathId, month: QueryMonth = None) -> Response[Any]:
    first = month_in(month, asker.today)
    text = page_to_print(asker, service_user_id, first, (blank_chart_of, blank_chart))
    return as_file(asker, service_user_id, partial(pdf_of, text), f"mar-blank-{first:%Y-%m}.pdf")


def page_to_print(asker: AskerInfo, service_user_id: UUID, first: date, how: tuple[MonthOf, Drawn]) -> str:
    month_of, drawn = how
    with Unit(writes=True) as db:
        person = person_of(db, asker, service_user_id)
        db.note(asker, "printed MAR chart", person.id)
        text = drawn(db, asker, month_of(db, asker, person, first))
        db.finish()
    return text


print_routes = [print_chart, print_blank_chart]
