"""The floor for a request: a bare Litestar handler, served exactly as Doorstep is. Port by `PORT`."""

from litestar import Litestar, get
from litestar.enums import MediaType

from server import serving


@get(["/", "/offline"], media_type=MediaType.TEXT)
async def ok() -> str:
    return "ok"


def create_bare_app() -> Litestar:
    return Litestar([ok], openapi_config=None)


if __name__ == "__main__":
    serving.create_app = create_bare_app
    serving.serve()
