from dataclasses import dataclass
from datetime import date

from domain.demandes.codes import EtatDemande, MotifRadiation, NatureDossier
from domain.demandes.formulaire import Formulaire
from domain.demandes.vie.table import ACTES_DE_RADIATION, TRANSITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprise:
    """Ce qu'un fichier dit d'une demande tenue ailleurs."""

    fichier: str
    formulaire: Formulaire
    nature: NatureDossier
    numero_unique: str | None
    deposee_le: date | None
    renouvelee_le: date | None
    expire_le: date | None
    radiee_le: date | None
    motif_radiation: MotifRadiation | None
    dalo: bool
    source: str | None = None
    """Qui a fourni ce que le fichier change, et l'accord de la personne s'il en faut un."""

    @property
    def etat(self) -> EtatDemande:
        """Sans numéro unique, un brouillon ; radiée ailleurs, l'état où son motif la met."""
        if self.numero_unique is None:
            return EtatDemande.BROUILLON
        if self.motif_radiation is None:
            return EtatDemande.ACTIVE
        return TRANSITIONS[EtatDemande.ACTIVE, ACTES_DE_RADIATION[self.motif_radiation]]
