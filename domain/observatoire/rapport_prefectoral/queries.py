"""Le rapport mensuel au préfet : droit au logement opposable, délais anormalement longs, contingent de l'État.

Chaque chiffre vient de faits datés. Un mois fini est arrêté une fois pour toutes : le redemander rend le même rapport.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.kernel.read_model import ReadModel
from domain.organismes.acteur import Perimetre


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneDuRapport(ReadModel):
    code: str
    libelle: str
    valeurs: list[int | None]
    """Une par colonne de sa rubrique ; absente, elle est celle d'un groupe trop petit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RubriqueDuRapport(ReadModel):
    """Un tableau du rapport, et ce que ses nombres comptent."""

    code: str
    titre: str
    definition: str
    reference: str
    colonnes: list[str]
    lignes: list[LigneDuRapport]


@dataclass(frozen=True, slots=True, kw_only=True)
class RapportPrefectoral(ReadModel):
    """Un mois d'un département."""

    departement: str
    mois: str
    """« 2026-10 »."""
    du: date
    au: date
    """Dernier jour compté : celui du mois, ou la veille pour le mois en cours."""
    arrete_le: date | None
    """Le jour où il a été arrêté ; absent, ses nombres peuvent encore changer."""
    phrase: str
    """Ce que le rapport couvre, et à quelle date."""
    premier_mois: str
    """Le premier dont un rapport se demande."""
    dernier_mois: str
    rubriques: list[RubriqueDuRapport]
    petit_groupe: int | None
    """En dessous, les nombres ne se montrent pas ; absent pour qui s'occupe des publics prioritaires."""


class RapportsPrefectorauxQueries(Protocol):
    async def rapport(self, perimetre: Perimetre, mois: str | None, *, exacts: bool) -> RapportPrefectoral:
        """Le rapport d'un mois ; sans mois, le dernier qui soit fini. `exacts` : les petits groupes aussi."""
        ...
