"""Le portail public d'un département : l'ouvrir, le régler, lui donner son logo."""

from dataclasses import dataclass
from uuid import UUID

from domain.kernel.errors import ErreurDeChamp
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import CompteIntrouvable, LogoIllisible
from domain.organismes.policies import exiger, exiger_profil_accessible
from domain.organismes.portail.errors import PortailDejaOuvert
from domain.organismes.portail.model import Portail, Reglages, identifiant
from domain.organismes.portail.policies import raison_deja_ouvert
from domain.organismes.portail.ports import OuvertureUnitOfWork, PortailUnitOfWork
from domain.organismes.portail.rules import exiger_reglages
from domain.organismes.rules import entier
from domain.organismes.use_cases.fiches import exiger_version

GESTIONNAIRE = "gestionnaire"
"""Le profil du gestionnaire du fichier, livré avec lui."""


@dataclass(frozen=True, kw_only=True)
class OuvrirPortail:
    reglages: Reglages


async def ouvrir_un_portail(command: OuvrirPortail, acteur: Acteur, uow: PortailUnitOfWork) -> UUID:
    """Le gestionnaire ouvre au public un département où il est habilité."""
    exiger(acteur, Droit.PORTAIL_REGLER)
    raison = raison_deja_ouvert(await uow.portails.est_ouvert(acteur.departement))
    if raison is not None:
        raise PortailDejaOuvert(f"{raison.phrase} Rechargez la page pour le régler.", raisons=[raison])
    nom = await uow.portails.nom_du_departement(acteur.departement)
    exiger_reglages(command.reglages, uow.today(), avec_logo=False)
    uow.portails.add(Portail.ouvrir(departement=acteur.departement, nom=nom, reglages=command.reglages, le=uow.now()))
    return identifiant(acteur.departement)


@dataclass(frozen=True, kw_only=True)
class ReglerPortail:
    version: int
    reglages: Reglages


async def regler_le_portail(command: ReglerPortail, acteur: Acteur, uow: PortailUnitOfWork) -> None:
    portail = await _le_portail(command.version, acteur, uow)
    exiger_reglages(command.reglages, uow.today(), avec_logo=portail.logo is not None)
    portail.regler(command.reglages, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DeposerLogoDuPortail:
    version: int
    image: bytes
    texte: str
    """Ce qu'elle montre, en quelques mots."""


async def deposer_le_logo_du_portail(command: DeposerLogoDuPortail, acteur: Acteur, uow: PortailUnitOfWork) -> None:
    """Le logo est redessiné avant d'être gardé : ce qui n'est pas une image n'entre pas."""
    portail = await _le_portail(command.version, acteur, uow)
    limite = entier("logo.octets", uow.today())
    lisible = len(command.image) <= limite
    empreinte = await uow.portails.deposer_logo(acteur.departement, command.image) if lisible else None
    if empreinte is None:
        message = f"Ce logo n'est pas lisible. Choisissez une image PNG ou JPEG de {limite // 1000} ko au plus."
        raise LogoIllisible(message, erreurs=[ErreurDeChamp(champ="logo", code="logo-illisible", message=message)])
    portail.montrer_logo(empreinte, command.texte, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerLogoDuPortail:
    version: int


async def retirer_le_logo_du_portail(command: RetirerLogoDuPortail, acteur: Acteur, uow: PortailUnitOfWork) -> None:
    portail = await _le_portail(command.version, acteur, uow)
    await uow.portails.retirer_logo(acteur.departement)
    portail.montrer_logo(None, None, le=uow.now())


async def _le_portail(version: int, acteur: Acteur, uow: PortailUnitOfWork) -> Portail:
    exiger(acteur, Droit.PORTAIL_REGLER)
    portail = await uow.portails.get(acteur.departement)
    exiger_version(portail.version, version)
    return portail


@dataclass(frozen=True, kw_only=True)
class ConfierDepartement:
    email: str
    """Celui d'un compte du gestionnaire du fichier."""


async def confier_un_departement(command: ConfierDepartement, acteur: Acteur, uow: OuvertureUnitOfWork) -> str:
    """L'exploitant confie un nouveau département à son gestionnaire, qui y ouvre ensuite le portail et les comptes.

    Rend le nom du département. Redit, rien de plus n'est fait.
    """
    nom = await uow.portails.nom_du_departement(acteur.departement)
    compte = await uow.comptes.par_email(command.email)
    if compte is None or not compte.actif:
        raise CompteIntrouvable("Aucun compte ouvert à cette adresse électronique.")
    organisme = await uow.organismes.get(compte.organisme_id)
    [profil] = await uow.profils([GESTIONNAIRE])
    exiger_profil_accessible(acteur, profil, organisme)
    if organisme.territoire(acteur.departement) is None:
        organisme.venir(acteur.departement, communes=None, code_guichet=None, handicap_seulement=False, le=uow.now())
    compte.habiliter(acteur.departement, GESTIONNAIRE, le=uow.now())
    return nom
