"""The loads of reading: what lies ready, and what was never asked before."""

import time
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from bench.against import addresses, trees
from bench.against.asking import Addresses, ask_each, measure
from bench.against.contenders import Field, ready
from bench.against.plan import Plan
from bench.against.ratios import Goal, Measured, Spread
from bench.against.rounds import Contender, Report, Results, alternate
from bench.against.servers import Server
from bench.against.stores import list_indicators, list_village_codes
from portal.db import PublicStore


def asking(server: Server, paths: list[str], seconds: float, *, fresh: bool = False) -> Contender:
    return Contender(server.name, partial(measure, server, Addresses(paths, fresh=fresh), seconds))


def prepared(report: Report, field: Field, load: str, path: str, encoding: str, plan: Plan) -> Results:
    """One address again and again: ours, alone and through the site, beside the same bytes from Flask and from disk."""
    one, site = field.ours.accepting(encoding), field.site.accepting(encoding)
    with ready(one, field.running_site, [path]) as (flask, disk, files):
        contenders = [
            asking(one, [path], plan.seconds),
            asking(site, [path], plan.seconds),
            asking(flask.accepting(encoding), [path], plan.seconds),
            asking(disk.accepting(encoding), [files[path]], plan.seconds),
        ]
        found = report.show(alternate(f"{load}, prepared ({encoding})", contenders, plan.rounds))
    dearer = found.dearer("ours", "Flask, ready bytes")
    quicker = found.quicker("nginx over ours", "nginx from disk")
    cheap = found.quicker("ours", "Flask, ready bytes")
    report.judge(Goal(f"{load}, prepared: a bare Flask route", "at most", 1.25), dearer, f"{cheap} requests a second")
    saved = found.dearer("nginx over ours", "nginx from disk")
    report.judge(
        Goal(f"{load}, prepared: nginx from disk, requests a second", "at least", 0.75),
        quicker,
        f"{saved} processor time",
    )
    return found


def observations(report: Report, field: Field, plan: Plan) -> None:
    indicators = list_indicators(field.store)
    of_one = addresses.questions([None], [None], list_village_codes(field.store))
    of_commune = addresses.questions(indicators, field.scale.codes, [None])
    of_all = addresses.questions(indicators, [None], [None])
    prepared(report, field, "100 observations", of_commune[0].ours, "identity", plan)
    _never_seen(report, field, "100 observations of a village", of_one, plan)
    _never_seen(report, field, "100 observations of a commune's villages", of_commune[1:], plan)
    _never_seen(report, field, "100 observations of all places", of_all, plan)


def _never_seen(report: Report, field: Field, load: str, questions: list[addresses.Question], plan: Plan) -> None:
    mine = [question.ours for question in questions]
    theirs, arrays = [q.datasette for q in questions], [q.datasette_array for q in questions]
    array = Contender("Datasette, array", asking(field.datasette, arrays, plan.seconds, fresh=True).measure)
    contenders = [
        asking(field.ours, mine, plan.seconds, fresh=True),
        asking(field.raw, mine, plan.seconds, fresh=True),
        asking(field.raw_counted, mine, plan.seconds, fresh=True),
        asking(field.datasette, theirs, plan.seconds, fresh=True),
        array,
    ]
    found = report.show(alternate(f"{load}, never seen before", contenders, plan.rounds))
    for name, wanted in ((field.datasette.name, 20), (array.name, 8)):
        report.judge(Goal(f"{load}: {name}", "at least", wanted), *_beside(found, name))
    for server in (field.raw_counted, field.raw):
        dearer, quicker = found.dearer("ours", server.name), found.quicker("ours", server.name)
        report.judge(Goal(f"{load}: {server.name}", "at most", 1.6), dearer, f"{quicker} requests a second")


def _beside(found: Results, name: str) -> tuple[Spread, str]:
    """How many times our processor time theirs is, and our requests a second beside it."""
    return found.dearer(name, "ours"), f"{found.quicker('ours', name)} requests a second"


def metadata(report: Report, field: Field, plan: Plan) -> None:
    slug = f"noi-{field.scale.codes[0]}-digital-society"
    prepared(report, field, "one dataset's metadata", f"/api/v1/datasets/{slug}", "identity", plan)
    theirs = asking(field.datasette, [f"/figures/datasets.json?slug={quote(slug)}&_shape=array"], plan.seconds)
    mine = asking(field.ours, [f"/api/v1/datasets/{slug}"], plan.seconds)
    report.show(alternate("one dataset's metadata, beside Datasette", [mine, theirs], plan.rounds))


def outlines(report: Report, field: Field, plan: Plan) -> None:
    paths = addresses.outlines(len(list_village_codes(field.store)))
    first = "/ogc/collections/villages/items?limit=200&f=json"
    prepared(report, field, "200 outlines", first, "identity", plan)
    mine = asking(field.ours, ["/ogc" + path for path in paths], plan.seconds, fresh=True)
    theirs = asking(field.pygeoapi, paths, plan.seconds, fresh=True)
    found = report.show(alternate("200 outlines, never seen before", [mine, theirs], plan.rounds))
    report.judge(Goal("200 outlines, never seen before: pygeoapi", "at least", 25), *_beside(found, "pygeoapi"))


def pages(report: Report, field: Field, plan: Plan) -> None:
    paths = addresses.pages(field.scale)
    prepared(report, field, "a commune's page", paths[0], "br", plan)
    theirs = list(addresses.table_pages(field.scale, list_indicators(field.store)))
    contenders = [
        Contender("ours", _first_in_its_release(field, field.ours, paths)),
        Contender(field.unlocalised.name, _first_in_its_release(field, field.unlocalised, paths)),
        asking(field.datasette, theirs, plan.seconds),
    ]
    found = report.show(alternate("a commune's page, first time in its release", contenders, plan.rounds))
    report.judge(
        Goal("a commune's page, first time: Datasette's table page", "at least", 20), *_beside(found, "Datasette")
    )
    plain = field.unlocalised.name
    report.judge(
        Goal("a commune's page, first time: without localisation", "at most", 1.5), found.dearer("ours", plain)
    )


def _first_in_its_release(field: Field, server: Server, paths: list[str]) -> Callable[[], Measured]:
    """The store's state is another before every round, and each page is asked once."""

    def once() -> Measured:
        _bump(field)
        before, begun = trees.processor_seconds(*server.heads), time.perf_counter()
        ask_each(server, paths)
        taken = time.perf_counter() - begun
        return Measured((trees.processor_seconds(*server.heads) - before) / len(paths), len(paths) / taken)

    return once


def _bump(field: Field) -> None:
    public = PublicStore(f"sqlite:///{field.store}/public.sqlite")
    with public.begin() as session:
        session.connection()
    public.close()
