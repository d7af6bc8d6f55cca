"""Several PostgreSQL servers as one."""
