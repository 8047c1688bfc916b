from dataclasses import dataclass
from uuid import UUID

from domain.demandes.filtres.errors import FiltreIntrouvable, TropDeFiltres
from domain.demandes.filtres.model import FiltreEnregistre, RechercheGardee
from domain.demandes.filtres.ports import FiltresUnitOfWork
from domain.demandes.parametres import entier
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class GarderUnFiltre:
    nom: str
    partage: bool
    recherche: RechercheGardee


async def garder_un_filtre(command: GarderUnFiltre, acteur: Acteur, uow: FiltresUnitOfWork) -> UUID:
    exiger(acteur, Droit.DEMANDES_LIRE)
    assert acteur.compte_id is not None
    maximum = entier("filtre.maximum_par_agent", uow.today(), acteur.departement)
    if await uow.filtres.combien(acteur.departement, acteur.compte_id) >= maximum:
        raise TropDeFiltres(f"Vous gardez déjà {maximum} filtres. Retirez-en un avant d'en garder un autre.")
    filtre = FiltreEnregistre.garder(
        acteur, nom=command.nom, partage=command.partage, recherche=command.recherche, le=uow.now()
    )
    uow.filtres.add(filtre)
    return filtre.id


@dataclass(frozen=True, kw_only=True)
class ModifierLeFiltre:
    id: UUID
    nom: str
    partage: bool


async def modifier_le_filtre(command: ModifierLeFiltre, acteur: Acteur, uow: FiltresUnitOfWork) -> None:
    filtre = await _le_sien(command.id, acteur, uow)
    filtre.modifier(nom=command.nom, partage=command.partage, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerLeFiltre:
    id: UUID


async def retirer_le_filtre(command: RetirerLeFiltre, acteur: Acteur, uow: FiltresUnitOfWork) -> None:
    filtre = await _le_sien(command.id, acteur, uow)
    filtre.retirer(le=uow.now())
    await uow.filtres.retirer(filtre)


async def _le_sien(id: UUID, acteur: Acteur, uow: FiltresUnitOfWork) -> FiltreEnregistre:
    """Partagé, un filtre se lit ; seul celui qui l'a gardé le change."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    filtre = await uow.filtres.get(acteur.departement, id)
    if filtre.compte_id != acteur.compte_id:
        raise FiltreIntrouvable("Ce filtre est introuvable, ou n'est pas à vous.")
    return filtre
