"""``langso roles``: the databases and roles of an installation on PostgreSQL, as statements for who runs the server.

Three roles: the owner makes and changes tables, the desk writes both databases and owns nothing, so it cannot take the
audit log's guards away; the public only reads the public one and cannot connect to the other.
"""

import click

DATABASES = ("public", "desk")
ROLES = ("owner", "desk", "public")


@click.command()
@click.option("--prefix", default="langso", show_default=True, help="What the names of databases and roles begin with.")
def roles(prefix: str) -> None:
    """Print what makes the PostgreSQL databases and roles; it may be run again.

    langso roles | psql -v ON_ERROR_STOP=1 -d postgres
    """
    if not (prefix.isascii() and prefix.isidentifier() and prefix.islower()):
        raise click.BadParameter("small letters, digits and _ alone", param_hint="--prefix")
    click.echo("\n".join(list_statements(prefix)))


def list_statements(prefix: str) -> list[str]:
    """psql's input. Roles get no password: ``\\\\password NAME``, or a line of pg_hba.conf, comes after."""
    lines = [_made("role", f"{prefix}_{role}", "login", "pg_roles", "rolname") for role in ROLES]
    lines += [_made("database", f"{prefix}_{name}", _like(prefix), "pg_database", "datname") for name in DATABASES]
    for name in DATABASES:
        lines += [f"\\connect {prefix}_{name}", *_rights(prefix, name)]
    return lines


def _made(kind: str, name: str, how: str, catalogue: str, column: str) -> str:
    statement = f"create {kind} {name} {how}".replace("'", "''")
    return f"select '{statement}' where not exists (select from {catalogue} where {column} = '{name}') \\gexec"  # noqa: S608


def _like(prefix: str) -> str:
    return f"owner {prefix}_owner encoding 'UTF8' locale 'C' template template0"


def _rights(prefix: str, name: str) -> list[str]:
    readers = [f"{prefix}_desk"] + ([f"{prefix}_public"] if name == "public" else [])
    owned = f"alter default privileges for role {prefix}_owner in schema public grant"
    writing, numbering = "select, insert, update, delete", "usage, select, update"
    return [
        f"revoke all on database {prefix}_{name} from public;",
        f"grant connect on database {prefix}_{name} to {', '.join(readers)};",
        "revoke all on schema public from public;",
        f"alter schema public owner to {prefix}_owner;",
        f"grant usage on schema public to {', '.join(readers)};",
        *[
            f"{start} {rights} {what} to {role};"
            for role, table in ((f"{prefix}_desk", writing), (f"{prefix}_public", "select"))
            if role in readers
            for start, rights, what in (
                (owned, table, "on tables"),
                ("grant", table, "on all tables in schema public"),
            )
        ],
        f"{owned} {numbering} on sequences to {prefix}_desk;",
        f"grant {numbering} on all sequences in schema public to {prefix}_desk;",
        f"{owned} execute on functions to {prefix}_desk;",
        f"grant execute on all functions in schema public to {prefix}_desk;",
    ]
