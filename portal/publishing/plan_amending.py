"""Which older targets a plan's own take the place of, and what cannot be said of that."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.plan_history import list_histories, list_newer
from portal.domain.plans import Target, get_plan
from portal.domain.whole_plans import WholePlan, get_whole_plan
from portal.publishing.problems import Problem, Refused

MOST_NAMED = 5  # ids in one problem

WORDS = {
    "plan-there": (
        "kế hoạch này đã có trong kho dữ liệu.",
        "the store has this plan.",
        "Kế hoạch mới: đặt tên thư mục có thêm năm. Sửa lỗi nhập của chính kế hoạch này: thêm --replace.",
        "A new plan: add its year to the folder's name. To mend what was misread in this one: add --replace.",
    ),
    "plan-not-there": (
        "kho dữ liệu chưa có kế hoạch này để thay.",
        "the store has no such plan to replace.",
        "Bỏ --replace, hoặc kiểm tra tên thư mục.",
        "Leave --replace out, or check the folder's name.",
    ),
    "amends-unknown": (
        "không có kế hoạch này để sửa đổi.",
        "there is no such plan to amend.",
        "Ghi sau --amends tên (slug) của kế hoạch cũ, xem trang /plans.",
        "Give --amends the slug of the older plan; see the page /plans.",
    ),
    "amends-itself": (
        "một kế hoạch không thể sửa đổi chính nó.",
        "a plan cannot amend itself.",
        "Ghi tên kế hoạch cũ, hoặc bỏ --amends.",
        "Name the older plan, or leave --amends out.",
    ),
}


def about_plan(code: str, slug: str) -> Problem:
    """A problem of a plan as a whole."""
    return Problem(code, f"plans/{slug}", *WORDS[code])


def fill_amendments(
    session: Session, whole: WholePlan, before: WholePlan | None, amends: str | None
) -> WholePlan | None:
    """Let each target whose row names none amend the one of the older plan with its indicator and year.

    The older plan is the one named; of a plan that is mended, else the one that it amended before.

    :returns: the older plan, if there is one.
    :raises Refused: there is no such plan.
    """
    slug = amends or _amended_before(before)
    if slug is None:
        return None
    plan = get_plan(session, slug)
    if plan is None or plan.slug == whole.plan.slug:
        raise Refused([about_plan("amends-itself" if plan else "amends-unknown", slug)])
    older = get_whole_plan(session, plan)
    found = {(target.indicator_code, target.year): target.id for target in older.targets}
    named = {target.amends_id for target in whole.targets}
    for target in whole.targets:
        match = found.get((target.indicator_code, target.year))
        if target.amends_id is None and match not in named:
            target.amends_id = match
    return older


def _amended_before(before: WholePlan | None) -> str | None:
    """The plan of which it amended most targets."""
    if before is None:
        return None
    plans = Counter(each.older_plan for each in before.amendments if each.newer_plan == before.plan.slug)
    return plans.most_common(1)[0][0] if plans else None


def amendment_problems(session: Session, whole: WholePlan) -> Iterator[Problem]:
    """A target of another place, one that was amended already, twice, or by a plan that this one came before."""
    amended = [target.amends_id for target in whole.targets if target.amends_id]
    where = f"{whole.plan.slug}/targets.csv, cột amends"
    twice = [ref for ref, count in Counter(amended).items() if count > 1]
    if twice:
        yield _about(where, "amended-twice", twice)
    older = session.scalars(select(Target).where(Target.id.in_(amended))).all()
    elsewhere = [target.id for target in older if target.plan.commune_id != whole.plan.commune_id]
    if elsewhere:
        yield _about(where, "amends-elsewhere", elsewhere)
    by_plan: dict[str, list[str]] = defaultdict(list)
    for ref, newer in list_newer(session, amended).items():
        if newer.plan_slug != whole.plan.slug:
            by_plan[newer.plan_slug].append(ref)
    for plan, refs in by_plan.items():
        yield _about(where, "amended-already", refs, plan=plan)
    histories = {target.id: (*chain, target) for target in older for chain in [_history(session, target)]}
    circle = [ref for ref, chain in histories.items() if any(t.plan_slug == whole.plan.slug for t in chain)]
    if circle:
        yield _about(where, "amends-circle", circle)


def _history(session: Session, target: Target) -> tuple[Target, ...]:
    return list_histories(session, [target]).get(target.id, ())


def _about(where: str, code: str, refs: list[str], plan: str = "") -> Problem:
    named = ", ".join(refs[:MOST_NAMED]) + (", …" if len(refs) > MOST_NAMED else "")
    said = {
        "amended-twice": (
            f"hai chỉ tiêu cùng thay một chỉ tiêu: {named}.",
            f"two targets take the place of one: {named}.",
            "Chỉ để một dòng nêu chỉ tiêu ấy.",
            "Let one row name it.",
        ),
        "amends-elsewhere": (
            f"là chỉ tiêu của địa phương khác: {named}.",
            f"they are targets of another place: {named}.",
            "Chỉ nêu chỉ tiêu của kế hoạch cùng địa phương.",
            "Name targets of this place's own plans.",
        ),
        "amended-already": (
            f"{len(refs)} chỉ tiêu đã được kế hoạch {plan} thay: {named}.",
            f"{len(refs)} targets were replaced by plan {plan}: {named}.",
            f"Sửa đổi kế hoạch mới nhất: --amends {plan}.",
            f"Amend the newest plan: --amends {plan}.",
        ),
        "amends-circle": (
            f"những chỉ tiêu này lại thay chỉ tiêu của chính kế hoạch này: {named}.",
            f"they themselves take the place of targets of this plan: {named}.",
            "Kế hoạch cũ không thể thay kế hoạch mới; bỏ trống ô này.",
            "An older plan cannot replace a newer one; leave the cell empty.",
        ),
    }
    return Problem(code, where, *said[code])
