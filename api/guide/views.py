"""The documentation, the guide, the promise and the meanings of problems, in both languages."""

from flask import abort, render_template

from api.guide.answers import get_example
from api.guide.examples import KINDS, TASKS, list_examples
from api.guide.marks import coded
from api.guide.problems import GROUPS, PROBLEMS
from api.guide.reading import list_common, read_resource
from api.routing import NAMES, v1
from portal.addresses import public_url
from portal.domain.datasets import has_illustrative
from portal.errors import Refusal
from portal.i18n import language
from portal.routing import Pages
from portal.web import session

pages = Pages("guide", __name__, template_folder="templates")
pages.add_app_template_filter(coded)


@pages.errorhandler(Refusal)
@pages.errorhandler(404)
def show_refusal(error: Exception) -> tuple[str, int]:
    """A page, though the address is among those for programs."""
    refusal = error if isinstance(error, Refusal) else Refusal(404, "http-404", "", "")
    return render_template("error.html", refusal=refusal), refusal.status


@pages.get("/api/docs")
def docs() -> str:
    resources = [read_resource(name, language()) for name in NAMES]
    return render_template("guide/docs.html", resources=resources, common=list_common(language()))


@pages.get("/api/docs/<resource>")
def resource(resource: str) -> str:
    if resource not in v1.resources:
        abort(404)
    found = read_resource(resource, language())
    examples = [get_example(collection.path, language()) for collection in found.collections]
    return render_template("guide/resource.html", resource=found, examples=examples, illustrative=_is_illustrative())


@pages.get("/api/problems")
def problems() -> str:
    return render_template("guide/problems.html", problems=PROBLEMS, groups=GROUPS)


@pages.get("/developers")
def developers() -> str:
    examples = {task: list_examples(task, public_url("")) for task in TASKS}
    return render_template(
        "guide/developers.html",
        examples=examples,
        kinds=KINDS,
        server=public_url(""),
        illustrative=_is_illustrative(),
    )


@pages.get("/stability")
def stability() -> str:
    return render_template("guide/stability.html")


def _is_illustrative() -> bool:
    return has_illustrative(session())
