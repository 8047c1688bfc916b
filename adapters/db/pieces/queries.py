from uuid import UUID

from sqlalchemy import select

from adapters.db.demandes.queries import consultation, visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.pieces.tables import pieces
from domain.organismes.acteur import Acteur, Perimetre
from domain.pieces.errors import PieceIntrouvable
from domain.pieces.model import TypePiece
from domain.pieces.queries import PieceContenu, PieceVue

P = pieces.c
_OF_VISIBLE = (demandes.c.departement == P.departement) & (demandes.c.id == P.demande_id)


class SqlPiecesQueries:
    def __init__(self, read: Reader) -> None:
        self._read = read

    async def de_la_demande(self, perimetre: Perimetre, demande_id: UUID) -> list[PieceVue]:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            rows = await connection.execute(
                select(
                    P.id,
                    P.type,
                    P.nom,
                    P.format,
                    P.taille,
                    P.personne_id,
                    P.origine,
                    P.etat,
                    P.motif_refus,
                    P.deposee_le,
                    P.controlee_le,
                )
                .join(demandes, _OF_VISIBLE)
                .where(visible(perimetre), P.departement == perimetre.departement, P.demande_id == demande_id)
                .order_by(P.deposee_le, P.id)
                .limit(200)
            )
            return [
                PieceVue(
                    type_libelle=TypePiece(row.type).libelle,
                    est_identite=TypePiece(row.type).est_identite,
                    etat_libelle=row.etat.libelle,
                    **row._mapping,
                )
                for row in rows
            ]

    async def contenu(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, id: UUID) -> PieceContenu:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            row = (
                await connection.execute(
                    select(P.nom, P.format, P.objet)
                    .join(demandes, _OF_VISIBLE)
                    .where(
                        visible(perimetre),
                        P.departement == perimetre.departement,
                        P.demande_id == demande_id,
                        P.id == id,
                    )
                )
            ).first()
            if row is None:
                raise PieceIntrouvable("Ce document est introuvable.")
            await connection.execute(consultation(acteur, demande_id, "piece"))
        return PieceContenu(**row._mapping)
