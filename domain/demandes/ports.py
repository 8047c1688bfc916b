from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import CompteDemandeur, Demande
from domain.organismes.ports import OrganismesUnitOfWork


class DemandeRepository(Protocol):
    def add(self, demande: Demande) -> None: ...

    async def get(self, departement: str, id: UUID, *, exclusif: bool = False) -> Demande:
        """La demande, ou DemandeIntrouvable. `exclusif` : personne d'autre n'y touche jusqu'à la fin de l'acte."""
        ...

    async def par_numero_unique(self, departement: str, numero_unique: str) -> Demande | None: ...

    async def prochaine_reference(self, departement: str, le: date) -> str:
        """Numéro de dossier local : préfixe, année, mois, compteur."""
        ...


class NumerosUniques(Protocol):
    """La suite nationale des numéros uniques, sans trou ni double."""

    async def attribuer(self, departement: str, deposee_le: date, guichet: str) -> str: ...


class CoffreNir(Protocol):
    """Les numéros de sécurité sociale, chiffrés à part : on y écrit, on y compare, on n'y lit pas."""

    async def deposer(self, departement: str, demande_id: UUID, personne_id: UUID, nir: str) -> None: ...

    async def personnes(self, departement: str, demande_id: UUID) -> frozenset[UUID]:
        """Les personnes de la demande dont le numéro est connu."""
        ...

    async def oublier(self, departement: str, demande_id: UUID) -> None:
        """Les numéros de cette demande n'existent plus."""
        ...

    async def semblables(self, departement: str, demande_id: UUID) -> Sequence[tuple[UUID, UUID]]:
        """Les autres demandes où figure l'un de ces numéros : (demande, personne)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublonCandidat:
    """Une autre demande où se trouve peut-être la même personne."""

    demande_id: UUID
    numero_unique: str | None
    reference: str
    etat: EtatDemande
    deposee_le: date | None
    nom_affiche: str
    nom_naissance: str
    nom_usage: str | None
    prenoms: str
    ne_le: date | None
    commune: str | None
    meme_nir: bool


class DemandeComparee(Protocol):
    """Ce qu'il faut d'une demande pour lui chercher des doublons."""

    @property
    def departement(self) -> str: ...

    @property
    def id(self) -> UUID: ...

    @property
    def formulaire(self) -> Formulaire: ...


class RechercheDoublons(Protocol):
    async def candidats(self, demande: DemandeComparee) -> Sequence[DoublonCandidat]:
        """Les demandes du département à comparer : même clé de nom et de naissance, ou même NIR."""
        ...


class CompteDemandeurRepository(Protocol):
    def add(self, compte: CompteDemandeur) -> None: ...

    async def get(self, departement: str, id: UUID) -> CompteDemandeur: ...

    async def par_identifiant(self, departement: str, identifiant: str) -> CompteDemandeur | None: ...

    async def par_demande(self, departement: str, demande_id: UUID) -> CompteDemandeur | None: ...


class CodesDeConnexion(Protocol):
    """Codes à usage unique : seul leur condensé est gardé, cinq essais au plus."""

    async def emettre(self, departement: str, identifiant: str, le: datetime) -> str: ...

    async def consommer(self, departement: str, identifiant: str, code: str, le: datetime) -> bool: ...


class PiecesDeposees(Protocol):
    """Ce que la demande doit savoir de ses pièces sans en dépendre."""

    async def identite_deposee(self, departement: str, demande_id: UUID) -> bool: ...


class DemandesUnitOfWork(OrganismesUnitOfWork, Protocol):
    @property
    def demandes(self) -> DemandeRepository: ...

    @property
    def numeros_uniques(self) -> NumerosUniques: ...

    @property
    def coffre_nir(self) -> CoffreNir: ...

    @property
    def doublons(self) -> RechercheDoublons: ...

    @property
    def comptes_demandeurs(self) -> CompteDemandeurRepository: ...

    @property
    def codes_de_connexion(self) -> CodesDeConnexion: ...

    @property
    def pieces_deposees(self) -> PiecesDeposees: ...
