"""What the parameters refer to, found in the store; a reference to nothing is refused with where to look."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from api.parameters import AsOf, bad_value, listed
from portal.domain.datasets import get_dataset
from portal.domain.indicators import is_indicator, list_groups
from portal.domain.localities import (
    Locality,
    get_commune,
    get_commune_id,
    get_last_locality,
    get_last_locality_id,
    get_locality,
)
from portal.domain.plans import get_plan
from portal.domain.releases import Latest, get_latest, get_release, get_release_by_seq, resolve_as_of
from portal.per_state import held_each
from portal.web import session, today

Parameters = Mapping[str, Any]
Found = TypeVar("Found")


@dataclass(frozen=True)
class State:
    """What was published when.

    :param seq: the number of the newest release to look at; 0 before the first.
    :param pinned: the parameter that asks for this state again.
    :param newest: whether nothing came later.
    """

    seq: int
    pinned: dict[str, str]
    newest: bool = False

    @property
    def as_of(self) -> int | None:
        """The number, or None where what stands now is looked at, which is found sooner."""
        return None if self.newest else self.seq


def _find(parameters: Parameters, name: str, get: Callable[[str], Found | None]) -> Found | None:
    ref = parameters[name]
    if ref is None:
        return None
    found = get(ref)
    if found is None:
        raise bad_value(name, ref, listed(name))
    return found


def _held(key: Hashable, get: Callable[[], Found | None]) -> Found | None:
    """What is found is held for this state of the store; what is not is asked for again, as anybody may ask for it."""

    def make(_keys: list[Hashable]) -> dict[Hashable, Found]:
        found = get()
        return {} if found is None else {key: found}

    return held_each("reference", [key], make).get(key)


def find_commune(parameters: Parameters, name: str = "commune") -> Locality | None:
    """The commune with this code or slug today, or on the day ``on``; None when none was asked for.

    :raises Refusal: 400, there is none.
    """
    return _find(parameters, name, lambda ref: get_commune(session(), ref, on=parameters.get("on") or today()))


def find_commune_id(parameters: Parameters, name: str = "commune") -> int | None:
    """The same, where no more than its id is needed."""
    day = parameters.get("on") or today()
    return _find(parameters, name, lambda ref: _held((name, ref, day), lambda: get_commune_id(session(), ref, on=day)))


def find_locality_id(parameters: Parameters, name: str = "locality") -> int | None:
    """As ``find_locality``, where no more than its id is needed."""
    return _find(parameters, name, lambda ref: _held((name, ref), lambda: get_last_locality_id(session(), ref)))


def find_locality(parameters: Parameters, name: str = "locality") -> Locality | None:
    """The locality with this code or slug, the newest that ever had it: what was published of a village that is no
    more stays where it was.
    """
    return _find(parameters, name, lambda ref: get_last_locality(session(), ref))


def find_parent(parameters: Parameters) -> Locality | None:
    """The locality that had this code or slug on the day ``on``."""
    return _find(parameters, "parent", lambda ref: get_locality(session(), ref, on=parameters["on"] or today()))


def find_plan(parameters: Parameters) -> str | None:
    plan = _find(parameters, "plan", lambda ref: get_plan(session(), ref))
    return plan.slug if plan else None


def find_indicator(parameters: Parameters) -> str | None:
    def get(ref: str) -> str | None:
        return _held(("indicator", ref), lambda: ref if is_indicator(session(), ref) else None)

    return _find(parameters, "indicator", get)


def find_dataset(parameters: Parameters) -> str | None:
    dataset = _find(parameters, "dataset", lambda ref: get_dataset(session(), ref))
    return dataset.slug if dataset else None


def find_release(parameters: Parameters) -> str | None:
    release = _find(parameters, "release", lambda ref: get_release(session(), ref))
    return release.id if release else None


def find_group(parameters: Parameters, *, measured: bool = False) -> str | None:
    """The group with this code; of those that have indicators where it is ``measured``."""
    code = parameters["group"]
    codes = [group.code for group in list_groups(session(), measured=measured)]
    if code is not None and code not in codes:
        raise bad_value("group", code, ", ".join(codes))
    return code


def find_state(parameters: Parameters) -> State:
    """What ``as_of`` lets one see; without it, everything published up to now.

    :raises Refusal: 400, it names neither a release nor a day or instant.
    """
    latest = _latest()
    if parameters["as_of"] is None or (latest is not None and latest.id == parameters["as_of"]):
        return State(latest.seq, {"as_of": latest.id}, newest=True) if latest else State(0, {})
    seq = find_seq(parameters)
    return State(seq, pin(seq), newest=latest is not None and seq == latest.seq)


def find_seq(parameters: Parameters) -> int:
    """The number of the newest release to look at; 0 before the first.

    :raises Refusal: 400, ``as_of`` names neither a release nor a day or instant.
    """
    text = parameters["as_of"]
    if text is None:
        latest = _latest()
        return latest.seq if latest else 0
    try:
        return resolve_as_of(session(), text)
    except ValueError:
        raise bad_value("as_of", text, AsOf("").allowed()) from None


def pin(seq: int | None) -> dict[str, str]:
    """The parameter that asks for this state again, so that a walk through pages sees one."""
    latest = _latest() if seq else None
    if latest is not None and latest.seq == seq:
        return {"as_of": latest.id}
    release = get_release_by_seq(session(), seq) if seq else None
    return {"as_of": release.id} if release else {}


def _latest() -> Latest | None:
    return _held("latest", lambda: get_latest(session()))
