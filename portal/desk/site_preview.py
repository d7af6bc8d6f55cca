"""The pages as they would look: the public application over a submission's preview, for the signed-in alone."""

from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from portal.desk.access import required
from portal.desk.office import office
from portal.desk.submissions import get_of
from portal.domain.localities import Locality
from portal.publishing.preview import STORE

pages = Blueprint("site_preview", __name__, url_prefix="/desk/<commune>/submissions/<int:number>/site")
KEPT = 4  # applications held at once


@pages.get("/", defaults={"path": ""})
@pages.get("/<path:path>")
@required()
def show(commune: Locality, number: int, path: str) -> ResponseReturnValue:
    get_of(commune, number)
    folder = office().folder(number)
    if not (folder / STORE).is_file():
        abort(404)
    root = f"{request.script_root}/desk/{request.view_args['commune']}/submissions/{number}/site"  # type: ignore[index]
    environ = {**request.environ, "SCRIPT_NAME": root, "PATH_INFO": f"/{path}"}
    return Response.from_app(_app_over(folder), environ)


def _app_over(folder: Path) -> Flask:
    """The public application over a preview; made once for each state of it."""
    made: dict[tuple[Path, int], Flask] = current_app.extensions.setdefault("previewed-apps", {})
    key = (folder, (folder / STORE).stat().st_mtime_ns)
    if key not in made:
        make: Callable[..., Flask] = current_app.extensions["make-public-app"]
        made[key] = make(DATABASE_URL=f"sqlite:///{(folder / STORE).absolute()}", FILES_DIR=str(folder / "files"))
        for old in list(made)[:-KEPT]:
            made.pop(old).extensions["store"].close()
    return made[key]
