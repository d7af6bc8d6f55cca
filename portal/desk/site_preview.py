"""The pages as they would look: the public application over a submission's preview, for the signed-in alone."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from portal.desk.access import required
from portal.desk.office import preview_folder
from portal.desk.submissions import get_of
from portal.domain.localities import Locality
from portal.publishing.preview import STORE
from portal.settings import SETTINGS

pages = Blueprint("site_preview", __name__, url_prefix="/desk/<commune>/submissions/<int:number>/site")
KEPT = 4  # applications held at once
MAKING = Lock()


@pages.get("/", defaults={"path": ""})
@pages.get("/<path:path>")
@required()
def show(commune: Locality, number: int, path: str) -> ResponseReturnValue:
    get_of(commune, number)
    back = url_for("submissions.show", commune=commune.slug, number=number)
    try:
        app = _app_over(preview_folder(number), commune, back)
    except FileNotFoundError:
        abort(404)
    in_wsgi = f"/{path}".encode().decode("latin-1")  # as PEP 3333 hands over a path
    return Response.from_app(app, {**request.environ, "SCRIPT_NAME": f"{back}/site", "PATH_INFO": in_wsgi})


def _app_over(folder: Path, commune: Locality, back: str) -> Flask:
    """The public application over a preview; made once for each state of it.

    :param back: the address of the submission's page.
    :raises FileNotFoundError: there is no preview.
    """
    made: dict[tuple[Path, int], Flask] = current_app.extensions.setdefault("previewed-apps", {})
    key = (folder, (folder / STORE).stat().st_mtime_ns)
    with MAKING:
        if key not in made:
            made[key] = _make_app(folder, commune, back)
            for old in list(made)[:-KEPT]:
                made.pop(old).extensions["store"].close()
        return made[key]


def _make_app(folder: Path, commune: Locality, back: str) -> Flask:
    _link_earlier_files(folder / "files", Path(current_app.config["FILES_DIR"]), commune)
    settings = {setting.name: current_app.config[setting.name] for setting in SETTINGS if not setting.desk_only}
    over = {"DATABASE_URL": f"sqlite:///{(folder / STORE).absolute()}", "FILES_DIR": str(folder / "files")}
    over |= {"PREPARED_MB": "0", "RATE_LIMIT": ""}  # nothing of it is kept, and its readers are few
    make: Callable[..., Flask] = current_app.extensions["make-public-app"]
    app = make(**settings | {"BASE_URL": settings["BASE_URL"] or request.host_url.rstrip("/")} | over)
    app.config["PREVIEW"] = back
    app.testing = current_app.testing
    return app


def _link_earlier_files(files: Path, released: Path, commune: Locality) -> None:
    """Beside the files that the preview made, those of earlier versions, so that their downloads work in it too."""
    for version in released.absolute().glob(f"{commune.slug}-*/*"):
        link = files / version.parent.name / version.name
        if not link.exists() and version.is_dir():
            link.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):  # another worker was faster
                link.symlink_to(version, target_is_directory=True)
