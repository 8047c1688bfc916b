from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.cotation.connue import CotationConnue
from domain.cotation.demande import Geographie
from domain.cotation.evolution import Affichage
from domain.cotation.faits import Evenement, Faits, PreuveAdmise, VieDuDossier
from domain.cotation.model import GrilleCotation, LotCote, Recalcul, Resultat, VersionDeGrille, Voie
from domain.cotation.vocabulary import CauseDeCalcul, Population
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.synthese import Synthese
from domain.kernel.unit_of_work import UnitOfWork
from domain.organismes.acteur import Acteur


class CotationRepository(Protocol):
    async def grilles_en_vigueur(self, departement: str, epcis: Collection[str], le: date) -> Sequence[VersionDeGrille]:
        """Les versions publiées de ces EPCI qui s'appliquent ce jour-là, pour toutes les populations."""
        ...

    async def vie_du_dossier(self, departement: str, demande_id: UUID) -> VieDuDossier:
        """Les pièces validées de la demande, ses événements et ses labels.

        Jusqu'à la fin de l'acte, personne d'autre ne cote ses faits gardés : un recalcul qui les tient est attendu.
        """
        ...

    async def connue(self, departement: str, demande_id: UUID, epcis: Collection[str], le: date) -> CotationConnue:
        """Les grilles de ces EPCI ce jour-là, et ce qui est gardé d'elle : après `vie_du_dossier`, qui attend."""
        ...

    def dossier_complet(self, demande: Demande, pieces: Sequence[PreuveAdmise], le: date) -> bool:
        """Chaque pièce attendue du foyer est validée, et vaut encore ce jour-là."""
        ...

    async def noter(self, departement: str, demande_id: UUID, evenement: Evenement) -> None:
        """Ajoute un événement à la vie de la demande."""
        ...

    async def garder(self, departement: str, demande_id: UUID, faits: Faits, resultats: Collection[Resultat]) -> None:
        """Ces faits et ces résultats deviennent ceux de la demande, et eux seuls ; n'écrit que ce qui change."""
        ...

    async def retirer(self, departement: str, demande_id: UUID) -> None:
        """La demande n'est plus cotée : ni résultats, ni faits."""
        ...

    async def oublier_depuis(
        self,
        departement: str,
        demande_id: UUID,
        depuis: date,
        *,
        sauf: Collection[str],
        populations: Collection[Population],
    ) -> None:
        """Ce que des grilles d'autres EPCI, ou d'autres populations, n'ont donné que depuis ce jour ne se garde pas."""
        ...


class GrillesConnues(Protocol):
    async def get(self, departement: str, id: UUID) -> GrilleCotation:
        """La version de grille, ou GrilleIntrouvable."""
        ...


class RecalculRepository(Protocol):
    async def commencer(self, recalcul: Recalcul, voies: Sequence[Voie]) -> None: ...

    async def partager(self, departement: str, epci: str, parts: int) -> Sequence[Voie]:
        """Les demandes du territoire en parts égales, une voie chacune."""
        ...

    async def reprendre(self, departement: str, id: UUID, voie: int) -> tuple[Recalcul, Voie]:
        """Où en sont un recalcul et l'une de ses voies, que personne d'autre n'avance jusqu'à la fin de l'acte."""
        ...

    async def avancer(self, recalcul: Recalcul, voie: Voie, lot: LotCote, le: datetime) -> Recalcul:
        """La voie en est là, et le recalcul a ce lot de plus ; il finit avec la dernière de ses voies."""
        ...

    async def a_examiner(self, departement: str, epci: str | None, jour: date) -> int:
        """Demandes du territoire ; sans territoire, celles dont la bascule est atteinte."""
        ...

    async def territoires_a_recoter(self, departement: str, jour: date) -> Sequence[str]:
        """Les EPCI dont une grille a pris ou perdu effet depuis leur dernier recalcul."""
        ...

    async def derniere_nuit(self, departement: str, avant: date) -> date | None:
        """Le dernier jour dont la nuit a recoté ce que le temps change, avant celui-ci."""
        ...

    async def faire_relire_les_revenus(self, departement: str, jour: date, annee: int) -> None:
        """À relire ce jour-là : les demandes qui se comptent sur un plafond, ou disent un revenu de cette année."""
        ...

    async def a_relire(self, departement: str, jour: date, combien: int) -> Sequence[UUID]:
        """Les demandes dont les faits gardés ne suffisent plus : une valeur à revoir, ou des faits jamais gardés."""
        ...

    async def oublier_les_passees(self, departement: str, avant: date) -> None:
        """Oublie les résultats des versions de grille qui ont cessé de coter avant ce jour."""
        ...


class CotationEnMasse(Protocol):
    async def recoter_le_territoire(
        self,
        departement: str,
        epci: str,
        le: date,
        *,
        apres: UUID,
        jusqu_a: UUID | None = None,
        combien: int,
        acteur: Acteur,
        tout: bool = False,
    ) -> LotCote:
        """Les demandes suivantes du territoire, dans l'ordre de leurs identifiants ; n'écrit que ce qui change.

        Même grille, mêmes faits et bascule à venir : le résultat gardé est encore le bon, il n'est pas recalculé.
        `tout` : sauf après une correction du calcul lui-même.
        """
        ...

    async def recoter_parmi(
        self, departement: str, epci: str, le: date, ids: Collection[UUID], cause: CauseDeCalcul, acteur: Acteur
    ) -> LotCote:
        """Ces demandes, pour ce territoire, d'après leurs faits gardés."""
        ...

    async def recoter_les_echues(self, departement: str, le: date, combien: int, acteur: Acteur) -> LotCote:
        """Les demandes dont la prochaine bascule est atteinte."""
        ...


class CotationUnitOfWork(UnitOfWork, Protocol):
    @property
    def cotations(self) -> CotationRepository: ...


class Positions(Protocol):
    async def photographier(self, departement: str, jour: date) -> None:
        """Classe toutes les demandes cotées du département, groupe par groupe."""
        ...


class Attentes(Protocol):
    async def compter(self, departement: str, jour: date) -> None:
        """Refait les tables d'attente du département et vérifie les annonces passées."""
        ...


class Affichages(Protocol):
    async def noter(self, departement: str, demande_id: UUID, vus: Sequence[Affichage]) -> None:
        """Garde ce que le demandeur a vu aujourd'hui, et la fois d'avant."""
        ...


class ObservationUnitOfWork(UnitOfWork, Protocol):
    @property
    def positions(self) -> Positions: ...

    @property
    def attentes(self) -> Attentes: ...

    @property
    def affichages(self) -> Affichages: ...


class RecotationUnitOfWork(DemandesUnitOfWork, CotationUnitOfWork, Protocol):
    @property
    def geographie(self) -> Geographie: ...

    def foyer(self, demande: Demande) -> Synthese:
        """La synthèse de la demande aujourd'hui, faite une fois tant que son formulaire ne change pas."""
        ...


class RecalculUnitOfWork(RecotationUnitOfWork, Protocol):
    @property
    def grilles(self) -> GrillesConnues: ...

    @property
    def recalculs(self) -> RecalculRepository: ...

    @property
    def cotation_en_masse(self) -> CotationEnMasse: ...
