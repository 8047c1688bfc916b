"""Les commandes de la vie d'une demande enregistrée : annuler, reprendre, réveiller, restaurer, avertir."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domain.demandes.codes import (
    MotifIrrecevabilite,
    MotifRadiation,
    MotifRestauration,
    MotifReveil,
    MoyenAvertissement,
)
from domain.demandes.errors import DateInvraisemblable, MotifContraire
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.delais import expiration, fin_de_l_avertissement
from domain.demandes.use_cases import charger
from domain.demandes.vie.table import Acte
from domain.demandes.vie.valeurs import Avertissement, Rejet
from domain.kernel.errors import ErreurDeChamp
from domain.kernel.francais import jour
from domain.organismes.acteur import Acteur, SorteActeur


@dataclass(frozen=True, kw_only=True)
class AnnulerDemande:
    demande_id: UUID
    version: int


async def annuler_demande(command: AnnulerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le demandeur y renonce par écrit, lui-même en ligne ou par une lettre au guichet (CCH R441-2-8 b)."""
    demande = await charger(acteur, uow, command.demande_id, Acte.ANNULER, command.version)
    demande.radier(motif=MotifRadiation.ABANDON, radiee_le=uow.today(), le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RevenirSurLAnnulation:
    demande_id: UUID
    version: int


async def revenir_sur_l_annulation(command: RevenirSurLAnnulation, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    demande = await charger(acteur, uow, command.demande_id, Acte.REVENIR, command.version)
    renouvelee_le, expire_le = reprise(demande, uow.today())
    demande.revenir(renouvelee_le=renouvelee_le, expire_le=expire_le, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class ReveillerDemande:
    demande_id: UUID
    version: int
    motif: MotifReveil
    commentaire: str = ""


async def reveiller_demande(command: ReveillerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un guichet réveille la demande de quelqu'un, en disant à quel titre."""
    demande = await charger(acteur, uow, command.demande_id, Acte.REVEILLER, command.version)
    _reveiller(demande, command.motif, command.commentaire, uow)


@dataclass(frozen=True, kw_only=True)
class ReveillerMaDemande:
    demande_id: UUID
    version: int


async def reveiller_ma_demande(command: ReveillerMaDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le demandeur réveille la sienne d'un geste, sans avoir à dire pourquoi."""
    demande = await charger(acteur, uow, command.demande_id, Acte.REVEILLER, command.version)
    _reveiller(demande, None, "", uow)


def _reveiller(demande: Demande, motif: MotifReveil | None, commentaire: str, uow: DemandesUnitOfWork) -> None:
    today = uow.today()
    demande.reveiller(
        reveillee_le=today,
        expire_le=expiration(today, demande.departement).valeur,
        motif=motif,
        commentaire=commentaire,
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class RestaurerDemande:
    demande_id: UUID
    version: int
    motif: MotifRestauration
    commentaire: str = ""


async def restaurer_demande(command: RestaurerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un guichet habilité restaure, en disant pourquoi (arrêté du 23 mars 2015, § 6.1 et 6.3)."""
    demande = await charger(acteur, uow, command.demande_id, Acte.RESTAURER, command.version)
    _restaurer(demande, command.motif, command.commentaire, uow)


@dataclass(frozen=True, kw_only=True)
class RetablirMaDemande:
    demande_id: UUID
    version: int
    code: str
    """Le code à usage unique que le demandeur vient de recevoir."""


async def retablir_ma_demande(command: RetablirMaDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> bool:
    """Le demandeur rétablit lui-même sa demande : un code prouve que c'est bien lui. Faux si ce n'est pas le bon.

    Un essai manqué compte : il n'est pas défait.
    """
    demande = await charger(acteur, uow, command.demande_id, Acte.RESTAURER, command.version)
    assert acteur.sorte is SorteActeur.DEMANDEUR
    assert acteur.compte_id is not None
    compte = await uow.comptes_demandeurs.get(acteur.departement, acteur.compte_id)
    if not await uow.codes_de_connexion.consommer(acteur.departement, compte.identifiant, command.code, uow.now()):
        return False
    sans_reponse = demande.motif_radiation is MotifRadiation.ABSENCE_DE_REPONSE
    motif = MotifRestauration.REPONSE if sans_reponse else MotifRestauration.RENOUVELLEMENT
    _restaurer(demande, motif, "Par le demandeur, avec un code à usage unique.", uow)
    return True


def _restaurer(demande: Demande, motif: MotifRestauration, commentaire: str, uow: DemandesUnitOfWork) -> None:
    renouvelee_le, expire_le = reprise(demande, uow.today())
    demande.restaurer(
        motif=motif, commentaire=commentaire, renouvelee_le=renouvelee_le, expire_le=expire_le, le=uow.now()
    )


def reprise(demande: Demande, le: date) -> tuple[date | None, date]:
    """Restaurée avant la fin de sa validité, la demande la garde ; après, elle est renouvelée du même geste."""
    if demande.expire_le is not None and le <= demande.expire_le:
        return None, demande.expire_le
    return le, expiration(le, demande.departement).valeur


@dataclass(frozen=True, kw_only=True)
class AvertirDemandeur:
    demande_id: UUID
    version: int
    irrecevabilite: MotifIrrecevabilite | None = None
    """Absent, l'avertissement est celui d'un courrier resté sans réponse."""
    moyen: MoyenAvertissement
    envoye_le: date


async def avertir_demandeur(command: AvertirDemandeur, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Avant de radier, on avertit par un moyen qui prouve la remise, et on laisse le temps de répondre.

    CCH R441-2-8 ; arrêté du 23 mars 2015, § 6.3 et 6.4.
    """
    irrecevable = command.irrecevabilite is not None
    acte = Acte.AVERTIR_IRRECEVABILITE if irrecevable else Acte.AVERTIR_ABSENCE
    demande = await charger(acteur, uow, command.demande_id, acte, command.version)
    if command.irrecevabilite is not None and demande.rejet is not None:
        _exiger_le_meme_motif(command.irrecevabilite, demande.rejet)
    _exiger_vraisemblable(command.envoye_le, demande.deposee_le, uow.today())
    motif = MotifRadiation.IRRECEVABILITE if irrecevable else MotifRadiation.ABSENCE_DE_REPONSE
    echeance = fin_de_l_avertissement(motif, command.envoye_le, demande.departement).valeur
    avertissement = Avertissement(
        motif=motif,
        irrecevabilite=command.irrecevabilite,
        moyen=command.moyen,
        envoye_le=command.envoye_le,
        echeance=echeance,
        par=acteur.organisme_libelle or acteur.libelle,
    )
    demande.avertir(avertissement, le=uow.now())


def _exiger_le_meme_motif(dit: MotifIrrecevabilite, rejet: Rejet) -> None:
    """La lettre dit ce que la commission a décidé, et rien d'autre."""
    if dit is rejet.motif:
        return
    message = f"La commission de {rejet.par} a rejeté la demande pour un autre motif : {rejet.motif.libelle.lower()}."
    raise MotifContraire(
        f"{message} Votre saisie est gardée : corrigez le motif.",
        erreurs=[ErreurDeChamp(champ="irrecevabilite", code="motif-contraire", message=message)],
    )


def _exiger_vraisemblable(envoye_le: date, deposee_le: date | None, today: date) -> None:
    if (deposee_le or envoye_le) <= envoye_le <= today:
        return
    message = "La lettre est partie entre le dépôt de la demande et aujourd'hui."
    raise DateInvraisemblable(
        f"{message} Votre saisie est gardée : corrigez la date d'envoi ({jour(envoye_le)}).",
        erreurs=[ErreurDeChamp(champ="envoye_le", code="date-invraisemblable", message=message)],
    )


@dataclass(frozen=True, kw_only=True)
class LeverAvertissement:
    demande_id: UUID
    version: int
    commentaire: str = ""


async def lever_avertissement(command: LeverAvertissement, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le demandeur a répondu, ou l'irrecevabilité est tombée."""
    demande = await charger(acteur, uow, command.demande_id, Acte.LEVER_AVERTISSEMENT, command.version)
    par_lui = acteur.sorte is SorteActeur.DEMANDEUR
    commentaire = "Le demandeur maintient sa demande." if par_lui else command.commentaire
    demande.lever_l_avertissement(commentaire=commentaire, par_le_demandeur=par_lui, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RepondreALAvertissement:
    demande_id: UUID
    version: int
    texte: str


async def repondre_a_l_avertissement(command: RepondreALAvertissement, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le demandeur explique en quoi sa demande est recevable ; ses documents sont à son dossier de pièces."""
    demande = await charger(acteur, uow, command.demande_id, Acte.REPONDRE_AVERTISSEMENT, command.version)
    demande.repondre_a_l_avertissement(command.texte, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class SupprimerBrouillon:
    demande_id: UUID
    version: int


async def supprimer_brouillon(command: SupprimerBrouillon, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un brouillon n'est la demande de personne : son guichet l'efface, formulaire et numéros compris."""
    demande = await charger(acteur, uow, command.demande_id, Acte.SUPPRIMER, command.version)
    await uow.coffre_nir.oublier(demande.departement, demande.id)
    demande.supprimer(le=uow.now())
