"""What the application would have done day after day: the window of advertisements, the figures, the statistics."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.annonces.vitrine import rebuild
from adapters.db.cotation.attentes import compter_les_attentes
from adapters.db.cotation.photos import photographier_les_points
from adapters.db.cotation.positions import photographier_les_positions
from adapters.db.engine import Reader, set_context
from adapters.db.journees import journees
from adapters.db.observatoire.attributions import compter_les_attributions
from adapters.db.observatoire.chiffres import photographier
from adapters.db.observatoire.croisements import photographier_le_stock
from adapters.db.referentiel.memory import Communes
from adapters.seed.activite import raconter
from adapters.seed.ecriture import ORDRE
from adapters.seed.lots import Territoire


class _SurCetteConnexion(Reader):
    """Reads what the transaction itself has just written."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def __call__(
        self, departement: str | None = None, demande_id: UUID | None = None
    ) -> AsyncIterator[AsyncConnection]:
        yield self._connection


async def finir(connection: AsyncConnection, territoires: Sequence[Territoire], *, nuit_faite: bool) -> None:
    """`nuit_faite`: scored and dated as of today, the territory leaves the worker nothing to catch up with."""
    # tables just filled have no statistics: the figures below would be counted row against row
    for table in ORDRE:
        await connection.execute(text(f"analyze {table.name}"))
    communes = Communes(_SurCetteConnexion(connection))
    await communes.load()
    for territoire in territoires:
        departement = territoire.departement
        await set_context(connection, departement, None, local=True)
        await rebuild(connection, departement, communes)
        await photographier_les_positions(connection, departement, territoire.today)
        await connection.execute(_DECISIONS_DALO, {"d": departement, "jour": territoire.today})
        await compter_les_attributions(connection, departement)
        await photographier(connection, departement, communes, datetime.now(UTC))
        await photographier_le_stock(connection, departement, territoire.today)
        await compter_les_attentes(connection, departement, communes, territoire.today)
        await photographier_les_points(connection, departement, territoire.today)
        await raconter(connection, territoire)
        await connection.execute(_VUES, {"d": departement, "jour": territoire.today - timedelta(days=3)})
        if nuit_faite:
            today = insert(journees).values(departement=departement, jour=territoire.today)
            await connection.execute(today.on_conflict_do_nothing())


_VUES = text("""
    insert into affichages_de_cotation (departement, demande_id, epci, jour, grille_id, points, details)
    select c.departement, c.demande_id, c.epci, :jour, c.grille_id, c.total_verifie, c.details_verifies
    from cotations c join comptes_demandeurs k on k.departement = c.departement and k.demande_id = c.demande_id
    where c.departement = :d and c.total_verifie is not null
    on conflict do nothing
""")
"""The applicants who may sign in have already looked at their points."""

_DECISIONS_DALO = text("""
    insert into decisions_dalo (departement, demande_id, statut, numero_recours, decidee_le, a_loger_avant_le,
      diagnostic_social, accompagnement_social, typologies, enregistree_le, par)
    select d.departement, d.id, 'ACTIF', 'REC-' || r.numero, r.le, r.le + 180, false, false, '{}',
      r.le + interval '3 days', 'Commission de médiation'
    from demandes d
    cross join lateral (select abs(hashtext(cast(d.id as text))) % 100000 as numero) h
    cross join lateral (
      select h.numero, greatest(
        d.deposee_le, least(d.deposee_le + 210, cast(:jour as date) - 5 - h.numero % 150)
      ) as le
    ) r
    where d.departement = :d and d.dalo and d.deposee_le is not null
""")
"""A demande that the file knows as DALO has the decision that says so."""


async def ranger_les_pages(connection: AsyncConnection) -> None:
    """Statistics for the planner, and the visibility map that index-only scans read."""
    for table in ORDRE:
        await connection.execute(text(f"vacuum (analyze) {table.name}"))
    for nom in (
        "communes",
        "organismes",
        "comptes",
        "annonces_publiques",
        "seances",
        "residences",
        "conventions_flux",
    ):
        await connection.execute(text(f"analyze {nom}"))
