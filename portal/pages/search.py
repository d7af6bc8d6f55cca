"""Search over places, plans, tasks, indicators, datasets and answers, with or without Vietnamese marks."""

from dataclasses import dataclass

from flask import render_template, request

from portal.domain.datasets import has_illustrative
from portal.domain.search import Matches, list_entries, match
from portal.domain.search_index import EntryKind, SearchEntry
from portal.domain.tasks import get_task_plans
from portal.routing import Pages
from portal.web import session

pages = Pages("search", __name__)

FIRST = 5
MOST = 200
LONGEST = 200
MADE_UP = {EntryKind.VILLAGE, EntryKind.DATASET, EntryKind.ANSWER}  # the kinds that a demonstration invents


@dataclass(frozen=True)
class Group:
    """The entries of a kind that are shown, and how many there are."""

    kind: EntryKind
    total: int
    entries: list[SearchEntry]
    paths: dict[int, str]


@pages.route("/search")
def show() -> str:
    text = request.args.get("q", "")[:LONGEST].strip()
    chosen = next((kind for kind in EntryKind if kind == request.args.get("kind")), None)
    found = match(session(), text)
    groups = [_group(found, kind, MOST if chosen else FIRST) for kind in found.counts if chosen in {None, kind}]
    made_up = bool(found.counts.keys() & MADE_UP) and has_illustrative(session())
    return render_template(
        "search/show.html",
        text=text,
        chosen=chosen,
        counts=found.counts,
        corrected=found.corrected,
        groups=groups,
        illustrative=made_up,
    )


def _group(found: Matches, kind: EntryKind, limit: int) -> Group:
    entries = list_entries(session(), found.of(kind), limit)
    plans = get_task_plans(session(), [e.ref for e in entries]) if kind is EntryKind.TASK else {}
    return Group(kind, found.counts[kind], entries, {e.id: path_of(e, plans) for e in entries})


def path_of(entry: SearchEntry, plans: dict[str, str]) -> str:
    """Where an entry is; ``plans`` says of tasks whose they are."""
    return {
        EntryKind.COMMUNE: f"/localities/{entry.ref}",
        EntryKind.VILLAGE: f"/localities/{entry.ref}",
        EntryKind.PLAN: f"/plans/{entry.ref}",
        EntryKind.INDICATOR: f"/indicators/{entry.ref}",
        EntryKind.DATASET: f"/datasets/{entry.ref}",
        EntryKind.ANSWER: f"/questions/{entry.ref}",
        EntryKind.TASK: f"/plans/{plans.get(entry.ref, '')}/tasks#{entry.ref}",
    }[EntryKind(entry.kind)]
