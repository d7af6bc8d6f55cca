"""Packages: the entries of the catalogue as CKAN describes datasets."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from api.ckan.actions import action
from api.ckan.arguments import Arguments
from api.ckan.envelope import NotFound
from api.ckan.extras import extras_of
from api.ckan.licences import licence_of
from api.ckan.publishers import organization_id, organization_of
from api.ckan.resources import page_of, resources_of
from api.ckan.subjects import group_of
from api.ckan.tags import tags_of
from api.ckan.times import instant
from portal.domain.boxes import Box, list_boxes
from portal.domain.catalogue import Entry, list_entries, slug_of
from portal.domain.catalogue_search import MODIFIED, list_found
from portal.domain.datasets import Dataset
from portal.domain.notices import ILLUSTRATIVE, TAKEN_BACK
from portal.i18n import gettext as _
from portal.web import session, today

MOST = 1000


@action
def package_list(arguments: Arguments) -> list[str]:
    """The names of all datasets, sorted. limit, offset."""
    start, limit = arguments.natural("offset", 0), arguments.natural("limit", 0)
    wanted = limit if arguments.text("limit") else None
    return list_found(session(), [], by=[Dataset.slug], limit=wanted, offset=start)


@action
def package_show(arguments: Arguments) -> dict[str, Any]:
    """One dataset by its id or name, with its resources."""
    ref = arguments.required("id", "name_or_id")
    slug = slug_of(session(), ref)
    found = packages_of([slug]) if slug else []
    if not found or ref.lower() not in {found[0]["id"], found[0]["name"]}:
        raise NotFound(_("không có bộ dữ liệu “%(ref)s”.", ref=ref))
    return found[0]


@action
def current_package_list_with_resources(arguments: Arguments) -> list[dict[str, Any]]:
    """The datasets with their resources, those changed last first. limit: at most 1000; offset, or page from 1."""
    limit = arguments.natural("limit", MOST, most=MOST)
    page = arguments.natural("page", 1)
    start = arguments.natural("offset", (max(page, 1) - 1) * limit)
    by = [MODIFIED.desc(), Dataset.uuid]
    return packages_of(list_found(session(), [], by=by, limit=limit, offset=start))


def packages_of(slugs: Sequence[str]) -> list[dict[str, Any]]:
    """These datasets, in this order."""
    entries = list_entries(session(), slugs, today=today())
    boxes = list_boxes(session(), [entry.dataset.commune_id for entry in entries])
    return [package_of(entry, boxes.get(entry.dataset.commune_id)) for entry in entries]


def package_of(entry: Entry, box: Box | None) -> dict[str, Any]:
    dataset, resources, tags = entry.dataset, resources_of(entry), tags_of(entry)
    return {
        "id": entry.id,
        "name": dataset.slug,
        "title": dataset.title,
        "notes": notes_of(entry),
        "url": page_of(entry),
        "version": entry.version.number,
        "type": "dataset",
        "state": "active",
        "private": False,
        "metadata_created": instant(entry.issued),
        "metadata_modified": instant(entry.modified),
        "owner_org": organization_id(dataset.commune.slug),
        "organization": organization_of(dataset.commune),
        "groups": [group_of(dataset.group)],
        "tags": tags,
        "num_tags": len(tags),
        "resources": resources,
        "num_resources": len(resources),
        "extras": extras_of(entry, box),
        "title_translated": {"vi": dataset.title, "en": dataset.title_en},
        "notes_translated": {"vi": notes_of(entry), "en": notes_of(entry, english=True)},
        "relationships_as_object": [],
        "relationships_as_subject": [],
        **licence_of(dataset.licence),
        **_people(entry),
    }


def notes_of(entry: Entry, *, english: bool = False) -> str:
    """The description; with it that a dataset was taken back, or that its figures are made up."""
    dataset = entry.dataset
    said = [dataset.description_en if english else dataset.description]
    if entry.is_withdrawn:
        said.insert(0, TAKEN_BACK[english])
    if dataset.illustrative:
        said.append(f"{ILLUSTRATIVE[english]}.")
    return "\n\n".join(said)


def _people(entry: Entry) -> dict[str, Any]:
    """The commune's committee; a mailbox only where the operator gives one."""
    committee, mailbox = entry.publisher[0], current_app.config["CONTACT_EMAIL"] or None
    return {
        "author": committee,
        "author_email": mailbox,
        "maintainer": committee,
        "maintainer_email": mailbox,
    }
