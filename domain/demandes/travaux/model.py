from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from domain.demandes.queries import DemandesCriteria
from domain.demandes.travaux import events
from domain.demandes.travaux.errors import TravailDejaFini
from domain.kernel.aggregate import Aggregate
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.kernel.tableur import FormatTableur
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur


class GenreTravail(Nomenclature):
    """Ce qu'un travail fait de plusieurs demandes. Codes du projet."""

    EXPORT = "export", "Export"
    MESSAGE = "message", "Message"
    ATTESTATIONS = "attestations", "Attestations"


class EtatTravail(Nomenclature):
    """Où en est un travail. Codes du projet."""

    A_FAIRE = "a_faire", "En attente"
    EN_COURS = "en_cours", "En cours"
    FINI = "fini", "Terminé"
    ECHEC = "echec", "Non abouti"
    ANNULE = "annule", "Annulé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manque(ReadModel):
    """Une demande pour laquelle le travail n'a pas pu se faire, et pourquoi."""

    demande_id: UUID
    nom: str
    """Son numéro unique, sinon son numéro de dossier."""
    code: str
    phrase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordre:
    """Ce qu'il y a à faire, et de quel droit : le périmètre est celui de la demande du travail."""

    perimetre: Perimetre
    droits: frozenset[str]
    criteria: DemandesCriteria
    colonnes: tuple[str, ...] = ()
    format: FormatTableur | None = None
    objet: str = ""
    texte: str = ""


@dataclass(eq=False, kw_only=True)
class Travail(Aggregate):
    """Ce qu'un agent a demandé pour plusieurs demandes à la fois, et que le travailleur fait sans le faire attendre."""

    departement: str
    id: UUID
    genre: GenreTravail
    compte_id: UUID
    organisme_id: UUID | None
    auteur: str
    organisme: str | None
    ordre: Ordre
    motif: str
    etat: EtatTravail = EtatTravail.A_FAIRE
    total: int
    faits: int = 0
    manques: tuple[Manque, ...] = ()
    cause: str | None = None
    """Pourquoi il n'a pas abouti."""
    fichier: str | None = None
    """Où est rangé ce qu'il a produit."""
    nom: str | None = None
    """Le nom sous lequel on l'emporte."""
    cree_le: datetime
    fini_le: datetime | None = None
    expire_le: datetime | None = None

    @classmethod
    def demander(
        cls, genre: GenreTravail, ordre: Ordre, acteur: Acteur, *, motif: str, total: int, le: datetime
    ) -> Self:
        assert acteur.compte_id is not None
        travail = cls(
            departement=acteur.departement,
            id=new_id(),
            genre=genre,
            compte_id=acteur.compte_id,
            organisme_id=acteur.organisme_id,
            auteur=acteur.libelle,
            organisme=acteur.organisme_libelle,
            ordre=ordre,
            motif=motif,
            total=total,
            cree_le=le,
        )
        travail.record(
            _DEMANDES[genre](
                departement=travail.departement,
                aggregate_id=travail.id,
                occurred_at=le,
                compte_id=travail.compte_id,
                motif=motif,
                nombre=total,
            )
        )
        return travail

    @property
    def vues(self) -> int:
        """Les demandes dont le sort est déjà connu."""
        return self.faits + len(self.manques)

    @property
    def attend(self) -> bool:
        """Rejoué, un travail fini ou annulé ne se refait pas."""
        return self.etat in (EtatTravail.A_FAIRE, EtatTravail.EN_COURS)

    @property
    def demandeur(self) -> Acteur:
        """L'agent qui l'a demandé, avec ses droits d'alors."""
        return Acteur(
            sorte=SorteActeur.AGENT,
            compte_id=self.compte_id,
            libelle=self.auteur,
            organisme_libelle=self.organisme,
            perimetre=self.ordre.perimetre,
            droits=self.ordre.droits,
        )

    def avancer(self, *, faits: int, manques: tuple[Manque, ...]) -> None:
        self.etat = EtatTravail.EN_COURS
        self.faits += faits
        self.manques += manques

    def finir(
        self, *, le: datetime, fichier: str | None = None, nom: str | None = None, expire_le: datetime | None = None
    ) -> None:
        self.etat = EtatTravail.FINI
        self.fini_le = le
        self.fichier, self.nom, self.expire_le = fichier, nom, expire_le

    def echouer(self, *, cause: str, le: datetime) -> None:
        self.etat = EtatTravail.ECHEC
        self.cause = cause
        self.fini_le = le

    def annuler(self, *, le: datetime) -> None:
        """Ce qui est déjà parti ne revient pas ; le reste ne se fera pas."""
        if not self.attend:
            raise TravailDejaFini("Ce travail est déjà terminé : il n'y a plus rien à annuler.")
        self.etat = EtatTravail.ANNULE
        self.fini_le = le
        self.record(
            events.TravailAnnule(
                departement=self.departement, aggregate_id=self.id, occurred_at=le, compte_id=self.compte_id
            )
        )

    def oublier_le_fichier(self) -> None:
        self.fichier = None


_DEMANDES = {
    GenreTravail.EXPORT: events.ExportDemande,
    GenreTravail.MESSAGE: events.MessageGroupeDemande,
    GenreTravail.ATTESTATIONS: events.EditionGroupeeDemandee,
}


def objet_du_travail(departement: str, travail_id: UUID) -> str:
    """Le nom sous lequel son fichier est rangé, chiffré."""
    return f"travaux/{departement}/{travail_id}"
