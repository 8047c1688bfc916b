"""Qui enregistre pour qui : les délégations entre services, et les accords des partenaires."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.organismes.acteur import Acteur, Droit
from domain.organismes.enregistrement.actions import raison_pas_guichet
from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.errors import (
    AccordImpossible,
    AccordIntrouvable,
    DelegationImpossible,
    DelegationIntrouvable,
)
from domain.organismes.enregistrement.model import AccordEnregistrement, Delegation
from domain.organismes.enregistrement.ports import EnregistrementUnitOfWork
from domain.organismes.model import Organisme
from domain.organismes.policies import exiger, exiger_gere
from domain.organismes.use_cases.fiches import exiger_version
from domain.organismes.use_cases.organismes import exiger_communes


@dataclass(frozen=True, kw_only=True)
class DonnerUneDelegation:
    mandant_id: UUID
    mandataire_id: UUID
    acte: str
    du: date
    au: date | None


async def donner_une_delegation(command: DonnerUneDelegation, acteur: Acteur, uow: EnregistrementUnitOfWork) -> UUID:
    """Seul un service enregistreur délègue, et son mandataire travaille dans le département (CCH R441-2-1)."""
    mandant = await _organisme(command.mandant_id, acteur, uow)
    mandataire = await _organisme(command.mandataire_id, acteur, uow)
    if mandant is mandataire:
        raise DelegationImpossible(
            "Un organisme ne se délègue pas l'enregistrement à lui-même. Choisissez-en un autre."
        )
    if raison := raison_pas_guichet(mandant.nom, mandant.guichet(acteur.departement)):
        raise DelegationImpossible(raison.phrase, raisons=[raison])
    for autre in await uow.delegations.du_mandant(acteur.departement, mandant.id):
        if autre.mandataire_id == mandataire.id and autre.chevauche(command.du, command.au):
            raise DelegationImpossible(
                f"{mandataire.nom} enregistre déjà pour le compte de {mandant.nom} à ces dates ({autre.acte}). "
                "Terminez d'abord cette délégation."
            )
    delegation = Delegation.donner(
        departement=acteur.departement,
        mandant=mandant,
        mandataire=mandataire,
        acte=command.acte,
        du=command.du,
        au=command.au,
        le=uow.now(),
    )
    uow.delegations.add(delegation)
    return delegation.id


@dataclass(frozen=True, kw_only=True)
class TerminerLaDelegation:
    organisme_id: UUID
    delegation_id: UUID
    version: int
    au: date


async def terminer_la_delegation(command: TerminerLaDelegation, acteur: Acteur, uow: EnregistrementUnitOfWork) -> None:
    """Ce qui est déjà enregistré le reste : la fin n'empêche que les enregistrements qui viendraient après."""
    mandant = await _organisme(command.organisme_id, acteur, uow)
    delegation = await uow.delegations.get(acteur.departement, command.delegation_id)
    if delegation.mandant_id != mandant.id:
        raise DelegationIntrouvable("Cette délégation est introuvable.")
    exiger_version(delegation.version, command.version)
    mandataire = await uow.organismes.get(delegation.mandataire_id)
    delegation.terminer(command.au, mandant=mandant, mandataire=mandataire, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class ConclureUnAccord:
    organisme_id: UUID
    portee: Portee
    communes: list[str] | None
    vers_id: UUID
    acte: str
    du: date
    au: date | None


async def conclure_un_accord(command: ConclureUnAccord, acteur: Acteur, uow: EnregistrementUnitOfWork) -> UUID:
    """Dispenser un service, c'est dire qui enregistre à sa place : personne n'est renvoyé sans savoir où aller."""
    organisme = await _organisme(command.organisme_id, acteur, uow)
    vers = await _organisme(command.vers_id, acteur, uow)
    communes = command.communes or None
    exiger_communes(communes, acteur, uow)
    if organisme is vers:
        raise AccordImpossible("Dites quel autre organisme enregistre à sa place.")
    if (command.portee is Portee.COMMUNES) != (communes is not None):
        raise AccordImpossible(
            "Choisissez les communes pour lesquelles il n'enregistre plus."
            if communes is None
            else "Cet accord ne porte pas sur des communes : retirez-les, ou changez sa portée."
        )
    if vers.guichet(acteur.departement) is None:
        raise AccordImpossible(
            f"{vers.nom} n'est pas guichet enregistreur dans ce département : il ne peut pas enregistrer à la place "
            f"de {organisme.nom}. Choisissez un guichet."
        )
    for autre in await uow.accords_d_enregistrement.de_l_organisme(acteur.departement, organisme.id):
        if autre.portee is command.portee and autre.chevauche(command.du, command.au):
            raise AccordImpossible(
                f"Un accord de même portée vaut déjà pour {organisme.nom} à ces dates ({autre.acte}). "
                "Terminez-le d'abord."
            )
    accord = AccordEnregistrement.conclure(
        departement=acteur.departement,
        organisme=organisme,
        portee=command.portee,
        communes=communes,
        vers=vers,
        acte=command.acte,
        du=command.du,
        au=command.au,
        le=uow.now(),
    )
    for sien in await uow.accords_d_enregistrement.de_l_organisme(acteur.departement, vers.id):
        if accord.se_perd_dans(sien):
            raise AccordImpossible(
                f"{vers.nom} n'enregistre pas non plus ces demandes à ces dates ({sien.acte}). "
                "Choisissez un guichet qui les enregistre."
            )
    for recu in await uow.accords_d_enregistrement.vers(acteur.departement, organisme.id):
        if recu.se_perd_dans(accord):
            origine = await uow.organismes.get(recu.organisme_id)
            raise AccordImpossible(
                f"{origine.nom} envoie ces demandes à {organisme.nom} à ces dates ({recu.acte}) : elles n'auraient "
                "plus de guichet. Terminez d'abord cet accord."
            )
    uow.accords_d_enregistrement.add(accord)
    return accord.id


@dataclass(frozen=True, kw_only=True)
class TerminerLAccord:
    organisme_id: UUID
    accord_id: UUID
    version: int
    au: date


async def terminer_l_accord(command: TerminerLAccord, acteur: Acteur, uow: EnregistrementUnitOfWork) -> None:
    organisme = await _organisme(command.organisme_id, acteur, uow)
    accord = await uow.accords_d_enregistrement.get(acteur.departement, command.accord_id)
    if accord.organisme_id != organisme.id:
        raise AccordIntrouvable("Cet accord est introuvable.")
    exiger_version(accord.version, command.version)
    vers = await uow.organismes.get(accord.vers_id)
    accord.terminer(command.au, organisme=organisme, vers=vers, le=uow.now())


async def _organisme(id: UUID, acteur: Acteur, uow: EnregistrementUnitOfWork) -> Organisme:
    """Un partenaire du département, que le gestionnaire seul lie aux autres."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    organisme = await uow.organismes.get(id)
    exiger_gere(acteur, organisme)
    return organisme
