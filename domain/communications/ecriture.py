"""Écrire à quelqu'un : avec quel modèle, et à quelle adresse."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.communications.model import CanalMessage, Destinataire, Message
from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.rules.modeles import (
    Texte,
    est_une_nouvelle,
    part_par_courrier,
    part_par_deux_voies,
    rediger,
    sans_internet,
)
from domain.communications.rules.sms import simplifier
from domain.demandes.model import Demande
from domain.demandes.rules.identifiants import adresse_connue, autre_voie, est_mobile
from domain.demandes.synthese import nom_affiche


async def ecrire_au_demandeur(
    demande: Demande, modele: str, valeurs: Mapping[str, str], uow: CommunicationsUnitOfWork
) -> UUID | None:
    """Écrit au demandeur principal, à l'adresse qu'il a prouvée, sinon à celle de son formulaire.

    Sans adresse électronique ni mobile, un avis de la loi part par la poste ; tout autre message ne s'écrit pas, et
    le guichet le voit au dossier. Une nouvelle ne part pas à qui n'en veut pas. Une confirmation que le département
    envoie par deux voies part aussi par l'autre, à qui l'a.
    """
    demandeur = demande.formulaire.demandeur
    if demandeur is not None and demandeur.nouvelles_refusees and est_une_nouvelle(modele, uow.today()):
        return None
    destinataire = await _a_qui(demande, modele, uow)
    if destinataire is None:
        return None
    seconde = _par_l_autre_voie(demande, destinataire, modele, uow)
    if seconde is not None:
        await ecrire_a(seconde, demande, modele, valeurs, uow)
    return await ecrire_a(destinataire, demande, modele, valeurs, uow)


def _par_l_autre_voie(
    demande: Demande, premiere: Destinataire, modele: str, uow: CommunicationsUnitOfWork
) -> Destinataire | None:
    """Une personne protégée n'a qu'une adresse ; une lettre part à qui n'en a aucune autre."""
    demandeur = demande.formulaire.demandeur
    seule = demande.protection is not None or premiere.canal is CanalMessage.COURRIER
    if seule or demandeur is None or not part_par_deux_voies(modele, uow.today(), demande.departement):
        return None
    autre = autre_voie(premiere.adresse, demandeur.email, demandeur.telephone, sans_sms=demandeur.sms_refuses)
    return None if autre is None else joindre(autre)


async def ecrire_a(
    destinataire: Destinataire,
    demande: Demande,
    modele: str,
    valeurs: Mapping[str, str],
    uow: CommunicationsUnitOfWork,
) -> UUID:
    textes = {
        **valeurs,
        "territoire": await uow.titre_du_territoire(demande.departement),
        "espace": f"{uow.url_publique}/{demande.departement}/mon-espace",
    }
    texte = rediger(modele, uow.today(), demande.departement, textes)
    message = Message.ecrire(
        departement=demande.departement,
        demande_id=demande.id,
        modele=modele,
        destinataire=destinataire,
        objet=texte.objet,
        corps=_corps(texte, destinataire.canal, demande.departement, uow.today()),
        le=uow.now(),
    )
    uow.messages.add(message)
    return message.id


def _corps(texte: Texte, canal: CanalMessage, departement: str, le: date) -> str:
    if canal is CanalMessage.SMS:
        return simplifier(texte.sms)
    if canal is CanalMessage.COURRIER:
        return f"{texte.corps}\n\n{sans_internet(le, departement)}"
    return texte.corps


def ecrire_aux_agents(
    adresses: Sequence[str],
    modele: str,
    departement: str,
    valeurs: Mapping[str, str],
    uow: CommunicationsUnitOfWork,
) -> None:
    texte = rediger(modele, uow.today(), departement, valeurs)
    for adresse in adresses:
        uow.messages.add(
            Message.ecrire(
                departement=departement,
                demande_id=None,
                modele=modele,
                destinataire=Destinataire(canal=CanalMessage.COURRIEL, adresse=adresse),
                objet=texte.objet,
                corps=texte.corps,
                le=uow.now(),
            )
        )


async def tous_les_acces(demande: Demande, modele: str, uow: CommunicationsUnitOfWork) -> Sequence[Destinataire]:
    if demande.protection is None:
        comptes = await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id)
        if comptes:
            return [joindre(compte.identifiant) for compte in comptes]
    destinataire = await _a_qui(demande, modele, uow)
    return [] if destinataire is None else [destinataire]


async def _a_qui(demande: Demande, modele: str, uow: CommunicationsUnitOfWork) -> Destinataire | None:
    """Une personne protégée se joint par l'adresse qu'elle est seule à lire, et par nulle autre."""
    if demande.protection is not None:
        return joindre(demande.protection.contact) if demande.protection.contact else None
    compte = await uow.comptes_demandeurs.par_demande(demande.departement, demande.id)
    demandeur = demande.formulaire.demandeur
    connue = adresse_connue(
        compte.identifiant if compte else None,
        demandeur.email if demandeur else None,
        demandeur.telephone if demandeur else None,
        sans_sms=demandeur is not None and demandeur.sms_refuses,
    )
    if connue is None and part_par_courrier(modele, uow.today(), demande.departement):
        return chez_elle(demande, uow)
    return None if connue is None else joindre(connue)


def chez_elle(demande: Demande, uow: CommunicationsUnitOfWork) -> Destinataire | None:
    """Le nom et l'adresse postale, comme ils s'écrivent sur l'enveloppe."""
    demandeur = demande.formulaire.demandeur
    if demandeur is None or demandeur.adresse is None:
        return None
    adresse = demandeur.adresse
    lignes = adresse.lignes(uow.nom_de_commune(adresse.commune) if adresse.commune else "")
    civilite = f"{demandeur.civilite.libelle} " if demandeur.civilite else ""
    enveloppe = "\n".join((f"{civilite}{nom_affiche(demandeur)}", *lignes))
    return Destinataire(canal=CanalMessage.COURRIER, adresse=enveloppe)


def joindre(identifiant: str) -> Destinataire:
    canal = CanalMessage.SMS if est_mobile(identifiant) else CanalMessage.COURRIEL
    return Destinataire(canal=canal, adresse=identifiant)
