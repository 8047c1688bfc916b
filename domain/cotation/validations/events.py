from dataclasses import dataclass
from typing import ClassVar

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class _DUnCritere(Event):
    objet: ClassVar = Objet.DEMANDE
    epci: str
    critere: str | None
    """Son nom ; absent, avec ce qui suit, quand il touche à la santé ou aux violences."""
    role: str | None
    """La grille publiée dirait lequel."""
    motif: str | None

    def description(self) -> str:
        if self.critere is None:
            return "Un critère dont le détail est réservé."
        return f"« {self.critere} », au titre de : {self.role}. {self.motif}"

    @property
    def _quoi(self) -> str:
        return "Un critère" if self.critere is None else f"Le critère « {self.critere} »"


@dataclass(frozen=True, kw_only=True)
class CritereValide(_DUnCritere):
    """Un agent valide ce qu'une grille fait vérifier par un intervenant."""

    libelle: ClassVar = "Critère de cotation validé"

    def phrase_publique(self) -> str:
        return f"{self._quoi} de votre cotation a été validé : vos points vérifiés en tiennent compte."


@dataclass(frozen=True, kw_only=True)
class ValidationDeCritereRetiree(_DUnCritere):
    libelle: ClassVar = "Validation d'un critère retirée"

    def phrase_publique(self) -> str:
        return f"{self._quoi} de votre cotation n'est plus validé : vos points vérifiés n'en tiennent plus compte."
