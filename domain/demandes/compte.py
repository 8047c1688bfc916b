from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.kernel.aggregate import Aggregate


@dataclass(eq=False, kw_only=True)
class CompteDemandeur(Aggregate):
    """L'accès d'un demandeur à son dossier : une adresse électronique ou un mobile, un code, ou un mot de passe."""

    departement: str
    id: UUID
    identifiant: str
    """Adresse électronique en minuscules ou mobile au format international."""
    demande_id: UUID | None = None
    personne_id: UUID | None = None
    """L'adulte dont c'est l'accès ; absent, celui du demandeur, ou d'un foyer qui le partage."""
    mot_de_passe: str | None = None
    cree_le: datetime
    derniere_connexion_le: datetime | None = None
    connexion_precedente_le: datetime | None = None

    @property
    def est_vide(self) -> bool:
        """Quelqu'un y est entré une fois, sans commencer de demande."""
        return self.demande_id is None

    def entrer(self, le: datetime) -> None:
        """La connexion d'avant reste lisible : qui ne s'y reconnaît pas voit que quelqu'un d'autre est entré."""
        self.connexion_precedente_le = self.derniere_connexion_le
        self.derniere_connexion_le = le
