"""The app: its table of contents, and what it answers when something goes wrong."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response
from litestar.config.compression import CompressionConfig
from litestar.exceptions import (
    HTTPException,
    NotFoundException,
    TooManyRequestsException,
)
from litestar.logging import LoggingConfig
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.response import Redirect
from litestar.router import Router

from server.about_me.handlers import about_me_routes
from server.absences.handlers import absence_routes
from server.accounts.handlers import account_routes
from server.agencies.handlers import SET_UP, agency_routes
from server.agencies.queries import is_set_up
from server.allocations.handlers import rulebook_routes
from server.assets import asset_routes
from server.backups.nights import nights
from server.board.handlers import board_routes
from server.board.news import newsroom
from server.board.watchdog import watching
from server.body_marks.handlers import body_mark_routes
from server.calendars.handlers import calendar_routes
from server.care_plans.handlers import care_plan_routes
from server.care_plans.horizon import planning_ahead
from server.contradictions.handlers import contradiction_routes
from server.contradictions.watching import notice_corrections
from server.dependencies import COORDINATORS, PASSWORD, dependencies, who_may
from server.documents.handlers import document_routes
from server.file_audits.handlers import file_audit_routes
from server.handing_over.handlers import handing_over_routes
from server.imports.handlers import import_routes
from server.inbox.handlers import inbox_routes
from server.inbox.receiving import recorders_of
from server.legal.handlers import legal_routes
from server.medication.handlers import medication_routes
from server.medicine_actions.handlers import medicine_action_routes
from server.medicine_audits.handlers import medicine_audit_routes
from server.medicine_errors.handlers import medicine_error_routes
from server.observations.handlers import observation_routes
from server.people.handlers import people_routes
from server.person_records.handlers import person_record_routes
from server.problems import SIGNED_OUT, BadInput, NotFoundOrNotYours, PasswordNeeded, SignInNeeded
from server.products.handlers import product_routes
from server.progress.handlers import progress_routes
from server.push.handlers import push_routes
from server.push.sending import pushing
from server.reviews.handlers import review_routes
from server.risk_assessments.handlers import risk_assessment_routes
from server.rota.handlers import rota_routes
from server.rota_changes.handlers import rota_change_routes
from server.same_origin import SAFE_METHODS, SameOrigin
from server.soft_signs.handlers import soft_sign_routes
from server.staff.handlers import staff_routes
from server.stock.handlers import stock_routes
from server.templating import PAGE_HEADERS, html
from server.timeline.handlers import timeline_routes
from server.visits.handlers import visit_routes

NOT_FOUND = "It may not be on your rota, or you may be signed out. Go to today's visits, or sign in again."


def sign_in_first(request: Request[Any, Any, Any], _: SignInNeeded) -> Response[Any]:
    """A page asks to sign in; what a script asked for is told, and leaves what it has where it is."""
    if "text/html" in request.headers.get("accept", "") and request.method in SAFE_METHODS:
        return Redirect("/sign-in")
    return Response(SIGNED_OUT | {"detail": "Sign in first."}, status_code=401)


def choose_password_first(request: Request[Any, Any, Any], _: PasswordNeeded) -> Response[Any]:
    """A page is the one that asks for it; what a script asked for has to wait."""
    if "text/html" in request.headers.get("accept", "") and request.method in SAFE_METHODS:
        return Redirect(PASSWORD)
    return Response({"detail": "Choose your own password first."}, status_code=403)


def not_found(request: Request[Any, Any, Any], _: Exception) -> Response[Any]:
    """One answer for what is not there and what is not yours. Where nothing is yet, the page that begins it."""
    if not is_set_up() and request.scope["path"] != SET_UP:
        return Redirect(SET_UP)
    return html("problem.html", 404, title="We cannot find that", text=NOT_FOUND)


def ask_again(_: Request[Any, Any, Any], problem: BadInput) -> Response[Any]:
    return html("problem.html", 422, title="Please look at this again", text=f"{problem} Go back: it is still there.")


def too_often(_: Request[Any, Any, Any], __: TooManyRequestsException) -> Response[Any]:
    text = "Too many tries to sign in came from here. Wait a minute, then try again."
    return html("problem.html", 429, title="Wait a minute", text=text)


def broken(_: Request[Any, Any, Any], problem: HTTPException) -> Response[Any]:
    return Response({"detail": problem.detail}, status_code=problem.status_code)


@asynccontextmanager
async def lifespan(app: Litestar) -> AsyncGenerator[None, None]:
    """While the app runs: the inbox's handlers, boards' news, the watchdog, the backups, push, the days ahead."""
    app.state.recorders = recorders_of(app)
    async with newsroom(), watching(), nights(), pushing(), planning_ahead():
        yield


def schema_for_coordinators() -> Router:
    """`/schema/openapi.json`: what can be asked of the app, for signed-in coordinators only."""
    return Router(
        "/schema", route_handlers=[], opt={"who": COORDINATORS}, include_in_schema=False,
        response_headers=PAGE_HEADERS,
    )  # fmt: skip


def create_app() -> Litestar:
    """The app, on the database that the settings name."""
    notice_corrections()
    return Litestar(
        route_handlers=[
            *asset_routes,
            *account_routes,
            *timeline_routes,
            *agency_routes,
            *visit_routes,
            *review_routes,
            *handing_over_routes,
            *file_audit_routes,
            *legal_routes,
            *medication_routes,
            *contradiction_routes,
            *medicine_error_routes,
            *medicine_audit_routes,
            *medicine_action_routes,
            *product_routes,
            *people_routes,
            *observation_routes,
            *progress_routes,
            *soft_sign_routes,
            *body_mark_routes,
            *document_routes,
            *about_me_routes,
            *person_record_routes,
            *risk_assessment_routes,
            *inbox_routes,
            *board_routes,
            *rota_routes,
            *rota_change_routes,
            *absence_routes,
            *stock_routes,
            *staff_routes,
            *rulebook_routes,
            *care_plan_routes,
            *calendar_routes,
            *import_routes,
            *push_routes,
        ],
        dependencies=dependencies,
        guards=[who_may],
        middleware=[SameOrigin()],
        lifespan=[lifespan],
        exception_handlers={
            SignInNeeded: sign_in_first,
            PasswordNeeded: choose_password_first,
            NotFoundOrNotYours: not_found,
            NotFoundException: not_found,
            BadInput: ask_again,
            TooManyRequestsException: too_often,
            HTTPException: broken,
        },
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=1, exclude=["^/day-pack"], exclude_opt_key="skip_from_compression"
        ),
        openapi_config=OpenAPIConfig(
            "Doorstep", "1", render_plugins=[JsonRenderPlugin()], openapi_router=schema_for_coordinators()
        ),
        logging_config=LoggingConfig(log_exceptions="always", disable_stack_trace={400, 401, 403, 404, 405, 413, 429}),
    )
