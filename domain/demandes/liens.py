from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel


class TypeCreation(Nomenclature):
    """D'où vient la demande (SNE `typeFichier`)."""

    CREATION = "CRE", "Création"
    SEPARATION = "CRS", "Création à la suite d'une séparation"


class NatureLien(Nomenclature):
    """Ce qui lie deux demandes. Codes du projet."""

    SEPARATION = "separation", "Demande issue de la même séparation"
    FUSIONNEE_DANS = "fusionnee_dans", "Demande où celle-ci a été fusionnée"
    FUSION_DE = "fusion_de", "Demande fusionnée dans celle-ci"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lien(ReadModel):
    """Une autre demande, et ce qui la lie à celle-ci ; chacune des deux le porte."""

    demande_id: UUID
    numero: str
    """Numéro unique (`numUniqueAssocie` du SNE), ou numéro de dossier d'une demande qui n'en a pas."""
    nature: NatureLien
    depuis_le: date
