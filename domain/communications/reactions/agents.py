"""Ce que le fichier écrit aux agents et à leurs organismes."""

from datetime import timedelta

from domain.annonces.events import ContactRecu
from domain.communications.ecriture import ecrire_aux_agents
from domain.communications.ports import CommunicationsUnitOfWork
from domain.cotation.deploiement.events import RendezVousAnnule, RendezVousPlanifie
from domain.cotation.deploiement.vocabulary import dire_le_moment
from domain.cotation.evenements.events import ContestationDecidee
from domain.demandes.events import AvertissementRepondu
from domain.kernel.francais import jour
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.events import ConnexionVerrouillee, HabilitationModifiee, OrganismeAPrevenir, SecondCodeRetire
from domain.organismes.rules import regles_de_connexion


async def dire_les_echecs_de_connexion(
    event: ConnexionVerrouillee, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    regles = regles_de_connexion(uow.today())
    compte = await uow.comptes.get(event.aggregate_id)
    valeurs = {
        "prenom": compte.prenom,
        "echecs": str(regles.verrou_a),
        "minutes": str(regles.verrou_duree // timedelta(minutes=1)),
    }
    ecrire_aux_agents([compte.email], "connexion_verrouillee", event.departement, valeurs, uow)


async def dire_le_retrait_du_second_code(
    event: SecondCodeRetire, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    compte = await uow.comptes.get(event.aggregate_id)
    ecrire_aux_agents([compte.email], "second_code_retire", event.departement, {"prenom": compte.prenom}, uow)


async def dire_l_habilitation_aux_referents(
    event: HabilitationModifiee, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    """Tous les référents apprennent qui reçoit quels droits : un faux compte ne passe pas inaperçu."""
    compte = await uow.comptes.get(event.aggregate_id)
    organisme = await uow.organismes.get(compte.organisme_id)
    [profil] = await uow.profils([event.profil_apres])
    valeurs = {
        "collegue": compte.nom_complet,
        "organisme": organisme.nom,
        "profil": profil.libelle,
        "departement": event.departement,
    }
    adresses = await uow.referents(event.departement, organisme.id, Droit.COMPTES_GERER.value)
    ecrire_aux_agents(
        [a for a in adresses if a != compte.email], "habilitation_modifiee", event.departement, valeurs, uow
    )


async def dire_la_reponse_au_bailleur(
    event: AvertissementRepondu, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    """Ceux qui décident chez le bailleur l'apprennent ; le texte ne sort pas du fichier."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    avertissement, rejet = demande.avertissement, demande.rejet
    if avertissement is None or rejet is None:
        return
    adresses = await uow.referents(event.departement, rejet.organisme_id, Droit.COMMISSIONS_DECIDER.value)
    valeurs = {
        "numero_unique": demande.numero_unique or demande.reference,
        "echeance": jour(avertissement.echeance),
        "lien": f"{uow.url_publique}/partenaires/demandes/{demande.id}",
    }
    ecrire_aux_agents(adresses, "reponse_a_lire", event.departement, valeurs, uow)


async def dire_la_decision_a_qui_a_conteste(
    event: ContestationDecidee, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    """L'agent qui a contesté au nom du demandeur ; le demandeur qui a contesté lui-même a son propre message."""
    connues = await uow.contestations.de_la_demande(event.departement, event.aggregate_id)
    contestation = next((connue for connue in connues if connue.id == event.contestation_id), None)
    if contestation is None or contestation.par_compte_id is None:
        return
    adresse = await uow.adresse_de_l_agent(contestation.par_compte_id)
    if adresse is None:
        return
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_unique": demande.numero_unique or demande.reference,
        "fait": event.fait,
        "decision": event.decision,
        "motif": event.motif,
        "lien": f"{uow.url_publique}/partenaires/demandes/{demande.id}",
    }
    ecrire_aux_agents([adresse], "contestation_deposee_decidee", event.departement, valeurs, uow)


async def prevenir_l_organisme(event: OrganismeAPrevenir, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Ses référents et son adresse reçoivent chacun le message."""
    organisme = await uow.organismes.get(event.aggregate_id)
    adresses = set(await uow.referents(event.departement, organisme.id, Droit.TIERS_GERER.value))
    if organisme.email:
        adresses.add(organisme.email)
    ecrire_aux_agents(sorted(adresses), event.modele, event.departement, event.valeurs, uow)


async def transmettre_le_contact(event: ContactRecu, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le message laissé sur une annonce part à l'adresse qu'elle donne, sinon à celle du bailleur.

    Son auteur n'en reçoit pas de copie : le fichier servirait à écrire à n'importe qui.
    """
    contact = await uow.annonces.contact(event.departement, event.contact_id)
    annonce = await uow.annonces.get(event.departement, event.aggregate_id)
    bailleur = await uow.organismes.get(annonce.organisme_id)
    adresse = annonce.texte.contact_email or bailleur.email
    if contact is None or adresse is None:
        return
    bien = await uow.biens.get(event.departement, event.bien_id)
    valeurs = {
        "titre": annonce.texte.titre,
        "logement": f"{bien.reference}, {bien.logement.adresse}",
        "nom": contact.nom,
        "prenom": contact.prenom,
        "email": contact.email,
        "telephone": contact.telephone or "non donné",
        "numero_unique": contact.numero_unique or "non donné",
        "message": contact.message,
        "lien": f"{uow.url_publique}/partenaires/annonces/{annonce.id}",
    }
    ecrire_aux_agents([adresse], "contact_annonce", event.departement, valeurs, uow)


async def inviter_au_rendez_vous(event: RendezVousPlanifie, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Ceux qui écrivent les grilles des EPCI invités."""
    await _dire_le_rendez_vous(event, "rendez_vous_de_cotation", uow)


async def dire_l_annulation_du_rendez_vous(
    event: RendezVousAnnule, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    await _dire_le_rendez_vous(event, "rendez_vous_annule", uow)


async def _dire_le_rendez_vous(
    event: RendezVousPlanifie | RendezVousAnnule, modele: str, uow: CommunicationsUnitOfWork
) -> None:
    rendez_vous = await uow.rendez_vous.get(event.departement, event.aggregate_id)
    valeurs = {
        "titre": rendez_vous.titre,
        "sorte": rendez_vous.sorte.libelle,
        "moment": dire_le_moment(rendez_vous.debut),
        "ou": rendez_vous.ou,
        "lien": f"{uow.url_publique}/partenaires/deploiement-de-la-cotation",
    }
    adresses = await uow.rendez_vous.adresses(event.departement, rendez_vous.epcis)
    ecrire_aux_agents(adresses, modele, event.departement, valeurs, uow)
