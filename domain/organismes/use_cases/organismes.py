"""Les partenaires : leur fiche, leur périmètre, leur logo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.kernel.errors import ErreurDeChamp
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.enregistrement.policies import exiger_de_n_y_envoyer_personne
from domain.organismes.enregistrement.ports import EnregistrementUnitOfWork
from domain.organismes.errors import CommuneHorsDepartement, LogoIllisible, OrganismeDejaExistant
from domain.organismes.model import Organisme, TypeOrganisme
from domain.organismes.policies import exiger, exiger_de_ne_rien_perdre_de_vue, exiger_gere
from domain.organismes.ports import OrganismesUnitOfWork
from domain.organismes.rules import entier
from domain.organismes.use_cases.fiches import exiger_version, organisme_gere


@dataclass(frozen=True, kw_only=True)
class CreerOrganisme:
    type: TypeOrganisme
    nom: str
    siren: str | None
    communes: list[str] | None
    code_guichet: str | None
    handicap_seulement: bool = False


async def creer_organisme(command: CreerOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    """Un partenaire déjà connu ailleurs par son SIREN reçoit ce département, sous le nom qu'il a."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    exiger_communes(command.communes, acteur, uow)
    connu = await uow.organismes.par_siren(command.siren) if command.siren else None
    if connu is not None:
        if connu.type is not command.type or connu.territoire(acteur.departement) is not None:
            raise OrganismeDejaExistant(
                "Un organisme porte déjà ce numéro SIREN. Cherchez-le dans la liste des partenaires."
            )
        connu.venir(
            acteur.departement,
            communes=command.communes,
            code_guichet=command.code_guichet,
            handicap_seulement=command.handicap_seulement,
            le=uow.now(),
        )
        return connu.id
    organisme = Organisme.creer(
        type=command.type,
        nom=command.nom.strip(),
        siren=command.siren,
        departement=acteur.departement,
        communes=command.communes,
        code_guichet=command.code_guichet,
        handicap_seulement=command.handicap_seulement,
        le=uow.now(),
    )
    uow.organismes.add(organisme)
    return organisme.id


@dataclass(frozen=True, kw_only=True)
class DelimiterOrganisme:
    organisme_id: UUID
    version: int
    """Du périmètre."""
    communes: list[str] | None
    code_guichet: str | None
    handicap_seulement: bool = False
    confirme_pour_le_sien: bool = False
    """Le gestionnaire sait ce que son propre organisme ne verra plus."""


async def delimiter_organisme(command: DelimiterOrganisme, acteur: Acteur, uow: EnregistrementUnitOfWork) -> None:
    """Le périmètre d'un organisme ne se change que par le gestionnaire : nul n'élargit le sien."""
    exiger(acteur, Droit.ORGANISMES_GERER)
    exiger_communes(command.communes, acteur, uow)
    organisme = await uow.organismes.get(command.organisme_id)
    territoire = exiger_gere(acteur, organisme)
    exiger_version(territoire.version, command.version)
    if organisme.id == acteur.organisme_id and not command.confirme_pour_le_sien:
        exiger_de_ne_rien_perdre_de_vue(territoire, command.communes, command.handicap_seulement)
    if command.code_guichet is None and territoire.code_guichet is not None:
        await exiger_de_n_y_envoyer_personne(organisme, acteur, uow)
    organisme.delimiter(
        territoire,
        communes=command.communes,
        code_guichet=command.code_guichet,
        handicap_seulement=command.handicap_seulement,
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class ModifierOrganisme:
    organisme_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_organisme(command: ModifierOrganisme, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    organisme = await organisme_gere(command.organisme_id, acteur, uow)
    exiger_version(organisme.version, command.version)
    organisme.modifier(command.changements, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DeposerLogo:
    organisme_id: UUID
    image: bytes


async def deposer_logo(command: DeposerLogo, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Le logo est redessiné avant d'être gardé : ce qui n'est pas une image n'entre pas."""
    organisme = await organisme_gere(command.organisme_id, acteur, uow)
    limite = entier("logo.octets", uow.today())
    empreinte = await uow.logos.deposer(organisme.id, command.image) if len(command.image) <= limite else None
    if empreinte is None:
        message = f"Ce logo n'est pas lisible. Choisissez une image PNG ou JPEG de {limite // 1000} ko au plus."
        raise LogoIllisible(message, erreurs=[ErreurDeChamp(champ="logo", code="logo-illisible", message=message)])
    organisme.montrer_logo(empreinte, departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerLogo:
    organisme_id: UUID


async def retirer_logo(command: RetirerLogo, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    organisme = await organisme_gere(command.organisme_id, acteur, uow)
    await uow.logos.retirer(organisme.id)
    organisme.montrer_logo(None, departement=acteur.departement, le=uow.now())


def exiger_communes(communes: list[str] | None, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    ailleurs = sorted(c for c in communes or () if uow.carte.departement(c) != acteur.departement)
    if ailleurs:
        raise CommuneHorsDepartement(
            f"{', '.join(ailleurs)} : ces communes ne sont pas dans votre département. Rien n'a été enregistré."
        )
