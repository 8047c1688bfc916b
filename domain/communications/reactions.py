"""Ce que le fichier écrit aux gens quand quelque chose leur arrive."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from domain.annonces.events import ContactRecu
from domain.communications.errors import MessagerieIndisponible
from domain.communications.events import MessageARenvoyer, MessagePret
from domain.communications.model import CanalMessage, Destinataire, Message
from domain.communications.ports import CommunicationsUnitOfWork, Courriel, Issue, Remise, TexteSms
from domain.communications.rules.modeles import attentes, rediger
from domain.communications.rules.sms import simplifier
from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.events import DemandesFusionnees
from domain.demandes.events import (
    AvisDExpirationDu,
    CodeDeConnexionDemande,
    DemandeEndormie,
    DemandeRadiee,
    DemandeRenouvelee,
    DemandeRestauree,
    DemandeRetournee,
    DemandeReveillee,
    DemandeSoumise,
    DemandeurAverti,
    DemandeValidee,
    MotDePasseDuDemandeurChoisi,
)
from domain.demandes.model import Demande
from domain.demandes.personnes.events import DemandeNeeDUneSeparation, SeparationDefaite
from domain.demandes.rules.delais import radiation_faute_de_renouvellement, validation_attendue
from domain.demandes.rules.identifiants import IdentifiantIllisible, est_mobile, normaliser_identifiant
from domain.demandes.vie.suite import comment_revenir
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.events import (
    CompteOuvert,
    ConnexionVerrouillee,
    HabilitationModifiee,
    LienDeConnexionDemande,
    OrganismeAPrevenir,
    SecondCodeRetire,
)
from domain.organismes.ports import UsageJeton
from domain.organismes.rules import entier, regles_de_connexion
from domain.pieces.events import PieceRefusee
from domain.propositions.events import PropositionNotifiee
from domain.publics.events import UrgenceDeclaree, UrgencePriseEnCompte

# --- Les secrets : ils partent aussitôt et ne sont gardés nulle part en clair


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
        _destinataire(event.identifiant), "code_de_connexion", event.departement, reference, valeurs, uow
    )


async def envoyer_le_lien_d_activation(event: CompteOuvert, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer_un_lien(event, UsageJeton.ACTIVATION, uow)


async def envoyer_le_lien(event: LienDeConnexionDemande, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer_un_lien(event, UsageJeton(event.usage), uow)


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


async def dire_le_nouveau_mot_de_passe(
    event: MotDePasseDuDemandeurChoisi, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    compte = await uow.comptes_demandeurs.get(event.departement, event.aggregate_id)
    valeurs = {"territoire": await uow.titre_du_territoire(event.departement)}
    reference = f"mot-de-passe-{compte.id}-{event.occurred_at:%Y%m%d%H%M%S%f}"
    await _remettre_un_secret(
        _destinataire(compte.identifiant), "mot_de_passe_choisi", event.departement, reference, valeurs, uow
    )


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
    _ecrire_aux_agents([compte.email], "connexion_verrouillee", event.departement, valeurs, uow)


async def dire_le_retrait_du_second_code(
    event: SecondCodeRetire, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    compte = await uow.comptes.get(event.aggregate_id)
    _ecrire_aux_agents([compte.email], "second_code_retire", event.departement, {"prenom": compte.prenom}, uow)


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
    _ecrire_aux_agents(
        [a for a in adresses if a != compte.email], "habilitation_modifiee", event.departement, valeurs, uow
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


# --- Les messages du dossier : ils sont gardés, le demandeur les relit dans son espace


async def accuser_reception(event: DemandeSoumise, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    avant_le = validation_attendue(aujourd_hui(event.occurred_at), event.departement).valeur
    valeurs = {"reference": demande.reference, "avant_le": jour(avant_le)}
    await ecrire_au_demandeur(demande, "demande_soumise", valeurs, uow)


async def accuser_reception_de_l_urgence(event: UrgenceDeclaree, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Aussitôt : la personne sait que son message est arrivé, et qui appeler si elle est en danger."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    await ecrire_au_demandeur(demande, "urgence_recue", {}, uow)


async def dire_la_prise_en_compte(event: UrgencePriseEnCompte, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    await ecrire_au_demandeur(demande, "urgence_prise_en_compte", {"par": event.par}, uow)


async def dire_le_retour(event: DemandeRetournee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"motif": event.motif_libelle.lower(), "commentaire": event.commentaire}
    await ecrire_au_demandeur(demande, "demande_retournee", valeurs, uow)


async def dire_le_refus_d_une_piece(event: PieceRefusee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le motif part tel que l'agent l'a écrit ; une pièce de santé ou de violences n'est pas nommée."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"piece": event.type_libelle.lower(), "motif": event.motif}
    await ecrire_au_demandeur(demande, "piece_refusee", valeurs, uow)


async def dire_l_enregistrement(event: DemandeValidee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le demandeur reçoit son numéro unique aussitôt qu'il est attribué (CCH R441-2-3)."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    guichet = await uow.organismes.get(demande.organisme_id) if demande.organisme_id else None
    valeurs = {
        "numero_unique": event.numero_unique,
        "expire_le": jour(demande.expire_le) if demande.expire_le else "",
        "guichet": guichet.nom if guichet else "votre guichet",
    }
    await ecrire_au_demandeur(demande, "demande_validee", valeurs, uow)


async def dire_le_renouvellement(
    event: DemandeRenouvelee | DemandeReveillee, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_unique": demande.numero_unique or demande.reference,
        "expire_le": jour(demande.expire_le) if demande.expire_le else "",
    }
    await ecrire_au_demandeur(demande, "demande_renouvelee", valeurs, uow)


async def dire_l_expiration(event: AvisDExpirationDu, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Renouvelée entre-temps, la demande n'a plus besoin d'avis."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    if demande.expire_le is None or f"{demande.expire_le:%d/%m/%Y}" != event.expire_le:
        return
    valeurs = {"numero_unique": _numero(demande), "expire_le": jour(demande.expire_le)}
    await ecrire_au_demandeur(demande, "demande_expire", valeurs, uow)


async def dire_le_sommeil(event: DemandeEndormie, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    depuis = demande.renouvelee_le or demande.deposee_le
    if demande.etat is not EtatDemande.EN_SOMMEIL or depuis is None:
        return
    radiation_le = radiation_faute_de_renouvellement(depuis, demande.departement).valeur
    valeurs = {"numero_unique": _numero(demande), "radiation_le": jour(radiation_le)}
    await ecrire_au_demandeur(demande, "demande_en_sommeil", valeurs, uow)


async def dire_l_avertissement(event: DemandeurAverti, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le message double la lettre ; elle seule fait courir le délai."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_unique": _numero(demande),
        "motif": event.motif_libelle.lower(),
        "envoye_le": event.envoye_le,
        "echeance": event.echeance,
        "suite": "Si vous cherchez toujours un logement, dites-le d'un geste dans votre espace."
        if event.repondre_en_ligne
        else "Si ce n'est pas exact, répondez à la lettre avec vos documents : le bailleur les examinera.",
    }
    await ecrire_au_demandeur(demande, "demande_avertie", valeurs, uow)


async def dire_la_radiation(event: DemandeRadiee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_unique": _numero(demande),
        "motif": event.motif_libelle.lower(),
        "suite": comment_revenir(demande),
    }
    await ecrire_au_demandeur(demande, "demande_radiee", valeurs, uow)


async def dire_la_restauration(event: DemandeRestauree, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"numero_unique": _numero(demande), "expire_le": event.expire_le}
    await ecrire_au_demandeur(demande, "demande_restauree", valeurs, uow)


def _numero(demande: Demande) -> str:
    return demande.numero_unique or demande.reference


async def dire_la_separation(event: DemandeNeeDUneSeparation, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """La personne qui est partie l'apprend à sa propre adresse, jamais à celle qu'elle partageait."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"numero_unique": event.numero_unique, "deposee_le": event.deposee_le}
    await ecrire_au_demandeur(demande, "demande_separee", valeurs, uow)


async def dire_la_fin_de_la_separation(event: SeparationDefaite, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Chaque accès l'apprend : qui n'a rien demandé peut le dire aussitôt."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"numero_unique": demande.numero_unique or demande.reference}
    for destinataire in await _tous_les_acces(demande, uow):
        await _ecrire_a(destinataire, demande, "separation_defaite", valeurs, uow)


async def dire_la_fusion(event: DemandesFusionnees, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Chaque accès de la demande gardée l'apprend : qui ne s'y reconnaît pas peut le dire aussitôt."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_garde": event.numero_garde,
        "numero_fusionne": event.numero_fusionne,
        "deposee_le": jour(demande.deposee_le) if demande.deposee_le else "à venir",
    }
    for destinataire in await _tous_les_acces(demande, uow):
        await _ecrire_a(destinataire, demande, "demandes_fusionnees", valeurs, uow)


async def proposer_le_logement(event: PropositionNotifiee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Le candidat reçoit la proposition et la date de sa réponse : son silence vaudra refus (CCH R441-10)."""
    demande = await uow.demandes.get(event.departement, event.demande_id)
    proposition = await uow.propositions.get(event.departement, event.aggregate_id)
    bailleur = await uow.organismes.get(proposition.organisme_id)
    valeurs = {
        "bailleur": bailleur.nom,
        "logement": event.bien_libelle,
        "repondre_avant": event.repondre_avant_le,
    }
    await ecrire_au_demandeur(demande, "proposition_notifiee", valeurs, uow)


async def prevenir_l_organisme(event: OrganismeAPrevenir, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Ses référents et son adresse reçoivent chacun le message."""
    organisme = await uow.organismes.get(event.aggregate_id)
    adresses = set(await uow.referents(event.departement, organisme.id, Droit.TIERS_GERER.value))
    if organisme.email:
        adresses.add(organisme.email)
    _ecrire_aux_agents(sorted(adresses), event.modele, event.departement, event.valeurs, uow)


def _ecrire_aux_agents(
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
    texte = rediger("contact_annonce", uow.today(), event.departement, valeurs)
    uow.messages.add(
        Message.ecrire(
            departement=event.departement,
            demande_id=None,
            modele="contact_annonce",
            destinataire=Destinataire(canal=CanalMessage.COURRIEL, adresse=adresse),
            objet=texte.objet,
            corps=texte.corps,
            le=uow.now(),
        )
    )


async def ecrire_au_demandeur(
    demande: Demande, modele: str, valeurs: Mapping[str, str], uow: CommunicationsUnitOfWork
) -> UUID | None:
    """Écrit au demandeur principal, à l'adresse qu'il a prouvée, sinon à celle de son formulaire.

    Sans adresse ni mobile, il n'y a pas de message : le guichet le voit au dossier.
    """
    destinataire = await _a_qui(demande, uow)
    return None if destinataire is None else await _ecrire_a(destinataire, demande, modele, valeurs, uow)


async def _a_qui(demande: Demande, uow: CommunicationsUnitOfWork) -> Destinataire | None:
    """Une personne protégée se joint par l'adresse qu'elle est seule à lire, et par nulle autre."""
    if demande.protection is not None:
        return _destinataire(demande.protection.contact) if demande.protection.contact else None
    compte = await uow.comptes_demandeurs.par_demande(demande.departement, demande.id)
    return _joindre(demande, compte.identifiant if compte else None)


async def _tous_les_acces(demande: Demande, uow: CommunicationsUnitOfWork) -> Sequence[Destinataire]:
    if demande.protection is None:
        comptes = await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id)
        if comptes:
            return [_destinataire(compte.identifiant) for compte in comptes]
    destinataire = await _a_qui(demande, uow)
    return [] if destinataire is None else [destinataire]


async def _ecrire_a(
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
        corps=simplifier(texte.sms) if destinataire.canal is CanalMessage.SMS else texte.corps,
        le=uow.now(),
    )
    uow.messages.add(message)
    return message.id


async def envoyer_le_message(event: MessagePret, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer(event.departement, event.aggregate_id, uow)


async def renvoyer_le_message(event: MessageARenvoyer, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    await _envoyer(event.departement, event.aggregate_id, uow)


async def _envoyer(departement: str, message_id: UUID, uow: CommunicationsUnitOfWork) -> None:
    message = await uow.messages.get(departement, message_id)
    if not message.attend:
        return
    reference = f"message-{message.id}"
    remise: Remise
    if message.canal is CanalMessage.SMS:
        remise = await uow.sms.envoyer(TexteSms(reference=reference, a=message.destinataire, texte=message.corps))
    else:
        remise = await uow.messagerie.envoyer(
            Courriel(reference=reference, a=message.destinataire, objet=message.objet, corps=message.corps)
        )
    if remise.issue is Issue.ACCEPTE:
        message.noter_envoi(le=uow.now())
    else:
        prevues = attentes(uow.today()) if remise.issue is Issue.REPORTE else ()
        message.noter_echec(cause=remise.cause, attentes=prevues, le=uow.now())


def _joindre(demande: Demande, prouvee: str | None) -> Destinataire | None:
    """L'adresse prouvée, sinon celles du formulaire ; jamais un mobile à qui ne veut pas de SMS."""
    demandeur = demande.formulaire.demandeur
    sans_sms = demandeur is not None and demandeur.sms_refuses
    for connue in (prouvee, *((demandeur.email, demandeur.telephone) if demandeur else ())):
        try:
            identifiant = normaliser_identifiant(connue) if connue else None
        except IdentifiantIllisible:
            continue
        if identifiant is not None and not (sans_sms and est_mobile(identifiant)):
            return _destinataire(identifiant)
    return None


def _destinataire(identifiant: str) -> Destinataire:
    canal = CanalMessage.SMS if est_mobile(identifiant) else CanalMessage.COURRIEL
    return Destinataire(canal=canal, adresse=identifiant)
