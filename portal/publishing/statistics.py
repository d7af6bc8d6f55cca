"""What PostgreSQL knows about the observations, for its choice of indexes: brought up to date when they have grown.

The server looks at each partition by itself, within a minute, but never at the whole of them; and until the first time
it takes every table for empty. So whoever publishes asks for it, after the release is out.
"""

import logging

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.db import Store

LOG = logging.getLogger(__name__)
GROWN = 1.2  # times what was there
AT_LEAST = 1000  # rows
# The last number given out, not a count: it costs nothing, and rows are never deleted.
IS_DUE = text("""
    select (select last_value from observations_id_seq) > :grown * greatest(reltuples, 0) + :at_least
    from pg_class where oid = 'observations'::regclass
""")


def refresh_statistics(public: Store) -> bool:
    """Have the server look at the observations if there are many more than when it last did; whether it did.

    In a transaction of its own, and it fails nothing: what was published is out.
    """
    if public.file is not None:
        return False
    try:
        with public.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            due = bool(connection.scalar(IS_DUE, {"grown": GROWN, "at_least": AT_LEAST}))
            if due:
                connection.execute(text("select analyze_observations()"))  # by right of the tables' owner
    except DBAPIError as error:
        LOG.warning("the observations could not be analysed: %s", error.orig)
        return False
    return due
