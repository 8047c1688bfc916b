from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.db.demandes.queries import visible
from adapters.db.demandes.tables import demandes
from adapters.db.engine import Reader
from adapters.db.pieces.tables import pieces
from adapters.db.tracabilite.lectures import consultation
from domain.demandes.errors import DemandeIntrouvable
from domain.demandes.formulaire import Formulaire
from domain.demandes.synthese import nom_affiche
from domain.kernel.nomenclature import Choix
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from domain.pieces.codes import EtatPiece, TypePiece
from domain.pieces.errors import PieceIntrouvable
from domain.pieces.feuillets import EtatFeuillet, Feuillet
from domain.pieces.model import Piece
from domain.pieces.parametres import entier, texte
from domain.pieces.policies import actions, voit_le_sensible
from domain.pieces.queries import (
    AttendueVue,
    DepotVue,
    DossierDePieces,
    FeuilletVue,
    MotifDeRefusVue,
    PersonneDuFoyer,
    PieceContenu,
    PieceVue,
)
from domain.pieces.rules.attendues import Attendue, attendues, etat_au, exige_une_echeance, pieces_de
from domain.pieces.rules.formats import FORMATS
from domain.pieces.rules.refus import motifs_de_refus
from domain.tracabilite.codes import ObjetConsulte

P, D = pieces.c, demandes.c
_OF_VISIBLE = (D.departement == P.departement) & (D.id == P.demande_id)


class SqlPiecesQueries:
    def __init__(self, read: Reader, today: Callable[[], date], controle: str) -> None:
        self._read = read
        self._today = today
        self._controle = controle

    async def de_la_demande(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> list[PieceVue]:
        return (await self.dossier(perimetre, acteur, demande_id)).pieces

    async def dossier(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID) -> DossierDePieces:
        async with self._read(perimetre.departement, perimetre.demande_id) as connection:
            formulaire = await connection.scalar(
                select(D.formulaire).where(
                    visible(perimetre), D.departement == perimetre.departement, D.id == demande_id
                )
            )
            if formulaire is None:
                raise DemandeIntrouvable("Cette demande est introuvable.")
            rows = await self._rows(connection, perimetre, acteur, demande_id)
        return _Dossier(formulaire, [Piece(**row) for row in rows], acteur, self._today()).vue(self._controle)

    async def _rows(
        self, connection: AsyncConnection, perimetre: Perimetre, acteur: Acteur, demande_id: UUID
    ) -> Sequence[Any]:
        found = await connection.execute(
            select(pieces)
            .where(P.departement == perimetre.departement, P.demande_id == demande_id, *_allowed(acteur))
            .order_by(P.deposee_le, P.id)
            .limit(200)
        )
        return found.mappings().all()

    async def contenu(self, perimetre: Perimetre, acteur: Acteur, demande_id: UUID, id: UUID) -> PieceContenu:
        async with self._read.tracing(perimetre.departement, perimetre.demande_id) as connection:
            row = (
                await connection.execute(
                    select(P.departement, P.demande_id, P.id, P.type, P.feuillets)
                    .join(demandes, _OF_VISIBLE)
                    .where(
                        visible(perimetre),
                        P.departement == perimetre.departement,
                        P.demande_id == demande_id,
                        P.id == id,
                        *_allowed(acteur),
                    )
                )
            ).first()
            if row is None:
                raise PieceIntrouvable("Ce document est introuvable.")
            if acteur.sorte is not SorteActeur.DEMANDEUR:
                await connection.execute(
                    consultation(acteur, demande_id, ObjetConsulte.PIECE, self._read.correlation())
                )
        return PieceContenu(
            departement=row.departement,
            demande_id=row.demande_id,
            id=row.id,
            nom=f"{TypePiece(row.type).libelle}.pdf",
            feuillets=row.feuillets,
        )


def _allowed(acteur: Acteur) -> list[ColumnElement[bool]]:
    return [] if voit_le_sensible(acteur) else [P.sensible.is_(False)]


class _Dossier:
    """What is expected, met with what is there."""

    def __init__(self, formulaire: Formulaire, pieces: Sequence[Piece], acteur: Acteur, today: date) -> None:
        self._formulaire = formulaire
        self._acteur = acteur
        self._today = today
        self._pieces = [self._piece(p) for p in pieces]

    def vue(self, controle: str) -> DossierDePieces:
        today, agent = self._today, self._acteur.sorte is not SorteActeur.DEMANDEUR
        wanted = [
            a for a in attendues(self._formulaire, today) if voit_le_sensible(self._acteur) or not a.regle.sensible
        ]
        return DossierDePieces(
            personnes=list(self._personnes.values()),
            attendues=[self._attendue(a) for a in wanted],
            pieces=self._pieces,
            motifs_de_refus=[
                MotifDeRefusVue(code=m.code, libelle=m.libelle, phrase=m.phrase)
                for m in (motifs_de_refus(today) if agent else ())
            ],
            depot=DepotVue(
                taille_maximale=entier("taille_maximale_octets", today),
                morceau=entier("morceau_octets", today),
                formats=list(FORMATS),
                rappel_nir=texte("rappel_nir_guichet" if agent else "rappel_nir", today),
                controle=controle,
            ),
        )

    @cached_property
    def _personnes(self) -> dict[UUID, PersonneDuFoyer]:
        adultes = self._formulaire.adultes
        found = [
            PersonneDuFoyer(
                id=p.id,
                nom=nom_affiche(p),
                role="Demandeur" if p is self._formulaire.demandeur else "Codemandeur",
            )
            for p in adultes
        ]
        found += [
            PersonneDuFoyer(id=o.id, nom=f"{o.nom.upper()} {o.prenom}", role=f"Occupant ({o.lien.libelle.lower()})")
            for o in self._formulaire.occupants
        ]
        return {p.id: p for p in found}

    def _piece(self, piece: Piece) -> PieceVue:
        type = TypePiece(piece.type)
        etat = etat_au(piece.etat, piece.expire_le, self._today)
        personne = self._personnes.get(piece.personne_id) if piece.personne_id else None
        prets = [f for f in piece.feuillets if f.etat is EtatFeuillet.PRET]
        return PieceVue(
            id=piece.id,
            version=piece.version,
            type=piece.type,
            type_libelle=type.libelle,
            est_identite=type.est_identite,
            sensible=piece.sensible,
            nom=piece.feuillets[0].nom,
            format="application/pdf" if prets else piece.feuillets[0].format,
            taille=sum(f.taille for f in piece.feuillets),
            pages=sum(f.pages for f in prets),
            feuillets=[_feuillet(f) for f in piece.feuillets],
            personne_id=piece.personne_id,
            personne=personne.nom if personne else None,
            origine=piece.origine,
            deposee_par=piece.deposee_par,
            etat=etat,
            etat_libelle=etat.libelle,
            motif_refus=piece.motif_refus,
            deposee_le=piece.deposee_le,
            controlee_le=piece.controlee_le,
            expire_le=piece.expire_le,
            echeance_requise=exige_une_echeance(type, self._today),
            actions=list(actions(self._acteur, piece)),
        )

    def _attendue(self, attendue: Attendue) -> AttendueVue:
        regle = attendue.regle
        demandeur = self._formulaire.demandeur
        found = [self._pieces[rang] for rang in pieces_de(attendue, self._pieces, demandeur.id if demandeur else None)]
        first = found[0] if found else None
        etat = first.etat if first else EtatPiece.ATTENDUE
        return AttendueVue(
            code=regle.code,
            libelle=regle.libelle,
            pourquoi=regle.pourquoi,
            categorie=regle.categorie,
            categorie_libelle=regle.categorie.libelle,
            theme=regle.theme,
            theme_libelle=regle.theme.libelle,
            personne_id=attendue.personne_id,
            types=[Choix(code=t.value, libelle=t.libelle) for t in regle.types],
            etat=etat,
            etat_libelle=etat.libelle,
            motif=first.motif_refus if first and etat is EtatPiece.REFUSEE else None,
            expire_le=first.expire_le if first else None,
            bloquante=regle.bloquante,
            pieces=_ids(found),
            reference=regle.reference,
        )


def _feuillet(f: Feuillet) -> FeuilletVue:
    return FeuilletVue(id=f.id, nom=f.nom, etat=f.etat, pages=f.pages, taille=f.taille, examen=f.examen, motif=f.motif)


def _ids(found: Iterable[PieceVue]) -> list[UUID]:
    return [p.id for p in found]
