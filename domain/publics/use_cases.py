from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from domain.demandes.policies import exiger_visible
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.policies import exiger
from domain.publics.codes import EtatUrgence, MotifUrgence, Origine, StatutDalo
from domain.publics.errors import (
    DatesIncoherentes,
    LabelAutomatique,
    LabelDejaPose,
    LabelIntrouvable,
    LabelNonManuel,
    PublicInconnu,
    UrgenceDejaDeclaree,
    UrgenceDejaPriseEnCompte,
    UrgenceIntrouvable,
)
from domain.publics.events import (
    DecisionDaloEnregistree,
    LabelPose,
    LabelRetire,
    ReglePublicModifiee,
    UrgenceDeclaree,
    UrgencePriseEnCompte,
)
from domain.publics.model import DecisionDalo, Labellisation, Urgence, VersionDeRegle
from domain.publics.policies import exiger_de_pouvoir_labelliser, voit_le_sensible
from domain.publics.ports import PublicsUnitOfWork
from domain.publics.rules import destinataire_de_l_urgence, identifiant, lire_public, publics_en_vigueur, terme


@dataclass(frozen=True, slots=True, kw_only=True)
class PoserLabel:
    demande_id: UUID
    code: str
    motif: str
    depuis: date | None
    expire_le: date | None


async def poser_label(command: PoserLabel, acteur: Acteur, uow: PublicsUnitOfWork) -> UUID:
    """Un partenaire habilité atteste une priorité : il la signe, la date et la motive."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_de_pouvoir_labelliser(acteur, demande)
    le = uow.today()
    connus = {
        p.code: p for p in publics_en_vigueur(acteur.departement, await uow.publics.versions(acteur.departement), le)
    }
    public = connus.get(command.code)
    if public is None or (public.sensible and not voit_le_sensible(acteur)):
        raise PublicInconnu("Ce public prioritaire n'est pas reconnu dans ce département. Rien n'a été changé.")
    if not public.manuel:
        raise LabelNonManuel(
            f"« {public.libelle} » se reconnaît d'après le dossier : il ne se pose pas à la main. Rien n'a été changé."
        )
    depuis = command.depuis or le
    expire_le = terme(public, depuis, command.expire_le)
    if depuis > le or (expire_le is not None and expire_le < max(depuis, le)):
        raise DatesIncoherentes("La priorité commence au plus tard aujourd'hui et finit après. Corrigez les dates.")
    ouvertes = (await uow.publics.ouvertes(acteur.departement, [demande.id])).get(demande.id, ())
    if any(o.code == public.code and o.origine is Origine.MANUELLE for o in ouvertes):
        raise LabelDejaPose(f"La demande a déjà le label « {public.libelle} ». Rien n'a été changé.")
    label = Labellisation(
        departement=acteur.departement,
        id=new_id(),
        demande_id=demande.id,
        code=public.code,
        libelle=public.libelle,
        sensible=public.sensible,
        public=public.phrase_publique is not None,
        origine=Origine.MANUELLE,
        depuis=depuis,
        expire_le=expire_le,
        motif=command.motif,
        numero_regle=public.numero,
        pose_le=uow.now(),
        pose_par=acteur.libelle,
        organisme_id=acteur.organisme_id,
        organisme=acteur.organisme_libelle,
    )
    await uow.publics.poser([label])
    uow.record(evenement_de_pose(label, uow))
    return label.id


def _nom(label: Labellisation) -> dict[str, str]:
    """Santé et violences n'entrent pas dans un historique que tous les profils lisent."""
    if label.sensible:
        return {"code": "RESERVE", "label": "Label à accès réservé"}
    return {"code": label.code, "label": label.libelle}


def evenement_de_pose(label: Labellisation, uow: PublicsUnitOfWork) -> LabelPose:
    return LabelPose(
        departement=label.departement,
        aggregate_id=label.demande_id,
        occurred_at=uow.now(),
        **_nom(label),
        origine=label.origine.value,
        dit_au_demandeur=label.public and not label.sensible,
        motif="" if label.sensible else label.motif,
        faits=[] if label.sensible else list(label.faits),
    )


def evenement_de_retrait(label: Labellisation, motif: str, uow: PublicsUnitOfWork) -> LabelRetire:
    return LabelRetire(
        departement=label.departement,
        aggregate_id=label.demande_id,
        occurred_at=uow.now(),
        **_nom(label),
        origine=label.origine.value,
        dit_au_demandeur=label.public and not label.sensible,
        motif="" if label.sensible else motif,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetirerLabel:
    demande_id: UUID
    label_id: UUID
    motif: str


async def retirer_label(command: RetirerLabel, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Un label posé à la main se retire à la main ; un label reconnu d'après le dossier suit le dossier."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_visible(acteur, demande)
    exiger(acteur, Droit.LABELS_POSER)
    ouvertes = (await uow.publics.ouvertes(acteur.departement, [demande.id])).get(demande.id, ())
    label = next((o for o in ouvertes if o.id == command.label_id), None)
    if label is None or (label.sensible and not voit_le_sensible(acteur)):
        raise LabelIntrouvable("Ce label n'est plus sur la demande.")
    if label.origine is Origine.AUTOMATIQUE:
        raise LabelAutomatique(
            f"« {label.libelle} » est reconnu d'après le dossier : corrigez le dossier, ou la règle du département."
        )
    await uow.publics.fermer(acteur.departement, [(label.id, command.motif)], le=uow.now(), par=acteur.libelle)
    uow.record(evenement_de_retrait(label, command.motif, uow))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnregistrerDalo:
    demande_id: UUID
    statut: StatutDalo
    numero_recours: str | None
    decidee_le: date | None
    a_loger_avant_le: date | None
    diagnostic_social: bool
    accompagnement_social: bool
    typologies: tuple[str, ...]


async def enregistrer_dalo(command: EnregistrerDalo, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """La décision de la commission de médiation entre au dossier ; reconnue, la demande passe en premier."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id, exclusif=True)
    exiger_de_pouvoir_labelliser(acteur, demande)
    if command.statut is not StatutDalo.NON and command.decidee_le is None:
        raise DatesIncoherentes("Dites la date de la décision de la commission de médiation.")
    if command.decidee_le is not None and command.decidee_le > uow.today():
        raise DatesIncoherentes("La décision ne peut pas être dans le futur. Corrigez la date.")
    avant = await uow.publics.decision_dalo(acteur.departement, demande.id)
    decision = DecisionDalo(
        departement=acteur.departement,
        demande_id=demande.id,
        statut=command.statut,
        numero_recours=command.numero_recours,
        decidee_le=command.decidee_le,
        a_loger_avant_le=command.a_loger_avant_le,
        diagnostic_social=command.diagnostic_social,
        accompagnement_social=command.accompagnement_social,
        typologies=command.typologies,
        enregistree_le=uow.now(),
        par=acteur.libelle,
        organisme=acteur.organisme_libelle,
    )
    await uow.publics.ranger_la_decision(decision)
    demande.dalo = command.statut is StatutDalo.ACTIF
    demande.record(
        DecisionDaloEnregistree(
            departement=acteur.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            statut=command.statut.value,
            statut_libelle=command.statut.libelle,
            decidee_le=jour(command.decidee_le) if command.decidee_le else None,
            numero_recours=command.numero_recours,
            avant=(avant.statut if avant else StatutDalo.NON).libelle,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangerRegle:
    code: str
    numero: int
    """Le numéro de la règle que l'on a lue."""
    contenu: Mapping[str, object]
    effet_du: date
    motif: str


async def changer_regle(command: ChangerRegle, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Le département décide comment il reconnaît un public ; l'ancienne règle reste lisible, avec ses dates."""
    exiger(acteur, Droit.PUBLICS_REGLER)
    if command.effet_du < uow.today():
        raise DatesIncoherentes("Une règle ne change pas dans le passé : choisissez aujourd'hui ou plus tard.")
    versions = await uow.publics.versions(acteur.departement)
    dernier = max((v.numero for v in versions if v.code == command.code), default=0)
    if command.numero != dernier:
        raise ConcurrentEdit("Quelqu'un vient de changer cette règle. Relisez-la avant de la changer à votre tour.")
    lire_public(command.code, command.contenu, effet_du=command.effet_du, reference=command.motif)
    version = VersionDeRegle(
        departement=acteur.departement,
        code=command.code,
        numero=dernier + 1,
        contenu=command.contenu,
        effet_du=command.effet_du,
        motif=command.motif,
        auteur=acteur.libelle,
        organisme=acteur.organisme_libelle,
        creee_le=uow.now(),
    )
    await uow.publics.ajouter_version(version)
    uow.record(
        ReglePublicModifiee(
            departement=acteur.departement,
            aggregate_id=identifiant(acteur.departement, command.code),
            occurred_at=uow.now(),
            code=command.code,
            numero=version.numero,
            effet_du=jour(command.effet_du),
            motif=command.motif,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarerUrgence:
    demande_id: UUID
    motif: MotifUrgence
    texte: str


async def declarer_urgence(command: DeclarerUrgence, acteur: Acteur, uow: PublicsUnitOfWork) -> UUID:
    """Le demandeur dit qu'il ne peut pas attendre ; l'organisme qui suit ce type de situation le lit."""
    demande = await uow.demandes.get(acteur.departement, command.demande_id)
    exiger_visible(acteur, demande)
    if any(u.motif is command.motif for u in await uow.publics.urgences_ouvertes(acteur.departement, demande.id)):
        raise UrgenceDejaDeclaree(
            "Vous avez déjà signalé cette situation. Votre message est gardé, et quelqu'un va vous répondre."
        )
    urgence = Urgence(
        departement=acteur.departement,
        id=new_id(),
        demande_id=demande.id,
        motif=command.motif,
        texte=command.texte,
        declaree_le=uow.now(),
        type_organisme=destinataire_de_l_urgence(command.motif, uow.today(), acteur.departement),
    )
    await uow.publics.declarer(urgence)
    uow.record(
        UrgenceDeclaree(
            departement=acteur.departement, aggregate_id=demande.id, occurred_at=uow.now(), urgence_id=urgence.id
        )
    )
    return urgence.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PrendreEnCompteUrgence:
    urgence_id: UUID
    reponse: str


async def prendre_en_compte_urgence(command: PrendreEnCompteUrgence, acteur: Acteur, uow: PublicsUnitOfWork) -> None:
    """Quelqu'un a lu et s'en occupe : le demandeur l'apprend aussitôt, avec son nom d'organisme et sa réponse."""
    exiger(acteur, Droit.LABELS_POSER)
    urgence = await uow.publics.urgence(acteur.departement, command.urgence_id)
    demande = await uow.demandes.get(acteur.departement, urgence.demande_id)
    exiger_visible(acteur, demande)
    if urgence.motif.sensible and not voit_le_sensible(acteur):
        raise UrgenceIntrouvable("Cette urgence est introuvable.")
    if urgence.etat is EtatUrgence.PRISE_EN_COMPTE:
        raise UrgenceDejaPriseEnCompte(f"{urgence.organisme or urgence.par} a déjà pris cette urgence en compte.")
    par = acteur.organisme_libelle or acteur.libelle
    await uow.publics.prendre_en_compte(
        replace(
            urgence,
            etat=EtatUrgence.PRISE_EN_COMPTE,
            prise_en_compte_le=uow.now(),
            par=acteur.libelle,
            organisme=acteur.organisme_libelle,
            reponse=command.reponse,
        )
    )
    uow.record(
        UrgencePriseEnCompte(
            departement=acteur.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            urgence_id=urgence.id,
            par=par,
            reponse="" if urgence.motif.sensible else command.reponse,
        )
    )
