"""Les secrets partent aussitôt et ne sont gardés nulle part en clair."""

from collections.abc import Mapping
from datetime import timedelta

from domain.communications.ecriture import joindre
from domain.communications.errors import MessagerieIndisponible
from domain.communications.model import CanalMessage, Destinataire
from domain.communications.ports import CommunicationsUnitOfWork, Courriel, Issue, TexteSms
from domain.communications.rules.modeles import rediger
from domain.communications.rules.sms import simplifier
from domain.demandes.departs.events import DeclarationRefusee
from domain.demandes.events import (
    CodeDeConnexionDemande,
    IdentifiantDuDemandeurChange,
    MotDePasseDuDemandeurChoisi,
)
from domain.organismes.acteur import Acteur
from domain.organismes.events import CompteOuvert, LienDeConnexionDemande
from domain.organismes.ports import UsageJeton
from domain.organismes.rules import entier


async def envoyer_le_code(event: CodeDeConnexionDemande, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le code part vers l'adresse ou le mobile qui l'a demandé ; périmé, il ne part plus."""
    minutes = entier("code.duree_minutes", uow.today())
    if uow.now() >= event.occurred_at + timedelta(minutes=minutes):
        return
    valeurs = {
        "code": uow.chiffre.dechiffrer(bytes.fromhex(event.code_chiffre), "code").decode(),
        "minutes": str(minutes),
        "territoire": await uow.titre_du_territoire(event.departement),
    }
    reference = f"code-{event.aggregate_id}"
    await _remettre_un_secret(
        joindre(event.identifiant), "code_de_connexion", event.departement, reference, valeurs, uow
    )


async def envoyer_le_lien_d_activation(event: CompteOuvert, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer_un_lien(event, UsageJeton.ACTIVATION, uow)


async def envoyer_le_lien(event: LienDeConnexionDemande, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer_un_lien(event, UsageJeton(event.usage), uow)


async def dire_le_nouveau_mot_de_passe(
    event: MotDePasseDuDemandeurChoisi, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    compte = await uow.comptes_demandeurs.get(event.departement, event.aggregate_id)
    valeurs = {"territoire": await uow.titre_du_territoire(event.departement)}
    reference = f"mot-de-passe-{compte.id}-{event.occurred_at:%Y%m%d%H%M%S%f}"
    await _remettre_un_secret(
        joindre(compte.identifiant), "mot_de_passe_choisi", event.departement, reference, valeurs, uow
    )


async def dire_le_changement_d_identifiant(
    event: IdentifiantDuDemandeurChange, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    """À l'ancienne adresse : si ce n'est pas son titulaire qui l'a changée, il le voit. La nouvelle n'y est pas."""
    ancien = uow.chiffre.dechiffrer(bytes.fromhex(event.ancien_chiffre), "identifiant").decode()
    valeurs = {"territoire": await uow.titre_du_territoire(event.departement)}
    reference = f"identifiant-{event.aggregate_id}-{event.occurred_at:%Y%m%d%H%M%S%f}"
    await _remettre_un_secret(joindre(ancien), "identifiant_change", event.departement, reference, valeurs, uow)


async def dire_le_refus_d_un_depart(event: DeclarationRefusee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """À l'accès qui l'a déclaré et à nul autre : rien n'en est gardé dans les messages du foyer, ni dit de quoi."""
    compte = await uow.comptes_demandeurs.get(event.departement, event.compte_id)
    valeurs = {
        "territoire": await uow.titre_du_territoire(event.departement),
        "espace": f"{uow.url_publique}/{event.departement}/mon-espace",
    }
    reference = f"depart-{event.aggregate_id}-{event.occurred_at:%Y%m%d%H%M%S%f}"
    await _remettre_un_secret(
        joindre(compte.identifiant), "reponse_du_guichet", event.departement, reference, valeurs, uow
    )


async def _envoyer_un_lien(
    event: CompteOuvert | LienDeConnexionDemande, usage: UsageJeton, uow: CommunicationsUnitOfWork
) -> None:
    """Le jeton est dans le fragment de l'adresse : il n'atteint ni serveur, ni journal, ni analyseur de courriels."""
    activation = usage is UsageJeton.ACTIVATION
    duree = (
        timedelta(hours=entier("lien.activation_heures", uow.today()))
        if activation
        else timedelta(minutes=entier("lien.oubli_minutes", uow.today()))
    )
    if uow.now() >= event.occurred_at + duree:
        return
    compte = await uow.comptes.get(event.aggregate_id)
    jeton = uow.chiffre.dechiffrer(bytes.fromhex(event.jeton_chiffre), "jeton").decode()
    valeurs = {
        "prenom": compte.prenom,
        "lien": f"{uow.url_publique}/partenaires/activation#{jeton}",
        "heures": str(duree // timedelta(hours=1)),
        "minutes": str(duree // timedelta(minutes=1)),
    }
    await _remettre_un_secret(
        Destinataire(canal=CanalMessage.COURRIEL, adresse=compte.email),
        "activation_du_compte" if activation else "lien_de_connexion",
        event.departement,
        f"lien-{event.aggregate_id}-{event.occurred_at:%Y%m%d%H%M%S%f}",
        valeurs,
        uow,
    )


async def _remettre_un_secret(
    destinataire: Destinataire,
    modele: str,
    departement: str,
    reference: str,
    valeurs: Mapping[str, str],
    uow: CommunicationsUnitOfWork,
) -> None:
    texte = rediger(modele, uow.today(), departement, valeurs)
    if destinataire.canal is CanalMessage.SMS:
        sms = TexteSms(reference=reference, a=destinataire.adresse, texte=simplifier(texte.sms))
        remise = await uow.sms.envoyer(sms)
    else:
        courriel = Courriel(reference=reference, a=destinataire.adresse, objet=texte.objet, corps=texte.corps)
        remise = await uow.messagerie.envoyer(courriel)
    if remise.issue is Issue.REPORTE:
        raise MessagerieIndisponible(remise.cause)
