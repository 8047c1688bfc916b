from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.demandes.compte import CompteDemandeur
from domain.demandes.doublons.model import Doublon, Fusion, Suite
from domain.demandes.doublons.recherche import DemandeAComparer, DemandeVoisine
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Demande
from domain.demandes.personnes.separation import Separation
from domain.demandes.protection import Protection
from domain.demandes.secteurs.ports import SecteurRepository
from domain.kernel.unit_of_work import RecitEnMasse
from domain.organismes.enregistrement.ports import EnregistrementUnitOfWork


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

    async def deposer(
        self, departement: str, demande_id: UUID, personne_id: UUID, nir: str, *, a_verifier: bool = False
    ) -> None:
        """`a_verifier` : quelque chose y surprend, sans rien empêcher."""
        ...

    async def personnes(self, departement: str, demande_id: UUID) -> frozenset[UUID]:
        """Les personnes de la demande dont le numéro est connu."""
        ...

    async def oublier(self, departement: str, demande_id: UUID) -> None:
        """Les numéros de cette demande n'existent plus."""
        ...

    async def deplacer(self, departement: str, personne_id: UUID, *, de: UUID, vers: UUID) -> None:
        """Le numéro suit la personne dans sa nouvelle demande ; sans numéro, rien."""
        ...

    async def oublier_la_personne(self, departement: str, demande_id: UUID, personne_id: UUID) -> None:
        """La personne n'est plus de la demande : son numéro n'y a plus de raison d'être."""
        ...


class DemandeComparee(Protocol):
    """Ce qu'il faut d'une demande pour lui chercher des doublons."""

    @property
    def departement(self) -> str: ...

    @property
    def id(self) -> UUID: ...

    @property
    def formulaire(self) -> Formulaire: ...

    @property
    def protection(self) -> Protection | None: ...


class RechercheDoublons(Protocol):
    async def voisines(
        self, demande: DemandeComparee, radiees_depuis: date | None, *, brouillons: bool = False
    ) -> Sequence[DemandeVoisine]:
        """Les demandes du département à comparer : même date de naissance, mêmes nom et prénom, ou même NIR.

        Avec celles radiées depuis ce jour-là seulement ; sans date, toutes. Un brouillon n'est encore la demande de
        personne : il ne se dit à aucun autre guichet.
        """
        ...

    async def a_comparer(
        self, departement: str, ids: Sequence[UUID], radiees_depuis: date
    ) -> Sequence[DemandeAComparer]:
        """Ces demandes, chacune avec ses voisines, brouillons compris, en deux lectures quel que soit leur nombre."""
        ...

    async def empreintes(self, departement: str, demande_id: UUID) -> Mapping[UUID, bytes]:
        """L'empreinte du numéro de sécurité sociale de chaque personne qui en a un."""
        ...


class DoublonRepository(Protocol):
    """Les paires de demandes repérées, et ce que les agents en ont conclu."""

    def add(self, doublon: Doublon) -> None: ...

    async def get(self, departement: str, id: UUID) -> Doublon: ...

    async def de_la_paire(self, departement: str, a: UUID, b: UUID) -> Doublon | None: ...

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[Doublon]: ...

    async def des_demandes(self, departement: str, ids: Sequence[UUID]) -> Sequence[Doublon]:
        """Toutes les paires où se trouve l'une d'elles."""
        ...

    async def oublier(self, doublon: Doublon) -> None: ...

    async def demandes_a_comparer(self, departement: str, apres: UUID | None, combien: int) -> Sequence[UUID]:
        """Celles qui ressemblent à une autre sans leur avoir été comparées, dans l'ordre, après celle-là."""
        ...


class FusionRepository(Protocol):
    def add(self, fusion: Fusion) -> None: ...

    async def de_la_paire(self, departement: str, a: UUID, b: UUID) -> Fusion | None:
        """La fusion encore faite de ces deux demandes."""
        ...


class SeparationRepository(Protocol):
    def add(self, separation: Separation) -> None: ...

    async def get(self, departement: str, id: UUID) -> Separation:
        """La séparation, ou SeparationIntrouvable."""
        ...


class SuitesDeFusion(Protocol):
    """Ce qui suit une demande sans que la demande en dépende : pièces, propositions, messages, accès."""

    async def porter(self, departement: str, de: UUID, vers: UUID, personnes: Mapping[UUID, UUID]) -> Sequence[Suite]:
        """Tout passe à l'autre demande, chaque pièce à la personne reconnue ; dit ce qui est passé."""
        ...

    async def rendre(self, departement: str, vers: UUID, suites: Sequence[Suite]) -> None: ...

    async def porter_la_personne(
        self, departement: str, de: UUID, vers: UUID, personne_id: UUID, *, du_demandeur: bool
    ) -> None:
        """Les pièces d'une personne la suivent dans sa nouvelle demande.

        Une pièce d'identité déposée sans dire de qui elle est est celle du demandeur : elle part avec lui.
        """
        ...


class CompteDemandeurRepository(Protocol):
    def add(self, compte: CompteDemandeur) -> None: ...

    async def get(self, departement: str, id: UUID) -> CompteDemandeur: ...

    async def par_identifiant(self, departement: str, identifiant: str) -> CompteDemandeur | None: ...

    async def par_demande(self, departement: str, demande_id: UUID) -> CompteDemandeur | None:
        """L'accès de la demande ; s'il y en a plusieurs, le dernier dont on s'est servi."""
        ...

    async def de_la_demande(self, departement: str, demande_id: UUID) -> Sequence[CompteDemandeur]: ...

    async def retirer(self, compte: CompteDemandeur) -> None:
        """Son adresse ou son numéro redevient libre aussitôt."""
        ...


class CodesDeConnexion(Protocol):
    """Codes à usage unique : seul leur condensé est gardé, cinq essais au plus."""

    async def emettre(self, departement: str, identifiant: str, le: datetime) -> str: ...

    async def consommer(self, departement: str, identifiant: str, code: str, le: datetime) -> bool: ...


class PiecesDeposees(Protocol):
    """Ce que la demande doit savoir de ses pièces sans en dépendre."""

    async def identite_deposee(self, departement: str, demande_id: UUID) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DelaiDepasse:
    """Une demande dont l'attente est devenue anormalement longue."""

    demande_id: UUID
    depasse_le: date
    delai_mois: int


class DelaisDepasses(Protocol):
    """Le registre des passages en délai anormalement long : on y ajoute, on n'y efface pas."""

    async def constater(
        self, departement: str, jour: date, delais: Mapping[str, int], combien: int, *, radiees: bool = False
    ) -> Sequence[DelaiDepasse]:
        """Inscrit d'un coup les demandes actives qui ont dépassé leur délai ce jour-là et n'y sont pas encore.

        `delais` donne les mois de chaque taille de logement, et « toutes » pour les autres.
        `radiees` : plutôt les demandes closes, dont l'attente avait dépassé le délai avant leur radiation.
        """
        ...


class DemandesUnitOfWork(EnregistrementUnitOfWork, RecitEnMasse, Protocol):
    async def flush(self) -> None:
        """Ce qui vient d'être ajouté existe dès maintenant pour la suite du même acte."""
        ...

    @property
    def demandes(self) -> DemandeRepository: ...

    @property
    def numeros_uniques(self) -> NumerosUniques: ...

    @property
    def coffre_nir(self) -> CoffreNir: ...

    @property
    def doublons(self) -> RechercheDoublons: ...

    @property
    def paires_de_doublons(self) -> DoublonRepository: ...

    @property
    def fusions(self) -> FusionRepository: ...

    @property
    def separations(self) -> SeparationRepository: ...

    @property
    def suites_de_fusion(self) -> SuitesDeFusion: ...

    @property
    def secteurs(self) -> SecteurRepository: ...

    @property
    def comptes_demandeurs(self) -> CompteDemandeurRepository: ...

    @property
    def codes_de_connexion(self) -> CodesDeConnexion: ...

    @property
    def pieces_deposees(self) -> PiecesDeposees: ...

    @property
    def delais_depasses(self) -> DelaisDepasses: ...
