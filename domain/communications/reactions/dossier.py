"""Ce que le fichier écrit au demandeur : le message est gardé, il le relit dans son espace."""

from domain.commissions.events import SeanceCloturee
from domain.communications.ecriture import ecrire_a, ecrire_au_demandeur, tous_les_acces
from domain.communications.ports import CommunicationsUnitOfWork
from domain.communications.rules.modeles import recours_contre_la_commission
from domain.cotation.evenements.events import ContestationDecidee
from domain.demandes.codes import EtatDemande, MotifRadiation
from domain.demandes.doublons.events import DemandesFusionnees
from domain.demandes.events import (
    AvertissementLeve,
    AvisDExpirationDu,
    DemandeEndormie,
    DemandeRadiee,
    DemandeRenouvelee,
    DemandeRestauree,
    DemandeRetournee,
    DemandeReveillee,
    DemandeSoumise,
    DemandeurAverti,
    DemandeValidee,
)
from domain.demandes.model import Demande
from domain.demandes.personnes.events import (
    DemandeNeeDUneSeparation,
    DemandeSeparee,
    SeparationDefaite,
    TitulaireRetire,
)
from domain.demandes.rules.delais import radiation_faute_de_renouvellement, validation_attendue
from domain.demandes.vie.suite import comment_revenir
from domain.demandes.vie.table import ENREGISTREES
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.francais import jour
from domain.organismes.acteur import Acteur
from domain.pieces.events import PieceRefusee
from domain.propositions.codes import Decision
from domain.propositions.events import PropositionNotifiee
from domain.publics.events import UrgenceDeclaree, UrgencePriseEnCompte

SEPAREE = "Une séparation est enregistrée : l'autre personne a désormais sa propre demande de logement."


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


async def dire_la_decision(event: ContestationDecidee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Admise ou rejetée, et pourquoi : que le demandeur ait contesté lui-même ou qu'un partenaire l'ait fait."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"fait": event.fait, "decision": event.decision, "motif": event.motif}
    await ecrire_au_demandeur(demande, "contestation_decidee", valeurs, uow)


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
        else "Si ce n'est pas exact, répondez depuis votre espace, avec vos documents : le bailleur les examinera.",
    }
    await ecrire_au_demandeur(demande, "demande_avertie", valeurs, uow)


async def dire_la_levee(event: AvertissementLeve, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Qui a répondu apprend que sa demande continue ; qui l'a maintenue d'un geste le sait déjà."""
    if event.par_le_demandeur:
        return
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    await ecrire_au_demandeur(demande, "avertissement_leve", {"numero_unique": _numero(demande)}, uow)


async def dire_la_radiation(event: DemandeRadiee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Personne n'écrit à une personne décédée que sa demande est close."""
    if event.motif == MotifRadiation.DECES:
        return
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


async def dire_a_qui_reste(
    event: DemandeSeparee | TitulaireRetire, acteur: Acteur, uow: CommunicationsUnitOfWork
) -> None:
    """Qui reste apprend qu'un autre est parti, jamais sous quel numéro ; une demande qui se ferme a son message."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    if demande.etat not in ENREGISTREES:
        return
    separee = isinstance(event, DemandeSeparee)
    changement = SEPAREE if separee else f"{event.personne} ne fait plus partie de votre demande de logement."
    valeurs = {"changement": changement, "numero_unique": _numero(demande)}
    for destinataire in await tous_les_acces(demande, "titulaires_changes", uow):
        await ecrire_a(destinataire, demande, "titulaires_changes", valeurs, uow)


async def dire_la_fin_de_la_separation(event: SeparationDefaite, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Chaque accès l'apprend : qui n'a rien demandé peut le dire aussitôt."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {"numero_unique": demande.numero_unique or demande.reference}
    for destinataire in await tous_les_acces(demande, "separation_defaite", uow):
        await ecrire_a(destinataire, demande, "separation_defaite", valeurs, uow)


async def dire_la_fusion(event: DemandesFusionnees, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Chaque accès de la demande gardée l'apprend : qui ne s'y reconnaît pas peut le dire aussitôt."""
    demande = await uow.demandes.get(event.departement, event.aggregate_id)
    valeurs = {
        "numero_garde": event.numero_garde,
        "numero_fusionne": event.numero_fusionne,
        "deposee_le": jour(demande.deposee_le) if demande.deposee_le else "à venir",
    }
    for destinataire in await tous_les_acces(demande, "demandes_fusionnees", uow):
        await ecrire_a(destinataire, demande, "demandes_fusionnees", valeurs, uow)


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


async def dire_les_decisions_defavorables(event: SeanceCloturee, acteur: Acteur, uow: CommunicationsUnitOfWork) -> None:
    """Qui n'est pas retenu l'apprend par écrit, avec le motif et ses recours (CCH L441-2-2).

    À la clôture : jusque-là, la commission peut revenir sur sa décision.
    """
    seance = await uow.seances.get(event.departement, event.aggregate_id)
    bailleur = await uow.organismes.get(seance.organisme_id)
    for passage in await uow.passages.de_la_seance(event.departement, seance.id):
        if passage.decision is None or passage.decision.attribue or passage.motif is None:
            continue
        demande = await uow.demandes.get(event.departement, passage.demande_id)
        proposition = await uow.propositions.get(event.departement, passage.proposition_id)
        valeurs = {
            "bailleur": bailleur.nom,
            "tenue_le": jour(seance.tenue_le),
            "logement": proposition.bien_libelle,
            "decision": passage.decision.libelle.lower(),
            "motif": f"{passage.motif.libelle}. {passage.commentaire or ''}".strip(),
            "suite": _SUITES[passage.decision],
            "recours": recours_contre_la_commission(uow.today(), event.departement),
        }
        await ecrire_au_demandeur(demande, "decision_defavorable", valeurs, uow)


_SUITES = {
    Decision.NON_ATTRIBUTION: "Votre demande continue pour d'autres logements : vous n'avez rien à faire.",
    Decision.REJET: "Votre demande ne peut être radiée qu'après un avertissement, auquel vous pourrez répondre.",
}
