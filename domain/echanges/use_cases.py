from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from domain.echanges.codes import Portee, TypeAvis
from domain.echanges.errors import AbonnementIntrouvable, ClientTiersIntrouvable, PorteeManquante, TropDAbonnements
from domain.echanges.model import AbonnementWebhook, ClientTiers
from domain.echanges.ports import EchangesUnitOfWork
from domain.echanges.rules import entier, lire_adresse
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import OrganismeIntrouvable
from domain.organismes.policies import exiger


@dataclass(frozen=True, kw_only=True)
class OuvrirClientTiers:
    organisme_id: UUID
    nom: str
    portees: tuple[Portee, ...]
    secret: bytes
    """Condensé."""


async def ouvrir_client_tiers(command: OuvrirClientTiers, acteur: Acteur, uow: EchangesUnitOfWork) -> UUID:
    """Un référent donne à un logiciel de son organisme un accès limité à ce qu'il fait."""
    exiger(acteur, Droit.TIERS_GERER)
    if acteur.organisme_id != command.organisme_id and not acteur.peut(Droit.ORGANISMES_GERER):
        raise OrganismeIntrouvable("Cet organisme est introuvable.")
    organisme = await uow.organismes.get(command.organisme_id)
    if all(t.departement != acteur.departement for t in organisme.territoires):
        raise OrganismeIntrouvable("Cet organisme est introuvable dans votre département.")
    client = ClientTiers.ouvrir(
        departement=acteur.departement,
        organisme_id=organisme.id,
        nom=command.nom,
        portees=command.portees,
        secret=command.secret,
        par=acteur.libelle,
        le=uow.now(),
    )
    uow.clients_tiers.add(client)
    return client.id


@dataclass(frozen=True, kw_only=True)
class RenouvelerSecret:
    client_id: UUID
    version: int
    secret: bytes


async def renouveler_secret(command: RenouvelerSecret, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    """L'ancien secret reste valable quelques jours : le logiciel change le sien sans s'arrêter."""
    client = await _client_gere(command.client_id, command.version, acteur, uow)
    jours = entier("secret.chevauchement_jours", uow.today())
    client.renouveler(secret=command.secret, chevauchement=timedelta(days=jours), le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RevoquerClientTiers:
    client_id: UUID
    version: int


async def revoquer_client_tiers(command: RevoquerClientTiers, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    """Ferme l'accès et arrête ses abonnements."""
    client = await _client_gere(command.client_id, command.version, acteur, uow)
    client.revoquer(le=uow.now())
    for abonnement in await uow.abonnements.du_client(client.departement, client.id):
        abonnement.arreter(motif="l'accès du logiciel est fermé", le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DemanderJeton:
    client_id: UUID
    secret: bytes
    portees: tuple[str, ...] | None
    """Celles que le logiciel demande ; absent, toutes les siennes."""


@dataclass(frozen=True, kw_only=True)
class JetonAccorde:
    portees: tuple[str, ...]


async def demander_jeton(command: DemanderJeton, acteur: Acteur, uow: EchangesUnitOfWork) -> JetonAccorde | None:
    """Rien, si le client est inconnu, révoqué, ou si son secret est faux : la réponse est la même."""
    try:
        client = await uow.clients_tiers.get(acteur.departement, command.client_id)
    except ClientTiersIntrouvable:
        return None
    if not client.reconnait(command.secret, uow.now()):
        return None
    if command.portees is None:
        return JetonAccorde(portees=tuple(client.portees))
    refusees = sorted(set(command.portees) - set(client.portees))
    if refusees:
        raise PorteeManquante(f"Cet accès ne comprend pas : {', '.join(refusees)}. Demandez-la au référent.")
    return JetonAccorde(portees=tuple(sorted(set(command.portees))))


@dataclass(frozen=True, kw_only=True)
class SAbonner:
    abonnement_id: UUID
    url: str
    evenements: tuple[TypeAvis, ...]
    secret: str
    portees: frozenset[str]
    """Celles du jeton : on ne s'abonne qu'à ce que l'on peut lire."""


async def s_abonner(command: SAbonner, acteur: Acteur, uow: EchangesUnitOfWork) -> UUID:
    """L'adresse est publique et joignable par un nom ; chaque avis y arrivera signé."""
    assert acteur.compte_id is not None
    for evenement in command.evenements:
        if evenement.portee.value not in command.portees:
            raise PorteeManquante(f"Il faut la portée « {evenement.portee.value} » pour « {evenement.value} ».")
    client = await uow.clients_tiers.get(acteur.departement, acteur.compte_id)
    hote = lire_adresse(command.url, locales=uow.facteur.adresses_locales)
    await uow.facteur.verifier(hote)
    deja = await uow.abonnements.du_client(client.departement, client.id)
    if len(deja) >= entier("webhook.abonnements_par_client", uow.today()):
        raise TropDAbonnements("Ce logiciel a déjà trop d'abonnements. Supprimez-en un avant d'en ajouter.")
    uow.abonnements.add(
        AbonnementWebhook.creer(
            id=command.abonnement_id,
            client=client,
            url=command.url,
            hote=hote,
            evenements=command.evenements,
            secret=uow.chiffre.chiffrer(command.secret.encode(), f"abonnement:{command.abonnement_id}"),
            le=uow.now(),
        )
    )
    return command.abonnement_id


@dataclass(frozen=True, kw_only=True)
class SeDesabonner:
    abonnement_id: UUID


async def se_desabonner(command: SeDesabonner, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    abonnement = await uow.abonnements.get(acteur.departement, command.abonnement_id)
    if abonnement.client_id != acteur.compte_id or not abonnement.actif:
        raise AbonnementIntrouvable("Cet abonnement est introuvable.")
    abonnement.arreter(motif="le logiciel s'est désabonné", le=uow.now())


async def _client_gere(client_id: UUID, version: int, acteur: Acteur, uow: EchangesUnitOfWork) -> ClientTiers:
    exiger(acteur, Droit.TIERS_GERER)
    client = await uow.clients_tiers.get(acteur.departement, client_id)
    if client.organisme_id != acteur.organisme_id and not acteur.peut(Droit.ORGANISMES_GERER):
        raise ClientTiersIntrouvable("Cet accès est introuvable.")
    if client.version != version:
        raise ConcurrentEdit("Cet accès a changé depuis que vous l'avez ouvert. Rechargez la liste.")
    return client
