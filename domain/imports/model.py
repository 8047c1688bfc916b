from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from domain.demandes.sources import SourceDeModification
from domain.imports import events
from domain.imports.errors import EtatDeLImport
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.read_model import ReadModel
from domain.pieces.errors import PositionInattendue


class FormatImport(Nomenclature):
    """Comment le fichier est écrit."""

    CSV = "csv", "CSV, selon le dictionnaire publié"
    SNE = "sne", "XML du SNE (interfaceNuu 02.00 ou 02.01)"


class EtatImport(Nomenclature):
    """Où en est un fichier de demandes. Codes du projet."""

    RECEPTION = "RECEPTION", "Envoi en cours"
    CONTROLE = "CONTROLE", "Contrôle en cours"
    A_APPLIQUER = "A_APPLIQUER", "À appliquer"
    APPLICATION = "APPLICATION", "Application en cours"
    APPLIQUE = "APPLIQUE", "Appliqué"
    REFUSE = "REFUSE", "Fichier refusé"
    ANNULE = "ANNULE", "Annulé"


class ActeImport(StrEnum):
    RECEVOIR = "recevoir"
    CONTROLER = "controler"
    REFUSER = "refuser"
    APPLIQUER = "appliquer"
    TERMINER = "terminer"
    SUSPENDRE = "suspendre"
    ANNULER = "annuler"


E, A = EtatImport, ActeImport

TRANSITIONS: Mapping[tuple[EtatImport, ActeImport], EtatImport] = {
    (E.RECEPTION, A.RECEVOIR): E.RECEPTION,
    (E.RECEPTION, A.ANNULER): E.ANNULE,
    (E.CONTROLE, A.CONTROLER): E.CONTROLE,
    (E.CONTROLE, A.REFUSER): E.REFUSE,
    (E.CONTROLE, A.ANNULER): E.ANNULE,
    (E.A_APPLIQUER, A.APPLIQUER): E.APPLICATION,
    (E.A_APPLIQUER, A.ANNULER): E.ANNULE,
    (E.APPLICATION, A.TERMINER): E.APPLIQUE,
    (E.APPLICATION, A.SUSPENDRE): E.A_APPLIQUER,
    (E.APPLICATION, A.ANNULER): E.ANNULE,
}
"""Toute la vie d'un import. Reçu en entier, il passe de lui-même au contrôle ; contrôlé, il attend un ordre."""

FINIS = frozenset(EtatImport) - frozenset(etat for etat, _ in TRANSITIONS)
"""Appliqué, refusé ou annulé, un import n'attend plus rien."""

_POURQUOI_PAS: Mapping[EtatImport, str] = {
    E.RECEPTION: "Le fichier n'est pas encore reçu en entier.",
    E.CONTROLE: "Le fichier est en cours de contrôle.",
    E.A_APPLIQUER: "Le fichier est déjà contrôlé : il attend l'ordre d'être appliqué.",
    E.APPLICATION: "Le fichier est en cours d'application.",
    E.APPLIQUE: "Le fichier est déjà appliqué : les demandes se corrigent désormais une par une.",
    E.REFUSE: "Le fichier n'a pas pu être lu : déposez-en un autre.",
    E.ANNULE: "L'import a été annulé.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Morceau:
    """Une partie du fichier, rangée chiffrée."""

    objet: str
    taille: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Curseur:
    """Où reprendre la lecture du fichier, en octets."""

    tete: int
    """Longueur de l'en-tête, qui se relit à chaque reprise."""
    position: int
    """Début de la prochaine demande."""
    lignes: int
    """Lignes déjà lues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposant:
    """Qui a déposé le fichier : l'auteur de chaque ligne d'historique que l'import écrira."""

    compte_id: UUID | None
    libelle: str
    organisme: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilan(ReadModel):
    """Ce que l'application du fichier a fait."""

    creees: int = 0
    mises_a_jour: int = 0
    inchangees: int = 0
    """Déjà dans le fichier partagé, à l'identique."""
    anciennes: int = 0
    """Moins récentes que le dossier : rien n'a été changé."""
    ecartees: int = 0
    """L'état du dossier ne permettait pas de l'écrire."""

    def __add__(self, autre: "Bilan") -> "Bilan":
        return Bilan(
            creees=self.creees + autre.creees,
            mises_a_jour=self.mises_a_jour + autre.mises_a_jour,
            inchangees=self.inchangees + autre.inchangees,
            anciennes=self.anciennes + autre.anciennes,
            ecartees=self.ecartees + autre.ecartees,
        )


@dataclass(eq=False, kw_only=True)
class Import(Aggregate):
    """Un fichier de demandes : reçu, contrôlé ligne à ligne, puis appliqué en entier ou pas du tout."""

    departement: str
    id: UUID
    organisme_id: UUID
    nom: str
    format: FormatImport
    taille: int
    """Octets annoncés."""
    position: int = 0
    """Octets reçus."""
    morceaux: tuple[Morceau, ...] = ()
    etat: EtatImport = EtatImport.RECEPTION
    deposant: Deposant
    cree_le: datetime
    empreinte: str | None = None
    """SHA-256 du fichier."""
    deja_applique_le: datetime | None = None
    """Quand le même fichier, octet pour octet, avait déjà été appliqué."""
    curseur: Curseur | None = None
    lues: int = 0
    rejetees: int = 0
    motif_refus: str | None = None
    controle_le: datetime | None = None
    source: SourceDeModification | None = None
    """D'où viennent les changements du fichier, dit avec l'ordre de l'appliquer ; rien pour celui du SNE."""
    applique_le: datetime | None = None
    annule_le: datetime | None = None
    efface_le: datetime | None = None
    """Quand le fichier et ses lignes rejetées ont été effacés."""
    bilan: Bilan | None = None
    version: int = 1

    @classmethod
    def commencer(
        cls,
        *,
        departement: str,
        organisme_id: UUID,
        nom: str,
        format: FormatImport,
        taille: int,
        deposant: Deposant,
        le: datetime,
    ) -> Self:
        commence = cls(
            departement=departement,
            id=new_id(),
            organisme_id=organisme_id,
            nom=nom,
            format=format,
            taille=taille,
            deposant=deposant,
            cree_le=le,
        )
        commence.record(events.ImportCommence(**commence._qui(le)))
        return commence

    @property
    def pretes(self) -> int:
        return self.lues - self.rejetees

    def raison(self, acte: ActeImport) -> Raison | None:
        """Pourquoi cet acte n'est pas possible aujourd'hui, ou rien s'il l'est."""
        if (self.etat, acte) not in TRANSITIONS:
            return Raison(code=f"import-{self.etat.value.lower().replace('_', '-')}", phrase=_POURQUOI_PAS[self.etat])
        if acte is A.APPLIQUER and self.pretes == 0:
            return Raison(
                code="import-sans-ligne-prete", phrase="Aucune ligne du fichier n'est prête à être appliquée."
            )
        return None

    def recevoir(self, *, position: int, objet: str, taille: int, le: datetime) -> None:
        """Un morceau se range exactement à la suite du précédent ; avec le dernier, le contrôle commence."""
        self._exiger(A.RECEVOIR)
        if position != self.position or position + taille > self.taille:
            raise PositionInattendue("Ce morceau n'est pas la suite du fichier.", position=self.position)
        self.position += taille
        self.morceaux = (*self.morceaux, Morceau(objet=objet, taille=taille))
        if self.position == self.taille:
            self.etat = E.CONTROLE
            self.record(events.ImportRecu(**self._qui(le)))

    def reconnaitre(self, *, empreinte: str, deja_applique_le: datetime | None) -> None:
        """Le même fichier deux fois se dit avant d'être contrôlé de nouveau."""
        self.empreinte = empreinte
        self.deja_applique_le = deja_applique_le

    def noter_le_controle(self, *, lues: int, rejetees: int, curseur: Curseur | None, le: datetime) -> None:
        """Des lignes de plus sont contrôlées ; sans curseur, c'étaient les dernières."""
        self._exiger(A.CONTROLER)
        self.lues += lues
        self.rejetees += rejetees
        self.curseur = curseur
        if curseur is not None:
            self.record(events.ControleAPoursuivre(**self._ou(le)))
            return
        self.etat = E.A_APPLIQUER
        self.controle_le = le
        self.record(events.ImportControle(**self._qui(le), pretes=self.pretes, rejetees=self.rejetees))

    def refuser(self, *, motif: str, le: datetime) -> None:
        """Le fichier ne se lit pas : rien n'en est gardé."""
        self._exiger(A.REFUSER)
        self.etat = E.REFUSE
        self.motif_refus = motif
        self.record(events.ImportRefuse(**self._qui(le), motif=motif))

    def appliquer(self, *, source: SourceDeModification, le: datetime) -> None:
        """Le système national ne dit pas d'où lui vient ce qu'il change : un guichet y a déjà répondu."""
        self._exiger(A.APPLIQUER)
        self.etat = E.APPLICATION
        self.source = None if self.format is FormatImport.SNE else source
        dite = self.source.phrase if self.source else None
        self.record(events.ApplicationOrdonnee(**self._qui(le), source=dite))

    def terminer(self, *, bilan: Bilan, le: datetime) -> None:
        self._exiger(A.TERMINER)
        self.etat = E.APPLIQUE
        self.applique_le = le
        self.bilan = bilan
        self.morceaux = ()
        self.record(self._inutile(le))
        self.record(
            events.ImportApplique(
                **self._qui(le),
                creees=bilan.creees,
                mises_a_jour=bilan.mises_a_jour,
                inchangees=bilan.inchangees,
                anciennes=bilan.anciennes,
                ecartees=bilan.ecartees,
            )
        )

    def suspendre(self, *, le: datetime) -> None:
        """Aucun dossier n'a changé : les lignes contrôlées attendent un nouvel ordre."""
        self._exiger(A.SUSPENDRE)
        self.etat = E.A_APPLIQUER
        self.record(events.ApplicationSuspendue(**self._qui(le)))

    def annuler(self, *, le: datetime) -> None:
        """Jusqu'au dernier instant de l'application : aucune demande n'est alors changée."""
        self._exiger(A.ANNULER)
        self.etat = E.ANNULE
        self.annule_le = le
        self.record(events.ImportAnnule(**self._qui(le)))

    def effacer(self, *, le: datetime) -> None:
        """Le fichier et ses lignes ne sont plus gardés ; le bilan reste."""
        self.morceaux = ()
        self.efface_le = le
        self.record(self._inutile(le))

    def _inutile(self, le: datetime) -> events.FichiersInutiles:
        return events.FichiersInutiles(**self._ou(le), prefixe=objets_de_l_import(self.departement, self.id))

    def _exiger(self, acte: ActeImport) -> None:
        raison = self.raison(acte)
        if raison is not None:
            raise EtatDeLImport(f"{raison.phrase} Rien n'a été changé.", raisons=[raison], etat=self.etat.value)

    def _ou(self, le: datetime) -> dict[str, Any]:
        return {"departement": self.departement, "aggregate_id": self.id, "occurred_at": le}

    def _qui(self, le: datetime) -> dict[str, Any]:
        return self._ou(le) | {"nom": self.nom}


def objets_de_l_import(departement: str, import_id: UUID) -> str:
    return f"imports/{departement}/{import_id}/"
