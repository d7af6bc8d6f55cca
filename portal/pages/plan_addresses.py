"""The address of each thing of a plan, absolute and alike in every language: where a page shows it."""

from portal.addresses import public_url
from portal.domain.obligations import duty_id
from portal.domain.plans import Goal, Target
from portal.domain.tasks import Task
from portal.domain.whole_plans import Piece, WholePlan


def kind_page(resource: str) -> str:
    """The page that tells what such a thing is, and what its fields are in the API."""
    return public_url(f"/api/docs/{resource}")


def plan_iri(whole: WholePlan) -> str:
    return public_url(f"/plans/{whole.plan.slug}")


def issuer_iri(whole: WholePlan) -> str:
    return f"{plan_iri(whole)}#issuer"


def section_iri(whole: WholePlan, path: str) -> str:
    return f"{plan_iri(whole)}#section-{path}"


def target_iri(plan: str, ref: str) -> str:
    return public_url(f"/plans/{plan}/targets#{ref}")


def body_iri(whole: WholePlan, slug: str) -> str:
    return f"{plan_iri(whole)}/bodies/{slug}"


def indicator_iri(code: str) -> str:
    return public_url(f"/indicators/{code}")


def province_iri(code: str) -> str:
    return public_url(f"/api/v1/localities/{code}")


def piece_iri(whole: WholePlan, piece: Piece) -> str:
    """Where a page of the plan shows it."""
    if isinstance(piece, Target):
        return target_iri(whole.plan.slug, piece.id)
    if isinstance(piece, Goal):
        return f"{plan_iri(whole)}#{piece.id}-goal"
    return f"{plan_iri(whole)}/tasks#{piece.id}" if isinstance(piece, Task) else f"{plan_iri(whole)}#{duty_id(piece)}"
