from dataclasses import dataclass, replace
from uuid import UUID

from domain.demandes.colonnes import COLONNES
from domain.demandes.parametres import entier
from domain.demandes.queries import DemandesCriteria
from domain.demandes.travaux.errors import (
    AucuneDemande,
    ColonneInconnue,
    TerritoireSansGrille,
    TravailIntrouvable,
    TropDeDemandes,
)
from domain.demandes.travaux.model import GenreTravail, Ordre, Travail
from domain.demandes.travaux.ports import TravauxUnitOfWork
from domain.kernel.francais import nombre
from domain.kernel.tableur import FormatTableur
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class DemanderUnExport:
    criteria: DemandesCriteria
    colonnes: tuple[str, ...]
    format: FormatTableur
    motif: str
    avec_protegees: bool = False
    points_de: str | None = None
    """SIREN de l'EPCI dont le fichier détaille les points, critère par critère."""


async def demander_un_export(command: DemanderUnExport, acteur: Acteur, uow: TravauxUnitOfWork) -> UUID:
    """Emporter une liste demande un droit, un motif et une taille ; les situations protégées n'y sont pas.

    CCH R441-2-6 : les données ne servent qu'aux attributions.
    """
    exiger(acteur, Droit.DEMANDES_EXPORTER)
    if command.avec_protegees:
        exiger(acteur, Droit.DEMANDES_SENSIBLE)
    if inconnues := [code for code in command.colonnes if code not in COLONNES]:
        raise ColonneInconnue(f"Ces colonnes n'existent pas : {', '.join(inconnues)}. Rien n'a été exporté.")
    if command.points_de is not None:
        exiger(acteur, Droit.COTATION_LIRE)
        if not await uow.points_detailles.entetes(acteur.departement, command.points_de):
            raise TerritoireSansGrille(
                "Ce territoire n'a pas de grille de cotation en vigueur. Rien n'a été exporté. Choisissez un autre "
                "territoire, ou exportez sans le détail des points."
            )
    criteria = replace(command.criteria, sans_protegees=not command.avec_protegees)
    ordre = Ordre(
        perimetre=acteur.perimetre,
        droits=acteur.droits,
        criteria=criteria,
        colonnes=command.colonnes,
        format=command.format,
        points_de=command.points_de,
    )
    maximum = entier("export.lignes_maximales", uow.today(), acteur.departement)
    return await demander(GenreTravail.EXPORT, ordre, acteur, uow, motif=command.motif, maximum=maximum)


async def demander(
    genre: GenreTravail, ordre: Ordre, acteur: Acteur, uow: TravauxUnitOfWork, *, motif: str, maximum: int
) -> UUID:
    total = await uow.lecture_des_demandes.combien(acteur.perimetre, ordre.criteria, au_plus=maximum + 1)
    if total > maximum:
        raise TropDeDemandes(
            f"Cette liste dépasse {nombre(maximum)} demandes. Ajoutez un filtre, ou demandez l'extraction au "
            "gestionnaire du fichier. Rien n'a été fait.",
            maximum=maximum,
        )
    if total == 0:
        raise AucuneDemande("Aucune demande ne correspond. Rien n'a été fait.")
    if genre is not GenreTravail.EXPORT:
        # des lignes cochées, celles que l'on ne voit plus comprises : leur sort sera dit
        total = len(ordre.criteria.parmi)
    travail = Travail.demander(genre, ordre, acteur, motif=motif, total=total, le=uow.now())
    uow.travaux.add(travail)
    return travail.id


@dataclass(frozen=True, kw_only=True)
class AnnulerLeTravail:
    id: UUID


async def annuler_le_travail(command: AnnulerLeTravail, acteur: Acteur, uow: TravauxUnitOfWork) -> None:
    (await _le_sien(command.id, acteur, uow)).annuler(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RelancerLeTravail:
    id: UUID


async def relancer_le_travail(command: RelancerLeTravail, acteur: Acteur, uow: TravauxUnitOfWork) -> None:
    travail = await _le_sien(command.id, acteur, uow)
    if not travail.ordre.droits <= acteur.droits:
        raise DroitManquant(
            "Vos droits ont changé depuis cette demande : ce travail ne se relance plus. Refaites-le depuis la liste "
            "des demandes, avec ce que vous pouvez lire aujourd'hui."
        )
    travail.relancer(acteur.perimetre, le=uow.now())


async def _le_sien(id: UUID, acteur: Acteur, uow: TravauxUnitOfWork) -> Travail:
    travail = await uow.travaux.get(acteur.departement, id)
    if travail.compte_id != acteur.compte_id:
        raise TravailIntrouvable("Ce travail est introuvable.")
    return travail
