"""Where what a score reads comes from: who said each part of the form, and the pieces on file."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.pieces.tables import pieces
from domain.cotation.champs import Rubrique
from domain.cotation.evenements.model import Contestation
from domain.cotation.faits import PreuveAdmise
from domain.cotation.justification import (
    Declarant,
    Declaration,
    PieceAuDossier,
    Sources,
    declarations_du_formulaire,
)
from domain.cotation.vocabulary import EtatDePreuve
from domain.kernel.calendrier import aujourd_hui
from domain.organismes.acteur import SorteActeur
from domain.pieces.codes import EtatPiece, TypePiece
from domain.publics.codes import Origine

P = pieces.c
LIBELLES_PIECES: Final = {t.value: t.libelle for t in TypePiece}
_ETATS: Final = {
    EtatPiece.ATTENDUE: EtatDePreuve.ATTENDUE,
    EtatPiece.EN_ANALYSE: EtatDePreuve.DEPOSEE,
    EtatPiece.RECUE: EtatDePreuve.DEPOSEE,
    EtatPiece.VALIDEE: EtatDePreuve.VALIDEE,
    EtatPiece.REFUSEE: EtatDePreuve.REFUSEE,
    EtatPiece.PERIMEE: EtatDePreuve.EXPIREE,
}


async def pieces_on_file(connection: AsyncConnection, departement: str, demande_id: UUID) -> list[PieceAuDossier]:
    rows = await connection.execute(
        select(P.id, P.type, P.personne_id, P.etat, P.deposee_le, P.controlee_le, P.motif_refus, P.expire_le).where(
            P.departement == departement, P.demande_id == demande_id
        )
    )
    return [
        PieceAuDossier(
            id=row.id,
            type=row.type,
            personne_id=row.personne_id,
            etat=_ETATS[row.etat],
            deposee_le=aujourd_hui(row.deposee_le),
            controlee_le=aujourd_hui(row.controlee_le) if row.controlee_le else None,
            motif_refus=row.motif_refus,
            expire_le=row.expire_le,
        )
        for row in rows
    ]


def admises(lues: Sequence[PieceAuDossier]) -> list[PreuveAdmise]:
    """Those an agent has validated: what the score itself reads."""
    return [
        PreuveAdmise(
            type=piece.type, personne_id=piece.personne_id, valide_le=piece.controlee_le, expire_le=piece.expire_le
        )
        for piece in lues
        if piece.etat is EtatDePreuve.VALIDEE and piece.controlee_le is not None
    ]


async def sources(
    connection: AsyncConnection,
    departement: str,
    demande_id: UUID,
    *,
    deposee_le: date | None,
    lues: Sequence[PieceAuDossier],
    contestees: Sequence[Contestation],
    au_demandeur: bool,
) -> Sources:
    """One statement: the last change of each part of the form, the last label, the last DALO decision."""
    par_section: dict[str, Declaration] = {}
    autres: dict[Rubrique, Declaration] = {}
    given = {"d": departement, "id": demande_id, "public": au_demandeur}
    for row in await connection.execute(_SAID, given):
        declaration = Declaration(par=_who(row), le=aujourd_hui(row.le), organisme=row.organisme)
        if row.section is not None:
            par_section[row.section] = declaration
        else:
            autres[Rubrique(row.rubrique)] = declaration
    return Sources(
        declarations=declarations_du_formulaire(par_section, deposee_le) | autres,
        pieces=lues,
        libelles_pieces=LIBELLES_PIECES,
        contestations={(c.type, c.le): c.phrase for c in reversed(contestees)},
        au_demandeur=au_demandeur,
    )


def _who(row: Any) -> Declarant:
    if row.rubrique is not None:
        return Declarant.FICHIER_PARTAGE if row.sorte == Origine.AUTOMATIQUE else Declarant.LABELLISEUR
    if row.type == _IMPORTED:
        return Declarant.IMPORT
    if row.sorte == SorteActeur.DEMANDEUR:
        return Declarant.DEMANDEUR
    return Declarant.FICHIER_PARTAGE if row.sorte in _BY_ITSELF else Declarant.AGENT


_IMPORTED: Final = "DemandeMiseAJour"
_BY_ITSELF: Final = frozenset({SorteActeur.SYSTEME, SorteActeur.SCRIPT})
_SAID: Final = text("""
(select distinct on (s.section) s.section, null as rubrique, h.type, h.auteur_sorte as sorte, h.organisme, h.le
 from historique h cross join lateral jsonb_array_elements_text(h.details -> 'sections') s(section)
 where h.departement = :d and h.objet = 'demande' and h.objet_id = :id
   and h.type in ('DemandeCommencee', 'DemandeModifiee', 'DemandeMiseAJour', 'OccupantMisACharge',
     'OccupantDevenuCodemandeur')
 order by s.section, h.id desc)
union all
(select null, 'label', null, l.origine, l.organisme, l.pose_le from labellisations l
 where l.departement = :d and l.demande_id = :id and l.retire_le is null and (l.public or not :public)
 order by l.pose_le desc limit 1)
union all
(select null, 'dalo', null, 'manuel', q.organisme, q.enregistree_le from decisions_dalo q
 where q.departement = :d and q.demande_id = :id order by q.id desc limit 1)
""")
