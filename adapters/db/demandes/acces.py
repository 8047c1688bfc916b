from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from adapters.db.demandes.tables import comptes_demandeurs
from adapters.db.engine import Reader
from adapters.db.organismes.sessions import digest
from adapters.db.organismes.tables import sessions


async def find_demandeur(read: Reader, secret: str) -> Any | None:
    """Session then account: the account is under row-level security, its département is known from the session."""
    s, c = sessions.c, comptes_demandeurs.c
    async with read() as connection:
        found = (
            await connection.execute(
                select(s.departement, s.compte_id).where(
                    s.condense == digest(secret), s.sorte == "demandeur", s.fin_le > func.now()
                )
            )
        ).first()
    if found is None:
        return None
    async with read(found.departement) as connection:
        return (
            await connection.execute(
                select(s.compte_id, s.departement, s.vue_le, s.fin_le, c.demande_id, c.identifiant, c.personne_id)
                .join(comptes_demandeurs, (c.departement == s.departement) & (c.id == s.compte_id))
                .where(s.condense == digest(secret), s.departement == found.departement)
            )
        ).first()


def prouvee_of(departement: ColumnElement[str], demande_id: ColumnElement[UUID]) -> ScalarSelect[str]:
    """The address that the applicant has proved: that of the account last used (repository.py, `par_demande`)."""
    c = comptes_demandeurs.c
    return (
        select(c.identifiant)
        .where(c.departement == departement, c.demande_id == demande_id)
        .order_by(c.derniere_connexion_le.desc().nulls_last(), c.id)
        .limit(1)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class CompteDemandeurVue:
    identifiant: str
    a_un_mot_de_passe: bool
    connexion_precedente_le: datetime | None


async def compte_demandeur(read: Reader, departement: str, compte_id: UUID) -> CompteDemandeurVue:
    c = comptes_demandeurs.c
    async with read(departement) as connection:
        row = (
            await connection.execute(
                select(c.identifiant, c.mot_de_passe.is_not(None), c.connexion_precedente_le).where(
                    c.departement == departement, c.id == compte_id
                )
            )
        ).one()
    return CompteDemandeurVue(*row)
