"""compose.yaml against the specification's schema, and against what an installation promises."""

import json
import os
import re
import subprocess

import jsonschema
import psycopg
import pytest
import yaml

from portal.settings import ROOT, SETTINGS
from tests.conftest import lacking
from tests.postgresql import find_binaries

FOLDER = ROOT / "deploy" / "container"
SCHEMA = ROOT / "bench" / "web" / "node_modules" / "dclint" / "schemas" / "compose.schema.json"


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))


def test_it_is_a_compose_file(compose):
    if not SCHEMA.is_file():
        lacking("the schema of compose files is not installed (npm ci --prefix bench/web)")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft7Validator(schema).validate(compose)


def test_every_service_is_whole_and_its_root_cannot_be_written(compose):
    for name, service in compose["services"].items():
        assert service["image"], name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        built = service["image"].startswith("langso-")
        assert built or "healthcheck" in service, name


def test_secrets_volumes_and_networks_are_named_once_and_all_are_used(compose):
    services = compose["services"].values()
    assert {name for service in services for name in service.get("secrets", [])} == set(compose["secrets"])
    assert {name for service in services for name in service["networks"]} == set(compose["networks"])
    mounted = {volume.partition(":")[0] for service in services for volume in service.get("volumes", [])}
    assert {name for name in mounted if not name.startswith(".")} == set(compose["volumes"])


def test_only_nginx_is_open_to_others(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["nginx"]
    assert compose["networks"]["data"]["internal"]
    assert "outside" not in compose["services"]["public"]["networks"]


def test_the_public_application_is_given_nothing_of_the_desk(compose):
    public = compose["services"]["public"]
    assert not [name for name in public["secrets"] if "desk" in name]
    assert not [name for name in public["environment"] if "DESK" in name]
    assert not [volume for volume in public["volumes"] if volume.startswith("desk")]
    assert "published:/var/lib/langso/public:ro" in public["volumes"]


def test_settings_are_ours_and_secrets_come_as_files_without_defaults(compose):
    known = {f"LANGSO_{setting.name}" for setting in SETTINGS}
    for name in ("public", "desk"):
        for setting, value in compose["services"][name]["environment"].items():
            assert setting.removesuffix("_FILE") in known, setting
            if setting.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in compose["services"][name]["secrets"], setting
    assert not re.search(r"\$\{\w+:-", (FOLDER / "compose.yaml").read_text("utf-8"))
    assert not [path for path in FOLDER.iterdir() if path.name == "secrets"]


def test_prepare_makes_every_secret_once(compose, tmp_path):
    script = tmp_path / "prepare"
    script.write_bytes((FOLDER / "prepare").read_bytes())
    for _ in range(2):
        subprocess.run(["/bin/sh", str(script)], check=True, timeout=60)
        made = {path.name: path.read_text("utf-8") for path in (tmp_path / "secrets").iterdir()}
        assert set(compose["secrets"]) <= set(made)
        assert len({made[name] for name in made}) == len(made)
        first = locals().get("first", made)
        assert first == made


def test_the_database_is_made_with_roles_that_cannot_reach_each_other(postgresql_server, tmp_path):
    """The script that PostgreSQL's image runs, on a real server; dropped again at the end."""
    for name in ("public", "desk"):
        (tmp_path / f"{name}_database_password").write_text(f"of {name}'s")
    given = psycopg.conninfo.conninfo_to_dict(postgresql_server)
    environ = {"PGHOST": given["host"], "PGPORT": given["port"], "PGPASSWORD": given.get("password", "")}
    environ |= {"LANGSO_SECRETS": str(tmp_path), "POSTGRES_USER": given["user"]}
    path = f"{find_binaries()}:{os.environ['PATH']}"
    try:
        subprocess.run(
            ["/bin/sh", FOLDER / "database.sh"], env=os.environ | environ | {"PATH": path}, check=True, timeout=60
        )
        _check_roles(given)
    finally:
        with psycopg.connect(postgresql_server, autocommit=True) as connection:
            for statement in (
                "database if exists langso_public with (force)",
                "database if exists langso_desk with (force)",
            ):
                connection.execute(f"drop {statement}")
            for role in ("langso_public", "langso_desk"):
                connection.execute(f"drop role if exists {role}")


def _check_roles(given):
    def connect(role, database):
        return psycopg.connect(
            host=given["host"], port=given["port"], user=role, dbname=database, password=f"of {role[7:]}'s"
        )

    with connect("langso_desk", "langso_public") as desk:
        desk.execute("create table told (a int)")
    with connect("langso_public", "langso_public") as public:
        assert public.execute("select count(*) from told").fetchone() == (0,)
    for statement in ("insert into told values (1)", "create table own (a int)"):
        with connect("langso_public", "langso_public") as public, pytest.raises(psycopg.Error):
            public.execute(statement)
    with connect("langso_public", "langso_public") as public:
        public.execute("set transaction read write")  # whoever breaks in may say so
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            public.execute("insert into told values (1)")
    with pytest.raises(psycopg.OperationalError, match="permission denied"):
        connect("langso_public", "langso_desk")
