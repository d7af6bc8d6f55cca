"""The communes of a comparison: a few at once, chosen by the address, of however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from portal.domain.localities import Locality
from portal.domain.plans import list_promising_communes
from portal.domain.progress import Progress, ProgressStatus, count_statuses
from portal.errors import Refusal
from portal.i18n import gettext as _
from portal.web import session, today

MOST = 5
LISTED = 60  # communes to choose from at once; among more the reader seeks by name


@dataclass(frozen=True)
class Chosen:
    """The communes beside each other; ``others`` are those that may be added, few enough to be listed.

    :param sought: what the reader typed to find one more; :param total: how many communes there are to choose from;
        :param asked: whether the address names these communes; else they are the first few, and a choice starts anew.
    """

    communes: list[Locality]
    others: list[Locality]
    sought: str
    total: int
    asked: bool = True

    @property
    def query(self) -> dict[str, list[str]]:
        """What stands in every address of this comparison; nothing where it is the one that is shown unasked."""
        return {"commune": [place.slug for place in self.communes]} if self.asked else {}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form of the page sends along."""
        others = [(name, text) for name, text in request.args.items() if name not in {"commune", "q"} and text]
        return [*(("commune", place.slug) for place in self.communes if self.asked), *others]

    @property
    def is_full(self) -> bool:
        return self.asked and len(self.communes) >= MOST

    @property
    def is_long(self) -> bool:
        """Whether there are too many to choose from a list."""
        return self.total > LISTED

    def without(self, place: Locality) -> str:
        """The address of the comparison without one of its communes."""
        return self._address([each for each in self.communes if each is not place])

    def beside(self, place: Locality) -> str:
        """The address of the comparison with one more."""
        return self._address([*(self.communes if self.asked else []), place])

    def _address(self, places: Iterable[Locality]) -> str:
        kept = [(name, text) for name, text in self.kept if name != "commune"]
        asked = urlencode([*(("commune", place.slug) for place in places), *kept])
        return f"{request.script_root}{request.path}?{asked}"


def asked_communes() -> Chosen:
    """The communes that the address names, by slug or code; the first few that have targets where it names none.

    :raises Refusal: it names more than ``MOST``, or one that has no targets here.
    """
    named = list(dict.fromkeys(ref for ref in request.args.getlist("commune") if ref))
    if len(named) > MOST:
        detail = _("Mỗi lần so sánh được nhiều nhất %(most)s xã, phường.", most=MOST)
        raise Refusal(400, "too-many-communes", _("Quá nhiều xã, phường"), detail)
    sought = request.args.get("q", "").strip()[:100]
    total, chosen = list_promising_communes(session(), refs=named or None, on=today(), limit=MOST)
    for ref in named:
        if not any(ref in {place.slug, place.code} for place in chosen):
            detail = _("Không có xã, phường “%(ref)s” với chỉ tiêu bằng số trên cổng này.", ref=ref)
            raise Refusal(404, "unknown-commune", _("Không có xã, phường này"), detail)
    chosen.sort(key=lambda place: _rank(place, named))
    return Chosen(chosen, _others(chosen if named else [], sought, total), sought, total, bool(named))


def _rank(place: Locality, named: Sequence[str]) -> int:
    return next((at for at, ref in enumerate(named) if ref in {place.slug, place.code}), 0)


def _others(chosen: Sequence[Locality], sought: str, total: int) -> list[Locality]:
    """The communes to add: all where they are few, those of the name that is sought where they are many."""
    if total > LISTED and not sought:
        return []
    _total, found = list_promising_communes(session(), name=sought, on=today(), limit=LISTED)
    return [place for place in found if place not in chosen]


def count_by_commune(
    communes: Sequence[Locality], progress: Iterable[Progress]
) -> dict[int, dict[ProgressStatus, int]]:
    """How many targets of each commune have each status, by the commune's id; never one number for unlike targets."""
    given = list(progress)
    return {
        place.id: count_statuses(one for one in given if one.target.plan.commune_id == place.id) for place in communes
    }
