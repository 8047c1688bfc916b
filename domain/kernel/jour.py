from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, Objet


@dataclass(frozen=True, kw_only=True)
class JourCommence(Event):
    """Un nouveau jour légal commence dans le département : l'heure des échéances et du ménage.

    Dit une fois par jour et par département, en retard si personne n'était là pour le dire à l'heure.
    Chaque échéance compte donc depuis ses propres dates, jamais depuis la veille.
    """

    libelle: ClassVar = "Début de journée"
    jour: date

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()
