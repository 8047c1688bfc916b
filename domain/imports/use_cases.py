from dataclasses import dataclass
from uuid import UUID

from domain.demandes.sources import DITE_PAR_LA_PERSONNE, SourceDeModification
from domain.imports.errors import FichierTropLourd
from domain.imports.model import Deposant, FormatImport, Import
from domain.imports.parametres import entier
from domain.imports.policies import exiger_import, exiger_visible
from domain.imports.ports import ImportsUnitOfWork
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class CommencerImport:
    nom: str
    format: FormatImport
    taille: int
    """Octets."""


async def commencer_import(command: CommencerImport, acteur: Acteur, uow: ImportsUnitOfWork) -> UUID:
    """Un organisme habilité dépose un fichier ; rien n'entre avant qu'il ne l'ait contrôlé puis appliqué."""
    exiger_import(acteur)
    maximum = entier("taille_maximale_octets", uow.today())
    if command.taille > maximum:
        raise FichierTropLourd(
            f"Ce fichier dépasse {maximum // 1_000_000} Mo. Coupez-le en plusieurs fichiers : chacun s'importe à part.",
            maximum=maximum,
        )
    assert acteur.organisme_id is not None
    depose = Import.commencer(
        departement=acteur.departement,
        organisme_id=acteur.organisme_id,
        nom=command.nom,
        format=command.format,
        taille=command.taille,
        deposant=Deposant(compte_id=acteur.compte_id, libelle=acteur.libelle, organisme=acteur.organisme_libelle),
        le=uow.now(),
    )
    uow.imports.add(depose)
    return depose.id


@dataclass(frozen=True, kw_only=True)
class RecevoirMorceau:
    import_id: UUID
    position: int
    objet: str
    taille: int


async def recevoir_morceau(command: RecevoirMorceau, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    depose = await _le_sien(command.import_id, acteur, uow)
    depose.recevoir(position=command.position, objet=command.objet, taille=command.taille, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class AppliquerImport:
    import_id: UUID
    version: int
    source: SourceDeModification = DITE_PAR_LA_PERSONNE
    """D'où viennent les changements du fichier, là où la ligne ne le dit pas."""


async def appliquer_import(command: AppliquerImport, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """Rien n'est appliqué sans cet ordre, donné après avoir lu le rapport.

    Ce qu'un tiers a fourni attend l'accord des personnes, comme au guichet (arrêté du 23 mars 2015, annexe, § 4).
    """
    depose = await _le_sien(command.import_id, acteur, uow, command.version)
    command.source.exiger(uow.today())
    depose.appliquer(source=command.source, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class AnnulerImport:
    import_id: UUID


async def annuler_import(command: AnnulerImport, acteur: Acteur, uow: ImportsUnitOfWork) -> None:
    """À tout moment avant la fin de l'application : aucune demande n'est alors changée."""
    depose = await _le_sien(command.import_id, acteur, uow)
    depose.annuler(le=uow.now())


async def _le_sien(import_id: UUID, acteur: Acteur, uow: ImportsUnitOfWork, version: int | None = None) -> Import:
    exiger_import(acteur)
    depose = await uow.imports.get(acteur.departement, import_id, exclusif=True)
    exiger_visible(acteur, depose)
    if version is not None and depose.version != version:
        raise ConcurrentEdit("Cet import a changé depuis que vous l'avez ouvert. Relisez-le, puis recommencez.")
    return depose
