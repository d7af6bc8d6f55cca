"""A passport for programs: one object with all of it, and its versions as rows. The page, JSON and CSV say the same."""

from typing import Any

from portal.addresses import public_url
from portal.domain.audit import LogEntry
from portal.domain.localities import Locality
from portal.domain.observations import Observation
from portal.domain.passports import Aimed, Passport, Version
from portal.formats import Table, rows_json
from portal.formats.public_rows import rounded
from portal.i18n import language
from portal.i18n.wording import arithmetic
from portal.pages.observation_citation import citations
from portal.pages.observation_words import formula_text, is_sum, passport_path, status_meaning, title_of, value_text
from portal.routing import in_language

FIGURE = tuple("indicator,locality,period,numerator,denominator,value,status,reported,expected,release".split(","))
OF_RELEASE = tuple(
    "released_at,kind,reason,reason_en,source,source_en,submitted_by_role,approved_by_role,takes_back,restores".split(
        ","
    )
)
ENDS = ("state", "superseded_by", "superseded_at", "dataset", "first_version", "last_version", "illustrative")


def version_table(passport: Passport) -> Table:
    """Every version, the oldest first."""
    row = passport.current
    name = f"{row.indicator_code}-{passport.ref}-{row.period}"
    rows = [_version_row(version, passport.is_illustrative) for version in passport.versions]
    return Table(name, (*FIGURE, *OF_RELEASE, *ENDS), rows)


def _version_row(version: Version, illustrative: bool) -> tuple[Any, ...]:
    row, later = version.row, version.superseded_by
    carried = version.carried_by
    return (
        *_figure(row),
        *(getattr(row.release, name) for name in OF_RELEASE),
        version.fate,
        later.id if later else None,
        later.released_at if later else None,
        row.dataset_slug,
        carried[0] if carried else None,
        carried[-1] if carried else None,
        illustrative,
    )


def _figure(row: Observation) -> tuple[Any, ...]:
    """In the order of ``FIGURE``, as the API answers an observation."""
    return (
        row.indicator_code,
        row.locality.code,
        row.period,
        row.numerator,
        row.denominator,
        row.value,
        row.status,
        row.reported,
        row.expected,
        row.release.id,
    )


def passport_object(passport: Passport, aims: list[Aimed]) -> dict[str, Any]:
    """All of a passport, under names that stay; sentences are in the language of the answer."""
    row = passport.current
    return dict(zip(FIGURE, _figure(row), strict=True)) | {
        "illustrative": passport.is_illustrative,
        "as_of": passport.as_of.id if passport.as_of else None,
        "title": title_of(row),
        "text": value_text(row),
        "meaning": status_meaning(passport),
        "formula": _formula(row),
        "place": _place(passport.place),
        "commune": _place(passport.commune),
        "other_bearers_of_the_code": [_place(place) for place in passport.namesakes],
        **{name: getattr(row.release, name) for name in OF_RELEASE},
        "versions": _versions(passport),
        "dataset": _dataset(passport),
        "audit": [_entry(entry) for entry in passport.entries],
        "targets": [_aim(aimed) for aimed in aims],
        "citation": citations(passport),
        "links": links_of(passport),
    }


def _formula(row: Observation) -> dict[str, Any] | None:
    """How the value follows from its counts; None where no value is shown."""
    if row.value is None:
        return None
    kind = "as-given" if row.numerator is None else "count" if row.denominator is None else "rate"
    return {
        "kind": "sum-over-villages" if kind == "rate" and is_sum(row) else kind,
        "numerator": _count(row, "numerator"),
        "denominator": _count(row, "denominator"),
        "text": formula_text(row) or None,
    }


def _count(row: Observation, name: str) -> dict[str, Any] | None:
    indicator, count = row.indicator, getattr(row, name)
    if count is None:
        return None
    return {"label": getattr(indicator, name), "label_en": getattr(indicator, f"{name}_en"), "count": count}


def _place(place: Locality) -> dict[str, Any]:
    names = ("code", "slug", "kind", "name", "name_en", "valid_from", "valid_to")
    return {name: getattr(place, name) for name in names}


def _versions(passport: Passport) -> list[dict[str, Any]]:
    rows = rows_json(version_table(passport))
    return [row | {"dataset_versions": list(v.carried_by)} for row, v in zip(rows, passport.versions, strict=True)]


def _dataset(passport: Passport) -> dict[str, Any]:
    dataset = passport.dataset
    names = ("slug", "title", "title_en", "licence", "illustrative")
    return {name: getattr(dataset, name) for name in names} | {"url": _url(f"/datasets/{dataset.slug}")}


def _entry(entry: LogEntry) -> dict[str, Any]:
    names = ("seq", "at", "event", "subject", "role", "hash")
    return {name: getattr(entry, name) for name in names} | {"url": public_url(entry_path(entry))}


def entry_path(entry: LogEntry) -> str:
    """Where the one entry is read as it stands in the log."""
    return f"/audit.json?after={entry.seq - 1}&limit=1"


def _aim(aimed: Aimed) -> dict[str, Any]:
    target, progress, gap = aimed.target, aimed.progress, aimed.gap
    names = ("id", "comparator", "value", "value_high", "year", "citation", "citation_en", "note", "note_en")
    return {name: getattr(target, name) for name in names} | {
        "plan": target.plan_slug,
        "gap": rounded(gap.distance) if gap else None,
        "progress": progress.status if progress else None,
        "arithmetic": arithmetic(progress.judgement, target.indicator.unit) if progress else None,
        "url": _url(f"/plans/{target.plan_slug}/targets") + f"#{target.id}",
    }


def links_of(passport: Passport) -> dict[str, str | None]:
    """Where it stands and what is beside it, as absolute addresses; those of pages in the language of the answer."""
    row, commune = passport.current, passport.commune
    before, after = passport.neighbours
    place = f"/localities/{commune.slug}"
    return {
        "canonical": canonical_url(passport),
        "json": _url(_path(passport) + ".json") + asked_state(passport),
        "csv": _url(_path(passport) + ".csv") + asked_state(passport),
        "api": public_url(api_path(passport)),
        "indicator": _url(f"/indicators/{row.indicator_code}"),
        "locality": _url(place if passport.place.id == commune.id else f"{place}/{passport.place.slug}"),
        "map": _url(f"/maps/{commune.slug}/{row.indicator_code}") if row.indicator.level == "village" else None,
        "release": _url(f"/releases/{row.release.id}"),
        "previous": _url(passport_path(row.indicator_code, passport.place, before.text)) if before else None,
        "next": _url(passport_path(row.indicator_code, passport.place, after.text)) if after else None,
    }


def canonical_url(passport: Passport) -> str:
    """The permanent address, whichever name or state the passport was asked for by."""
    return _url(_path(passport))


def api_path(passport: Passport) -> str:
    """The observation alone in the API, which takes a code for its last bearer's: a slug leaves no doubt."""
    place = passport.place
    reused = any(other.valid_to is None for other in passport.namesakes)
    ref = place.slug if reused or passport.ref == place.slug else place.code
    return f"/api/v1/observations/{passport.indicator.code}/{ref}/{passport.current.period}{asked_state(passport)}"


def asked_state(passport: Passport) -> str:
    return f"?as_of={passport.as_of.id}" if passport.as_of else ""


def _path(passport: Passport) -> str:
    return f"/observations/{passport.indicator.code}/{passport.ref}/{passport.current.period}"


def _url(path: str) -> str:
    return public_url(in_language(path, language()))
