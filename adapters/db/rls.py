"""Row-level security, as SQL: the second belt under the application's own check of the perimeter.

The application connects as the role `fdls_app`, which owns nothing. A table of personal data shows it only the
rows of `app.departement` and, for an applicant, of his own demande (`app.demande`). Migrations freeze this SQL.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

ROLE = "fdls_app"
OF_DEPARTEMENT = "departement = current_setting('app.departement', true)"
OWN = "coalesce(current_setting('app.demande', true), '') in ('', {column}::text)"


def policies(metadata: MetaData) -> Iterator[str]:
    for table in metadata.sorted_tables:
        kind = table.info.get("rls")
        if kind is None:
            continue
        check = OF_DEPARTEMENT
        if kind == "demande":
            check += " and " + OWN.format(column=table.info.get("own_column", "demande_id"))
        yield f"alter table {table.name} enable row level security"
        yield f"create policy du_departement on {table.name} to {ROLE} using ({check}) with check ({check})"


def grants(metadata: MetaData) -> Iterator[str]:
    yield f"grant usage on schema public to {ROLE}"
    yield f"grant usage on all sequences in schema public to {ROLE}"
    for table in metadata.sorted_tables:
        rights = "select, insert" if table.info.get("append_only") else "select, insert, update, delete"
        yield f"grant {rights} on {table.name} to {ROLE}"


def view(table: Table, name: str) -> Iterator[str]:
    """Read through its owner's view: RLS would forbid the indexes of operators that are not leakproof."""
    yield f"create view {name} as select * from {table.name} where {OF_DEPARTEMENT}"  # noqa: S608
    yield f"grant select on {name} to {ROLE}"
