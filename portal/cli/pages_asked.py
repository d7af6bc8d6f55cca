"""Some real pages, asked of the composed application over a store: what an upgrade looks at before it is believed."""

from portal.cli.composed import make_public_app
from portal.db import Store
from portal.domain.datasets import list_datasets
from portal.domain.localities import list_communes
from portal.domain.releases import list_releases
from portal.publishing.upgrading.scratch import stay_in
from portal.web import today

ALWAYS = (
    *("/", "/en/", "/localities", "/targets", "/deadlines", "/indicators", "/releases", "/audit", "/search?q=so"),
    *("/api/v1/localities", "/api/v1/observations?limit=20", "/api/v1/targets?limit=20"),
)


def look(public: Store, schema: str | None) -> dict[str, int]:
    """The status of each page over a public store, by address.

    :param schema: in which of a PostgreSQL database's schemas the tables lie, if not where one looks first.
    """
    app = make_public_app(DATABASE_URL=public.url.render_as_string(hide_password=False), RATE_LIMIT="")
    store: Store = app.extensions["store"]
    if schema is not None:
        stay_in(store.engine, schema)
    client, base_url = app.test_client(), app.config["BASE_URL"] or "http://localhost"
    try:
        with app.app_context():
            paths = [*ALWAYS, *_pages_of(store)]
        return {path: client.get(path, base_url=base_url).status_code for path in paths}
    finally:
        store.close()


def _pages_of(store: Store) -> list[str]:
    """Of one commune, its newest release and its first dataset, where there are such."""
    with store.session() as session:
        communes = list_communes(session, on=today())[:3]
        releases = list_releases(session, limit=2)
        datasets = list_datasets(session, commune=communes[0]) if communes else []
        return [
            *[f"/localities/{commune.slug}" for commune in communes],
            *[f"/releases/{release.id}" for release in releases],
            *[f"/datasets/{dataset.slug}" for dataset in datasets[:2]],
        ]
