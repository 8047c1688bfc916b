"""A seeded base grows by SQL: what a recalculation reads and writes, again under other ids: minutes, not hours.

Only the demandes that have facts, without their forms: nothing that a batch looks at. Their ids are drawn, so that the
rows of a batch are scattered over the tables, as those of an old file are.
"""

from adapters.embedded import sql

_TABLES = ("demandes", "faits_de_cotation", "cotations", "souhaits", "recherche_demandes", "points_de_liste")
_OTHERWISE = {
    "id": "md5(o.id::text || :n)::uuid",
    "demande_id": "md5(o.demande_id::text || :n)::uuid",
    "reference": "left(md5(o.reference || :n), 20)",
    "numero_unique": "null",
    "formulaire": "'{}'",
    "cles_doublon": "'{}'",
}
"""What is its own in each copy, or left out of it."""
_COLUMNS = """
select string_agg(quote_ident(column_name), ',' order by ordinal_position) from information_schema.columns
where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'
"""


def multiply(admin_url: str, times: int) -> None:
    """`admin_url`: of a superuser, whom neither the foreign keys nor the row filters hold back."""
    orders = ["set session_replication_role = replica"]
    for table in _TABLES:
        columns = str(sql.scalar(admin_url, _COLUMNS, table)).split(",")
        key = "id" if table == "demandes" else "demande_id"
        orders.append(
            f"create unlogged table modele as select * from {table}"
            f" where {key} in (select demande_id from faits_de_cotation)"
        )
        orders += [_again(table, columns, n) for n in range(1, times)]
        orders.append("drop table modele")
    sql.execute(admin_url, *orders, "vacuum (analyze)", "checkpoint")


def _again(table: str, columns: list[str], n: int) -> str:
    taken = [_OTHERWISE.get(column, f"o.{column}").replace(":n", f"'{n}'") for column in columns]
    return f"insert into {table} ({', '.join(columns)}) select {', '.join(taken)} from modele o"
