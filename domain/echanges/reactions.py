"""Ce que les logiciels tiers apprennent quand quelque chose arrive à un logement ou à une annonce."""

from collections.abc import Mapping
from uuid import UUID

from domain.annonces.events import AnnonceModifiee, AnnoncePubliee, AnnonceRetiree
from domain.echanges.codes import TypeAvis
from domain.echanges.errors import AdresseInterdite
from domain.echanges.events import EnvoiARefaire, EnvoiPret
from domain.echanges.model import AbonnementWebhook, Avis, EnvoiWebhook
from domain.echanges.ports import Accueil, EchangesUnitOfWork, Reponse
from domain.echanges.rules import attentes, composer, lire_adresse, signer
from domain.kernel.aggregate import Event
from domain.organismes.acteur import Acteur
from domain.organismes.events import OrganismeAPrevenir
from domain.propositions.events import (
    AttributionDecidee,
    BailSigne,
    EvenementProposition,
    PropositionAcceptee,
    PropositionAnnulee,
    PropositionRefusee,
    PropositionSansReponse,
)

DES_PROPOSITIONS: Mapping[type[EvenementProposition], TypeAvis] = {
    AttributionDecidee: TypeAvis.ATTRIBUTION_DECIDEE,
    PropositionAcceptee: TypeAvis.PROPOSITION_ACCEPTEE,
    PropositionRefusee: TypeAvis.PROPOSITION_REFUSEE,
    PropositionSansReponse: TypeAvis.PROPOSITION_REFUSEE,
    PropositionAnnulee: TypeAvis.PROPOSITION_ANNULEE,
    BailSigne: TypeAvis.BAIL_SIGNE,
}
DES_ANNONCES: Mapping[type[Event], TypeAvis] = {
    AnnoncePubliee: TypeAvis.ANNONCE_PUBLIEE,
    AnnonceModifiee: TypeAvis.ANNONCE_MODIFIEE,
    AnnonceRetiree: TypeAvis.ANNONCE_RETIREE,
}


async def avertir_de_la_proposition(event: EvenementProposition, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    """Le bailleur du logement, et lui seul, l'apprend par ses logiciels."""
    proposition = await uow.propositions.get(event.departement, event.aggregate_id)
    await _publier(
        Avis(
            departement=event.departement,
            organisme_id=proposition.organisme_id,
            type=DES_PROPOSITIONS[type(event)],
            objet_id=event.aggregate_id,
            bien_id=event.bien_id,
            le=event.occurred_at,
        ),
        uow,
    )


async def avertir_de_l_annonce(
    event: AnnoncePubliee | AnnonceModifiee | AnnonceRetiree, acteur: Acteur, uow: EchangesUnitOfWork
) -> None:
    """Une annonce est publique : tout diffuseur abonné l'apprend."""
    await _publier(
        Avis(
            departement=event.departement,
            organisme_id=None,
            type=DES_ANNONCES[type(event)],
            objet_id=event.aggregate_id,
            bien_id=event.bien_id,
            le=event.occurred_at,
        ),
        uow,
    )


async def _publier(avis: Avis, uow: EchangesUnitOfWork) -> None:
    rang = await uow.journal_des_avis.publier(avis)
    corps = composer(avis, rang, uow.url_publique)
    for abonnement_id in await uow.abonnements.abonnes(avis.departement, avis.organisme_id, avis.type):
        uow.envois.add(
            EnvoiWebhook.preparer(
                departement=avis.departement,
                abonnement_id=abonnement_id,
                avis_id=rang,
                type=avis.type,
                corps=corps,
                le=uow.now(),
            )
        )


async def porter_l_avis(event: EnvoiPret, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    await _porter(event.departement, event.aggregate_id, uow)


async def reporter_l_avis(event: EnvoiARefaire, acteur: Acteur, uow: EchangesUnitOfWork) -> None:
    await _porter(event.departement, event.aggregate_id, uow)


async def _porter(departement: str, envoi_id: UUID, uow: EchangesUnitOfWork) -> None:
    envoi = await uow.envois.get(departement, envoi_id)
    if not envoi.attend:
        return
    abonnement = await uow.abonnements.get(departement, envoi.abonnement_id)
    if not abonnement.actif:
        envoi.abandonner(cause=abonnement.motif_arret or "l'abonnement est arrêté")
        return
    reponse = await _appeler(abonnement, envoi, uow)
    cause = reponse.cause
    if reponse.accueil is Accueil.RECU:
        assert reponse.statut is not None
        envoi.noter_reception(statut=reponse.statut, le=uow.now())
    elif reponse.accueil is Accueil.EN_PAUSE:
        assert reponse.pause is not None
        envoi.patienter(jusqu_a=uow.now() + reponse.pause, cause=cause, le=uow.now())
    else:
        prevues = attentes(uow.today()) if reponse.accueil is Accueil.MANQUE else ()
        if not envoi.noter_echec(statut=reponse.statut, cause=cause, attentes=prevues, le=uow.now()):
            _desactiver(abonnement, cause, uow)


async def _appeler(abonnement: AbonnementWebhook, envoi: EnvoiWebhook, uow: EchangesUnitOfWork) -> Reponse:
    try:
        lire_adresse(abonnement.url, locales=uow.facteur.adresses_locales)
    except AdresseInterdite:
        return Reponse(accueil=Accueil.FERMEE, cause="l'adresse n'est plus permise")
    secret = uow.chiffre.dechiffrer(abonnement.secret, f"abonnement:{abonnement.id}").decode()
    horodatage = int(uow.now().timestamp())
    entetes = {
        "Content-Type": "application/json",
        "User-Agent": "fichier-partage",
        "Fdls-Id": f"{envoi.departement}-{envoi.avis_id}",
        "Fdls-Evenement": envoi.type,
        "Fdls-Horodatage": str(horodatage),
        "Fdls-Signature": signer(secret, horodatage, envoi.corps),
    }
    return await uow.facteur.porter(abonnement.url, envoi.corps.encode(), entetes)


def _desactiver(abonnement: AbonnementWebhook, cause: str, uow: EchangesUnitOfWork) -> None:
    """Après trop d'échecs les avis s'arrêtent, et l'organisme l'apprend par courriel."""
    if not abonnement.arreter(motif=cause, le=uow.now()):
        return
    uow.record(
        OrganismeAPrevenir(
            departement=abonnement.departement,
            aggregate_id=abonnement.organisme_id,
            occurred_at=uow.now(),
            modele="abonnement_desactive",
            valeurs={"client": abonnement.client_nom, "adresse": abonnement.hote, "cause": cause},
        )
    )
