"""Les fiches qu'un référent peut ouvrir, et la version qu'il en a lue."""

from uuid import UUID

from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import AgenceIntrouvable
from domain.organismes.model import Agence, Compte, Organisme
from domain.organismes.policies import exiger, exiger_compte_gere, exiger_gere
from domain.organismes.ports import OrganismesUnitOfWork


async def organisme_gere(organisme_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Organisme:
    exiger(acteur, Droit.COMPTES_GERER)
    organisme = await uow.organismes.get(organisme_id)
    exiger_gere(acteur, organisme)
    return organisme


async def compte_gere(compte_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Compte:
    exiger(acteur, Droit.COMPTES_GERER)
    compte = await uow.comptes.get(compte_id)
    exiger_compte_gere(acteur, compte, await uow.profils([h.profil for h in compte.habilitations]))
    return compte


async def agence_de(organisme_id: UUID, agence_id: UUID, acteur: Acteur, uow: OrganismesUnitOfWork) -> Agence:
    agence = await uow.agences.get(acteur.departement, agence_id)
    if agence.organisme_id != organisme_id:
        raise AgenceIntrouvable("Cette agence est introuvable.")
    return agence


def exiger_version(actuelle: int, lue: int) -> None:
    if actuelle != lue:
        raise ConcurrentEdit(
            "Cette fiche a été modifiée depuis que vous l'avez ouverte. Rechargez-la, puis recommencez."
        )
