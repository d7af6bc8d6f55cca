"""The self-check of a digital citizen: twelve questions, answered in the very request and forgotten with it.

Answers come by POST, so that they stand in no address, no history, no log of addresses and no referrer; the answer is
one that nobody may store and that names no page to the next one. There is no cookie, and nothing is written anywhere.
A token against forged requests (CSRF) would need a cookie and protect nothing: a request changes nothing and its
answer is of what it carried. Other sites may not read it (no CORS header goes with a page), and programs' limits do
not apply, as it is a page for people.
"""

from flask import Response, render_template, request

from portal.domain.localities import Locality
from portal.domain.self_check import Answer, Question, load_questions, read_answers, unanswered, weigh
from portal.domain.teams import CommunityTeam, list_teams
from portal.headers import NOBODY_KEEPS
from portal.i18n import gettext as _
from portal.i18n.readiness_words import element_names
from portal.pages.forms_guard import LARGEST
from portal.pages.kept import kept_village
from portal.routing import Pages
from portal.settings import DATA
from portal.web import session

pages = Pages("self_check", __name__)


@pages.get("/readiness/check")
def ask() -> str:
    return _form({})


@pages.post("/readiness/check")
def answer() -> Response:
    request.max_content_length = LARGEST
    questions = load_questions(DATA)
    answers = read_answers(request.form, questions)
    left = unanswered(answers, questions)
    if left:
        return Response(_form(answers, left), 422, headers=NOBODY_KEEPS)
    return Response(_result(answers), headers=NOBODY_KEEPS)


def _form(answers: dict[str, Answer], left: list[Question] | None = None) -> str:
    return render_template("readiness/check.html", errors=left or [], place=kept_village(), **_asked(answers))


def _result(answers: dict[str, Answer]) -> str:
    outcome = weigh(answers, load_questions(DATA))
    teams = _teams()
    return render_template(
        "readiness/result.html",
        outcome=outcome,
        place=kept_village(),
        teams=teams,
        illustrative=any(team.dataset.illustrative for team, _place in teams),
        **_asked(answers),
    )


def _asked(answers: dict[str, Answer]) -> dict[str, object]:
    return {
        "questions": load_questions(DATA),
        "answers": answers,
        "choices": [(Answer.YES, _("Có")), (Answer.NO, _("Chưa")), (Answer.UNSURE, _("Không chắc"))],
        "names": element_names(),
    }


def _teams() -> list[tuple[CommunityTeam, Locality]]:
    """The team of the village that the address remembers, else its commune's; none where neither is published."""
    kept = kept_village()
    if kept is None:
        return []
    found = list_teams(session(), commune=kept.commune)
    own = [(team, place) for team, place in found if place.id == kept.village.id]
    return (own or [(team, place) for team, place in found if place.id == kept.commune.id])[:1]
