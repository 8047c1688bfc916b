import builtins
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.kernel.aggregate import Aggregate
from domain.kernel.raisons import Raison
from domain.pieces import events
from domain.pieces.codes import EtatPiece, TypePiece
from domain.pieces.errors import OrdreIncomplet, PieceDejaControlee, PieceEnAnalyse, PieceIntrouvable
from domain.pieces.feuillets import EtatFeuillet, Feuillet

RESERVEE = "Document à accès réservé"
"""Ce que dit l'historique d'une pièce de santé ou de violences : tous les partenaires le lisent."""


class OriginePiece(StrEnum):
    PORTAIL = "portail"
    GUICHET = "guichet"
    SNE = "sne"


@dataclass(eq=False, kw_only=True)
class Piece(Aggregate):
    """Un document du dossier, fait de feuillets rangés dans l'ordre de lecture."""

    departement: str
    id: UUID
    demande_id: UUID
    personne_id: UUID | None
    type: str
    sensible: bool = False
    """Santé ou violences : seuls les profils habilités la voient."""
    feuillets: tuple[Feuillet, ...]
    origine: OriginePiece
    depot_de: str | None = None
    """L'organisme dont un guichet l'a déposée ; rien quand elle vient de la personne, ou du système national."""
    etat: EtatPiece
    motif_refus: str | None = None
    deposee_le: datetime
    controlee_le: datetime | None = None
    expire_le: date | None = None
    """Premier jour où elle ne vaut plus."""
    analyse_depuis: datetime | None = None
    """Depuis quand un de ses feuillets attend l'antivirus : au-delà d'une demi-heure, quelqu'un doit regarder."""
    version: int = 1

    @classmethod
    def deposer(
        cls,
        *,
        departement: str,
        id: UUID,
        demande_id: UUID,
        personne_id: UUID | None,
        type: TypePiece,
        sensible: bool,
        feuillet: Feuillet,
        origine: OriginePiece,
        depot_de: str | None = None,
        le: datetime,
    ) -> Self:
        piece = cls(
            departement=departement,
            id=id,
            demande_id=demande_id,
            personne_id=personne_id,
            type=type.value,
            sensible=sensible,
            feuillets=(feuillet,),
            origine=origine,
            depot_de=depot_de,
            etat=EtatPiece.RECUE if feuillet.etat is EtatFeuillet.PRET else EtatPiece.EN_ANALYSE,
            deposee_le=le,
        )
        piece._dire(events.PieceDeposee, le)
        piece._faire_analyser(feuillet, le)
        return piece

    @property
    def libelle(self) -> str:
        return TypePiece(self.type).libelle

    @property
    def deposee_par(self) -> str:
        """Qui l'a mise au dossier : la personne, un organisme, ou le système national ; jamais le nom d'un agent."""
        if self.origine is OriginePiece.GUICHET:
            return self.depot_de or "un guichet"
        return "le système national" if self.origine is OriginePiece.SNE else "le demandeur"

    def ajouter(self, feuillet: Feuillet, *, le: datetime) -> None:
        """Une page de plus, à la suite des autres."""
        self._exiger_modifiable()
        self.feuillets = (*self.feuillets, feuillet)
        self._dire(events.PageAjoutee, le)
        self._faire_analyser(feuillet, le)
        self._etablir()

    def ordonner(self, ordre: tuple[UUID, ...], *, le: datetime) -> None:
        """Les mêmes pages dans un autre ordre."""
        self._exiger_modifiable()
        connus = {f.id: f for f in self.feuillets}
        if len(ordre) != len(connus) or set(ordre) != set(connus):
            raise OrdreIncomplet("Les pages ont changé entre-temps. Rien n'a été déplacé : vérifiez la liste.")
        if ordre != tuple(connus):
            self.feuillets = tuple(connus[id] for id in ordre)
            self._dire(events.PagesOrdonnees, le)

    def retirer_la_page(self, feuillet_id: UUID, *, le: datetime) -> None:
        """La dernière page ne se retire pas seule : c'est la pièce que l'on retire."""
        self._exiger_modifiable()
        reste = tuple(f for f in self.feuillets if f.id != feuillet_id)
        if len(reste) == len(self.feuillets) or not reste:
            raise PieceIntrouvable("Cette page est introuvable.")
        self.feuillets = reste
        self._dire(events.PageRetiree, le)
        self._etablir()

    def feuillet(self, feuillet_id: UUID) -> Feuillet | None:
        return next((f for f in self.feuillets if f.id == feuillet_id), None)

    def noter_l_examen(self, examine: Feuillet, *, le: datetime) -> None:
        """L'analyse a rendu le feuillet lisible, ou l'a refusé en disant pourquoi."""
        self.feuillets = tuple(examine if f.id == examine.id else f for f in self.feuillets)
        self._etablir()
        if self.etat is EtatPiece.REFUSEE:
            self.controlee_le = le
            self._dire_le_refus(le)

    def valider(self, *, expire_le: date | None = None, le: datetime) -> None:
        self.exiger_a_controler()
        self.etat = EtatPiece.VALIDEE
        self.expire_le = expire_le
        self.controlee_le = le
        self._dire(events.PieceValidee, le)

    def refuser(self, *, motif: str, le: datetime) -> None:
        """Un refus se motive : le demandeur lira le motif tel quel."""
        self.exiger_a_controler()
        self.etat = EtatPiece.REFUSEE
        self.motif_refus = motif
        self.controlee_le = le
        self._dire_le_refus(le)

    def retirer(self, *, le: datetime) -> None:
        self._exiger_modifiable()
        self._dire(events.PieceRetiree, le)

    def raison_controle(self) -> Raison | None:
        """Pourquoi la pièce ne peut être ni validée ni refusée, ou rien si elle attend son contrôle."""
        if self.etat is EtatPiece.EN_ANALYSE:
            return Raison(
                code=PieceEnAnalyse.code, phrase="Ce document est en cours d'analyse. Il pourra s'ouvrir ensuite."
            )
        return self.raison_modification()

    def raison_modification(self) -> Raison | None:
        if self.etat in (EtatPiece.RECUE, EtatPiece.EN_ANALYSE):
            return None
        return Raison(
            code=PieceDejaControlee.code,
            phrase="Cette pièce a déjà été contrôlée. Déposez-en une nouvelle s'il le faut.",
        )

    def exiger_a_controler(self) -> None:
        if raison := self.raison_controle():
            kind = PieceEnAnalyse if raison.code == PieceEnAnalyse.code else PieceDejaControlee
            raise kind(raison.phrase, raisons=[raison])

    def _exiger_modifiable(self) -> None:
        if raison := self.raison_modification():
            raise PieceDejaControlee(raison.phrase, raisons=[raison])

    def _etablir(self) -> None:
        """L'état de la pièce avant tout contrôle se lit dans celui de ses feuillets."""
        etats = {f.etat for f in self.feuillets}
        if EtatFeuillet.EN_ANALYSE not in etats:
            self.analyse_depuis = None
        if EtatFeuillet.EN_ANALYSE in etats:
            self.etat = EtatPiece.EN_ANALYSE
        elif EtatFeuillet.PRET in etats:
            self.etat = EtatPiece.RECUE
        else:
            self.etat = EtatPiece.REFUSEE
            self.motif_refus = next(f.motif for f in self.feuillets)

    def _faire_analyser(self, feuillet: Feuillet, le: datetime) -> None:
        if feuillet.etat is EtatFeuillet.EN_ANALYSE:
            self.analyse_depuis = self.analyse_depuis or le
            self.record(events.FeuilletRecu(**self._qui(le), feuillet_id=feuillet.id))

    def _dire(self, kind: "builtins.type[events.EvenementPiece]", le: datetime) -> None:
        self.record(kind(**self._qui(le)))

    def _dire_le_refus(self, le: datetime) -> None:
        self.record(events.PieceRefusee(**self._qui(le), motif=self.motif_refus or ""))

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.demande_id,
            "occurred_at": le,
            "piece_id": self.id,
            "type_libelle": RESERVEE if self.sensible else self.libelle,
        }


def refuse(feuillet: Feuillet, motif: str) -> Feuillet:
    return replace(feuillet, etat=EtatFeuillet.REFUSE, motif=motif)


def pret(feuillet: Feuillet, *, objet: str, pages: int, examen: str) -> Feuillet:
    return replace(feuillet, etat=EtatFeuillet.PRET, objet=objet, pages=pages, examen=examen)
