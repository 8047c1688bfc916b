"""Who writes a letter: the office of the agent, and what it signs."""

from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.ext.asyncio import AsyncSession

from adapters.db.organismes.tables import agences, habilitations, organismes
from domain.communications.groupes.ports import EnTeteDeLettre


async def en_tete_de_lettre(
    session: AsyncSession, departement: str, organisme_id: UUID | None, compte_id: UUID
) -> EnTeteDeLettre:
    """The office of the agent; without one, the first of the organisme in this département."""
    a, o = agences.c, organismes.c
    h = habilitations.c
    sienne = select(h.agence_id).where(h.compte_id == compte_id, h.departement == departement).scalar_subquery()
    found = (
        await session.execute(
            select(o.nom, a.rue, a.complement_1, a.complement_2, a.code_postal, a.ville, a.signature_1, a.signature_2)
            .select_from(organismes)
            .outerjoin(agences, (a.organisme_id == o.id) & (a.departement == departement))
            .where(o.id == organisme_id)
            .order_by(case((a.id == sienne, 0), else_=1), a.libelle, a.id)
            .limit(1)
        )
    ).first()
    if found is None:
        return EnTeteDeLettre(expediteur=("Le fichier partagé",), signature=("Le fichier partagé",))
    ville = " ".join(filter(None, (found.code_postal, found.ville)))
    lignes = (found.nom, found.rue, found.complement_1, found.complement_2, ville)
    signe = (found.signature_1, found.signature_2)
    return EnTeteDeLettre(
        expediteur=tuple(ligne for ligne in lignes if ligne),
        signature=tuple(ligne for ligne in signe if ligne) or (found.nom,),
    )
