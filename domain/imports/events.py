from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.kernel.aggregate import Event, FollowUp, Objet
from domain.kernel.francais import compte


@dataclass(frozen=True, kw_only=True)
class _EvenementImport(Event):
    objet: ClassVar = Objet.IMPORT
    nom: str

    def description(self) -> str:
        return self.nom


@dataclass(frozen=True, kw_only=True)
class ImportCommence(_EvenementImport):
    libelle: ClassVar = "Dépôt d'un fichier de demandes"


@dataclass(frozen=True, kw_only=True)
class ImportRecu(_EvenementImport):
    """Le fichier est entier : le travailleur le lit."""

    libelle: ClassVar = "Fichier reçu en entier"


@dataclass(frozen=True, kw_only=True)
class ImportRefuse(_EvenementImport):
    libelle: ClassVar = "Fichier refusé"
    motif: str

    def description(self) -> str:
        return f"{self.nom} : {self.motif}"


@dataclass(frozen=True, kw_only=True)
class ImportControle(_EvenementImport):
    libelle: ClassVar = "Fichier contrôlé"
    pretes: int
    rejetees: int

    def description(self) -> str:
        pretes = compte(self.pretes, "ligne prête", "lignes prêtes")
        return f"{self.nom} : {pretes}, {compte(self.rejetees, 'rejetée', 'rejetées')}"


@dataclass(frozen=True, kw_only=True)
class ApplicationOrdonnee(_EvenementImport):
    libelle: ClassVar = "Ordre d'appliquer le fichier"
    source: str | None = None
    """D'où viennent ses changements, là où la ligne ne le dit pas."""

    def description(self) -> str:
        return f"{self.nom} ({self.source})" if self.source else self.nom


@dataclass(frozen=True, kw_only=True)
class ImportApplique(_EvenementImport):
    libelle: ClassVar = "Fichier appliqué"
    creees: int
    mises_a_jour: int
    inchangees: int
    anciennes: int
    ecartees: int

    def description(self) -> str:
        creees = compte(self.creees, "demande créée", "demandes créées")
        return f"{self.nom} : {creees}, {compte(self.mises_a_jour, 'mise à jour', 'mises à jour')}"


@dataclass(frozen=True, kw_only=True)
class ApplicationSuspendue(_EvenementImport):
    libelle: ClassVar = "Application non aboutie"

    def description(self) -> str:
        return f"{self.nom} : aucun dossier n'a été changé. Donnez de nouveau l'ordre, ou prévenez le support."


@dataclass(frozen=True, kw_only=True)
class ImportAnnule(_EvenementImport):
    libelle: ClassVar = "Import annulé"


# --- Ce que seul le travailleur entend : aucune ligne d'historique


@dataclass(frozen=True, kw_only=True)
class ControleAPoursuivre(FollowUp):
    """Il reste des lignes à contrôler ; celles d'avant sont gardées."""

    objet: ClassVar = Objet.IMPORT
    libelle: ClassVar = "Suite du contrôle d'un fichier"


@dataclass(frozen=True, kw_only=True)
class FichiersInutiles(Event):
    """Le contenu d'un import n'a plus de raison d'être gardé."""

    objet: ClassVar = Objet.IMPORT
    libelle: ClassVar = "Effacement d'un fichier de demandes"
    prefixe: str

    def concerne(self) -> tuple[tuple[Objet, UUID], ...]:
        return ()
