#!/bin/sh
# Run once by PostgreSQL's image over an empty volume, or by hand as the owner: two databases, and two roles. The desk
# writes both; the public application reads the public one and may not even connect to the other.
set -eu
secrets=${LANGSO_SECRETS:-/run/secrets}
psql --set ON_ERROR_STOP=1 --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set public_password="$(cat "$secrets/public_database_password")" \
  --set desk_password="$(cat "$secrets/desk_database_password")" <<'SQL'
create role langso_desk login password :'desk_password';
create role langso_public login password :'public_password';
create database langso_public owner langso_desk;
create database langso_desk owner langso_desk;
revoke all on database langso_public, langso_desk from public;
grant connect on database langso_public to langso_public;
\connect langso_public
revoke all on schema public from public;
grant all on schema public to langso_desk;
grant usage on schema public to langso_public;
alter default privileges for role langso_desk in schema public grant select on tables to langso_public;
alter role langso_public in database langso_public set default_transaction_read_only = on;
\connect langso_desk
revoke all on schema public from public;
grant all on schema public to langso_desk;
SQL
