"""PostgreSQL: how the server keeps its word, and which role may do what."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from portal.db import Store
from portal.doctor.checks import warning, wrong
from portal.doctor.site import Site
from portal.replication import get_lag, list_hosts

OLDEST = 14

UNREADABLE = """
    select tablename from pg_tables where schemaname = current_schema()
      and not has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'select') order by 1
"""
WRITABLE = UNREADABLE.replace("not has_table_privilege", "has_table_privilege").replace(
    "'select'", "'insert, update, delete, truncate'"
)


def _servers(site: Site) -> Iterator[tuple[str, Connection]]:
    for name, store in site.answering():
        if store.file is None:
            with store.engine.connect() as connection:
                yield name, connection


def _told(connection: Connection, setting: str) -> str:
    return str(connection.scalar(text(f"show {setting}")))


def find_old_server(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        version = _told(connection, "server_version")
        if int(_told(connection, "server_version_num")) < OLDEST * 10_000:
            yield f"the {name} store's server is PostgreSQL {version}"


def find_other_encoding(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        if (encoding := _told(connection, "server_encoding")) != "UTF8":
            yield f"the {name} store's database is {encoding}"


def find_careless(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            if _told(connection, setting) == "off":
                yield f"{setting} is off for the {name} store"


def find_superuser(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        if _told(connection, "is_superuser") == "on":
            yield f"the role {connection.engine.url.username} of the {name} store is a superuser"


def find_no_right_to_read(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        if tables := connection.scalars(text(UNREADABLE)).all():
            yield f"the role {connection.engine.url.username} may not read {', '.join(tables[:5])} of the {name} store"


def find_right_to_write(site: Site) -> Iterator[str]:
    if site.only != "public":
        return
    for _name, connection in _servers(site):
        if tables := connection.scalars(text(WRITABLE)).all():
            yield f"the role {connection.engine.url.username} may write {', '.join(tables[:5])}"


def find_desk_open_to_roles(site: Site) -> Iterator[str]:
    for name, connection in _servers(site):
        if name == "desk" and connection.scalar(text(OPEN_TO_ALL)):
            yield f"every role may connect to the database {connection.engine.url.database}"


OPEN_TO_ALL = "select has_database_privilege('public', current_database(), 'connect')"


def find_late_replicas(site: Site) -> Iterator[str]:
    store = site.stores.get("public")
    if store is None or store.file is not None or len(list_hosts(store.url)) == 1:
        return
    most = float(site.values["REPLICA_LAG"]) if site.values["REPLICA_LAG"].isdecimal() else 0.0
    for host, port in list_hosts(store.url):
        query = {name: value for name, value in store.url.query.items() if name not in {"host", "port"}}
        yield from _lateness(Store(_address(store, host, port, query), read_only=True), f"{host}:{port}", most)


def _address(store: Store, host: str, port: str, query: Mapping[str, Sequence[str] | str]) -> str:
    url = store.url.set(host=host, port=int(port) if port else None, query=query)
    return url.render_as_string(hide_password=False)


def _lateness(one: Store, where: str, most: float) -> Iterator[str]:
    try:
        with one.session() as session:
            lag = get_lag(session)
        if lag is not None and lag > most:
            yield f"{where} is {lag:.0f} s behind"
    except DBAPIError:
        yield f"{where} does not answer"
    finally:
        one.close()


CHECKS = (
    wrong(
        "postgresql-old",
        f"The server is older than PostgreSQL {OLDEST}, for which the portal is tested no more.",
        "Upgrade the server (pg_upgrade), after langso backup.",
        find_old_server,
    ),
    wrong(
        "postgresql-encoding",
        "The database cannot hold every Vietnamese letter.",
        "Make it anew with encoding UTF8: langso backup, create database … encoding 'UTF8' template template0, "
        "langso restore.",
        find_other_encoding,
    ),
    wrong(
        "postgresql-careless",
        "What was acknowledged can be lost when the server's power goes.",
        "Set it to on in postgresql.conf, or alter database … reset; then reload the server.",
        find_careless,
    ),
    warning(
        "postgresql-superuser",
        "The portal runs with every right on the server.",
        "Make a role that owns its two databases and nothing else, and name it in the address.",
        find_superuser,
    ),
    wrong(
        "role-cannot-read",
        "The role has no right to read a table, so pages fail.",
        "As the owner: grant select on all tables in schema public to ROLE; and for later ones: alter default "
        "privileges in schema public grant select on tables to ROLE.",
        find_no_right_to_read,
    ),
    wrong(
        "role-writes",
        "The public application's role could write what it only has to read.",
        "Make a role of its own with the right to select, and name it in its LANGSO_DATABASE_URL.",
        find_right_to_write,
    ),
    warning(
        "desk-open-to-roles",
        "Every role of the server may connect to the desk's database.",
        "revoke connect on database NAME from public",
        find_desk_open_to_roles,
        of_desk=True,
    ),
    warning(
        "replica-late",
        "A replica is not there, or so far behind that readers are sent to the primary.",
        "Look at the replica's log and its network; raise LANGSO_REPLICA_LAG only if readers may see older figures.",
        find_late_replicas,
    ),
)
