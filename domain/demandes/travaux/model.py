from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from domain.demandes.queries import DemandesCriteria
from domain.demandes.travaux import events
from domain.demandes.travaux.errors import TravailDejaFini, TravailNonRelancable
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
    LETTRES = "lettres", "Lettres"


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
    points_de: str | None = None
    """SIREN de l'EPCI dont le fichier détaille les points, critère par critère."""
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
        travail._commander(le)
        return travail

    def _commander(self, le: datetime) -> None:
        self.record(_DEMANDES[self.genre](**self._qui(le), motif=self.motif, nombre=self.total))

    def _qui(self, le: datetime) -> dict[str, Any]:
        return {
            "departement": self.departement,
            "aggregate_id": self.id,
            "occurred_at": le,
            "compte_id": self.compte_id,
        }

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

    def echouer(self, *, le: datetime) -> None:
        """Plus personne n'essaiera de soi-même : qui l'a demandé l'apprend, et peut le relancer."""
        self.etat = EtatTravail.ECHEC
        self.cause = _POURQUOI[self.genre]
        self.fini_le = le
        self.record(events.TravailEchoue(**self._qui(le), faits=self.faits, total=self.total))

    def relancer(self, perimetre: Perimetre, *, le: datetime) -> None:
        """Un message reprend au premier demandeur qui ne l'a pas reçu ; un fichier se refait en entier.

        Le périmètre est celui du jour : il a pu se réduire.
        """
        if self.etat is not EtatTravail.ECHEC:
            raise TravailNonRelancable(
                "Seul un travail qui n'a pas abouti se relance. Demandez-en un nouveau depuis la liste des demandes."
            )
        self.ordre = replace(self.ordre, perimetre=perimetre)
        self.etat = EtatTravail.A_FAIRE
        self.cause = self.fini_le = None
        self.record(events.TravailRelance(**self._qui(le)))
        self._commander(le)

    def annuler(self, *, le: datetime) -> None:
        """Ce qui est déjà parti ne revient pas ; le reste ne se fera pas."""
        if not self.attend:
            raise TravailDejaFini("Ce travail est déjà terminé : il n'y a plus rien à annuler.")
        self.etat = EtatTravail.ANNULE
        self.fini_le = le
        self.record(events.TravailAnnule(**self._qui(le)))

    def oublier_le_fichier(self) -> None:
        self.fichier = None


_QUE_FAIRE = "Relancez-le. S'il échoue encore, prévenez le support."
_POURQUOI = {
    GenreTravail.EXPORT: f"Le fichier n'a pas pu être préparé, après plusieurs essais. {_QUE_FAIRE}",
    GenreTravail.MESSAGE: (
        "Les messages ne sont pas tous partis, après plusieurs essais. Ceux qui sont partis le restent, "
        f"et personne ne recevra deux fois le sien. {_QUE_FAIRE}"
    ),
    GenreTravail.ATTESTATIONS: f"Le document n'a pas pu être imprimé, après plusieurs essais. {_QUE_FAIRE}",
}
"""Ce que lit l'agent d'un travail qui n'a pas abouti."""

_DEMANDES = {
    GenreTravail.EXPORT: events.ExportDemande,
    GenreTravail.MESSAGE: events.MessageGroupeDemande,
    GenreTravail.ATTESTATIONS: events.EditionGroupeeDemandee,
    GenreTravail.LETTRES: events.EditionGroupeeDemandee,
}


def objet_du_travail(departement: str, travail_id: UUID) -> str:
    """Le nom sous lequel son fichier est rangé, chiffré."""
    return f"travaux/{departement}/{travail_id}"
