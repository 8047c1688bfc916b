from dataclasses import dataclass
from typing import Any, ClassVar

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class PortailOuvert(Event):
    """Le public du département peut désormais faire sa demande ici."""

    objet: ClassVar = Objet.PORTAIL
    libelle: ClassVar = "Ouverture du portail"
    titre: str

    def description(self) -> str:
        return f"« {self.titre} »"


@dataclass(frozen=True, kw_only=True)
class PortailModifie(Event):
    objet: ClassVar = Objet.PORTAIL
    libelle: ClassVar = "Modification du portail"
    avant: dict[str, Any]
    apres: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LogoDuPortailChange(Event):
    objet: ClassVar = Objet.PORTAIL
    libelle: ClassVar = "Logo du portail"
    retire: bool
    texte: str | None
    """Ce que lit une synthèse vocale à la place de l'image."""

    def description(self) -> str:
        return "retiré" if self.retire else f"déposé : « {self.texte} »"
