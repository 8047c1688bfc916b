"""Leaves the base as it was: the next run measures the same one."""

from datetime import datetime

from adapters.embedded import sql


def clean(url: str, since: datetime) -> None:
    """Erases what the creations of this run wrote, bare replays included."""
    begun = f"'{since.isoformat()}'::timestamptz"
    made = f"select id from demandes where creee_le >= {begun}"
    sql.execute(
        url,
        f"delete from historique where le >= {begun}",
        f"delete from consultations where le >= {begun}",
        f"delete from idempotence where cree_le >= {begun}",
        f"delete from mots_recherche where demande_id in ({made})",
        f"delete from recherche_demandes where demande_id in ({made})",
        f"delete from points_de_liste where demande_id in ({made})",
        f"delete from demandes where creee_le >= {begun}",
        "vacuum (analyze) demandes, recherche_demandes, mots_recherche, historique, consultations, idempotence",
    )
