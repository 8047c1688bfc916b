from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final
from uuid import UUID

from domain.cotation.vocabulary import CauseDeCalcul
from domain.kernel import francais
from domain.kernel.aggregate import DelayedEvent, Event, FollowUp, Objet

PHRASES_MONTREES: Final = 5


@dataclass(frozen=True, kw_only=True)
class DemandeCotee(Event):
    """Les points d'une demande ont changé dans un territoire. Un calcul qui ne change rien ne s'écrit pas."""

    objet: ClassVar = Objet.DEMANDE
    libelle: ClassVar = "Calcul de la cotation"
    epci: str
    grille_id: UUID | None
    """Absente quand la demande n'est plus cotée dans ce territoire."""
    grille: str
    version_grille: int | None
    avant: dict[str, int | None]
    """Points vérifiés et déclarés avant le calcul ; absents quand la demande n'était pas cotée."""
    apres: dict[str, int | None]
    cause: str

    def description(self) -> str:
        return f"{self.grille} : {self._passage('points_verifies')}. {self._cause}."

    def phrase_publique(self) -> str:
        verifies_inchanges = self.avant["points_verifies"] == self.apres["points_verifies"]
        if verifies_inchanges:
            passage = f"{self._passage('points_declares')}, à vérifier sur pièces"
        else:
            passage = self._passage("points_verifies")
        return f"Vos points ont changé ({self.grille}) : {passage}. {self._cause}."

    @property
    def _cause(self) -> str:
        return CauseDeCalcul(self.cause).libelle

    def _passage(self, mesure: str) -> str:
        dits = [
            "sans cotation" if points is None else francais.compte(points, "point")
            for points in (self.avant[mesure], self.apres[mesure])
        ]
        return " → ".join(dits)


@dataclass(frozen=True, kw_only=True)
class GrilleEbauchee(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Brouillon de grille ouvert"
    epci: str
    version_grille: int
    origine: str

    def description(self) -> str:
        return f"Version {self.version_grille}, à partir de : {self.origine}"


@dataclass(frozen=True, kw_only=True)
class GrilleModifiee(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Brouillon de grille modifié"
    changements: tuple[str, ...]
    """Chaque différence avec ce qui était enregistré, en une phrase."""

    def description(self) -> str:
        reste = len(self.changements) - PHRASES_MONTREES
        dites = " ".join(self.changements[:PHRASES_MONTREES])
        return dites if reste <= 0 else f"{dites} Et {francais.compte(reste, 'autre changement')}."


@dataclass(frozen=True, kw_only=True)
class GrilleMiseEnTest(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Grille de cotation mise en test"


@dataclass(frozen=True, kw_only=True)
class GrilleReprise(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Grille de cotation remise en brouillon"


@dataclass(frozen=True, kw_only=True)
class GrillePubliee(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Grille de cotation publiée"
    epci: str
    population: str
    version_grille: int
    effet_du: date
    deliberation: str
    prevenir: bool = False
    """Les demandeurs dont les points changent sont avertis."""

    def description(self) -> str:
        return f"Applicable à partir du {francais.jour(self.effet_du)} ; délibération {self.deliberation}"


@dataclass(frozen=True, kw_only=True)
class GrilleArchivee(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Grille de cotation archivée"


@dataclass(frozen=True, kw_only=True)
class RecalculRelance(Event):
    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Recalcul du territoire relancé"


@dataclass(frozen=True, kw_only=True)
class PositionsAPhotographier(DelayedEvent):
    """La nuit a recalculé les points : les demandes se classent ensuite."""

    libelle: ClassVar = "Photo des positions"
    jour: date


@dataclass(frozen=True, kw_only=True)
class RecalculAPoursuivre(FollowUp):
    """La suite d'une voie d'un recalcul de cotation ; `examinees` dit d'où elle reprend."""

    libelle: ClassVar = "Suite du recalcul de cotation"
    examinees: int
    voie: int = 0


@dataclass(frozen=True, kw_only=True)
class GrilleAppliquee(FollowUp):
    """Tout un territoire vient d'être recoté : restent à prévenir ceux dont les points ont changé, par lots."""

    objet: ClassVar = Objet.GRILLE
    libelle: ClassVar = "Grille de cotation appliquée"
    epci: str
    depuis: datetime
    """Début du recalcul."""
    apres: int = 0
    """La dernière ligne d'historique lue."""
