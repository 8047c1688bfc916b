"""How many statements PostgreSQL received, counted by itself (pg_stat_statements)."""

from adapters.embedded import sql

_COUNT = """
select coalesce(sum(calls), 0)::bigint from pg_stat_statements
where dbid = (select oid from pg_database where datname = current_database())
  and query !~* '^\\s*(begin|commit|rollback|set |show |select pg_stat)'
"""


class Statements:
    def __init__(self, admin_url: str | None) -> None:
        self._url = admin_url
        if admin_url:
            sql.execute(admin_url, "create extension if not exists pg_stat_statements")

    def forget(self) -> None:
        if self._url:
            sql.execute(self._url, "select pg_stat_statements_reset()")

    def count(self) -> int | None:
        """None when the server is not ours: only a superuser sees the queries of the others."""
        return int(sql.scalar(self._url, _COUNT)) if self._url else None
