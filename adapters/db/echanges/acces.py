from typing import Any
from uuid import UUID

from sqlalchemy import select

from adapters.db.echanges.tables import clients_tiers
from adapters.db.engine import Reader
from adapters.db.organismes.tables import organismes, organismes_territoires
from adapters.db.referentiel.voisines import voisines_of

C, T = clients_tiers.c, organismes_territoires.c


async def find_client(read: Reader, departement: str, id: UUID) -> Any | None:
    """Living clients of an organisme that still works in the département."""
    async with read(departement) as connection:
        return (
            await connection.execute(
                select(
                    C.id,
                    C.departement,
                    C.organisme_id,
                    C.nom,
                    C.portees,
                    T.communes,
                    voisines_of(T.communes),
                    T.handicap_seulement,
                    organismes.c.nom.label("organisme"),
                )
                .join(organismes, organismes.c.id == C.organisme_id)
                .join(
                    organismes_territoires,
                    (T.organisme_id == C.organisme_id) & (T.departement == C.departement),
                )
                .where(C.departement == departement, C.id == id, C.revoque_le.is_(None))
            )
        ).first()
