"""Flat rows made again from the aggregates: after a change of what they show, or to prove that they can be."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.annonces import vitrine
from adapters.db.demandes.projection import project
from adapters.db.demandes.tables import demandes, recherche_demandes
from adapters.db.organismes.tables import organismes_territoires
from adapters.db.publics.tables import relectures_de_label
from adapters.db.referentiel.memory import Communes
from adapters.db.unit_of_work import SqlUnitOfWork
from domain.cotation.reactions import lire_les_faits
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande

BATCH = 200


async def territories(session: AsyncSession) -> Sequence[str]:
    """The départements where an organisme works."""
    t = organismes_territoires.c
    return (await session.scalars(select(t.departement).distinct().order_by(t.departement))).all()


async def next_demandes(uow: SqlUnitOfWork, departement: str, after: UUID, communes: Communes) -> UUID | None:
    """One batch in one transaction: the last demande made again, or nothing when all are."""
    await communes.load()
    found = (
        await uow.session.scalars(
            select(Demande)
            .where(demandes.c.departement == departement, demandes.c.id > after)
            .order_by(demandes.c.id)
            .limit(BATCH)
            .with_for_update()
        )
    ).all()
    ids = [demande.id for demande in found]
    r = recherche_demandes.c
    listed = select(r.demande_id, r.modifiee_le).where(r.departement == departement, r.demande_id.in_(ids))
    # to be made again is no change of the file
    changed = {row.demande_id: row.modifiee_le for row in await uow.session.execute(listed)}
    for demande in found:
        classements = await uow.cotations.classements_par_commune(demande)
        await project(
            uow.session,
            demande,
            uow.today(),
            classements,
            communes.epci,
            changed.get(demande.id, demande.creee_le),
            known=True,
        )
        if demande.etat is EtatDemande.ACTIVE:
            faits = await lire_les_faits(demande, uow)
            connue = await uow.cotations.connue(departement, demande.id, (), uow.today())
            await uow.cotations.garder(departement, demande.id, faits, connue.resultats.values())
        else:
            await uow.cotations.retirer(departement, demande.id)
    read = relectures_de_label.c
    # What is read of a form has perhaps changed: the next night reads their labels again.
    await uow.session.execute(
        delete(relectures_de_label).where(read.departement == departement, read.demande_id.in_(ids))
    )
    return found[-1].id if found else None


async def annonces(uow: SqlUnitOfWork, departement: str, communes: Communes) -> int:
    return await vitrine.rebuild(uow.session, departement, communes)
