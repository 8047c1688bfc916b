from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.demandes.codes import MotifRadiation, MotifRetour, NatureDossier, PointACorriger
from domain.demandes.confidentialite import lit_le_sensible, rendre_le_cache
from domain.demandes.doublons.use_cases import chercher_les_doublons, ecarter_les_doublons, non_tranches
from domain.demandes.enregistrement import service_qui_enregistre
from domain.demandes.errors import (
    DemandeDejaCommencee,
    DemandeIncomplete,
    DoublonPossible,
    IdentiteNonVerifiee,
    NirInvalide,
    PersonneIntrouvable,
)
from domain.demandes.events import (
    NirEnregistre,
)
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.model import Canal, Demande
from domain.demandes.personnes.policies import exiger_les_titulaires
from domain.demandes.policies import exiger
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.protection import retablir, voit_les_coordonnees
from domain.demandes.rules.controles import bloquants, controler
from domain.demandes.rules.delais import expiration
from domain.demandes.rules.doublons import Force
from domain.demandes.rules.identifiants import est_mobile
from domain.demandes.rules.nir import incoherences_nir
from domain.demandes.secteurs.use_cases import avec_leurs_secteurs
from domain.demandes.sources import DITE_PAR_LA_PERSONNE, SourceDeModification
from domain.demandes.vie.table import ACTES_DE_RADIATION, Acte
from domain.kernel.calendrier import aujourd_hui
from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp
from domain.kernel.francais import jour
from domain.kernel.identifiers import new_id
from domain.kernel.vocabulary import Nir
from domain.organismes.acteur import Acteur, Droit, SorteActeur
from domain.organismes.policies import exiger as exiger_droit


async def charger(
    acteur: Acteur, uow: DemandesUnitOfWork, demande_id: UUID, acte: Acte, version: int | None
) -> Demande:
    """La demande, si l'acteur peut y faire cet acte et si personne ne l'a changée depuis son écran."""
    demande = await uow.demandes.get(acteur.departement, demande_id)
    exiger(acteur, demande, acte, uow.today())
    if version is not None and demande.version != version:
        raise ConcurrentEdit(
            "Ce dossier a été modifié depuis que vous l'avez ouvert. Votre saisie est gardée à l'écran : "
            "rechargez le dossier, comparez, puis enregistrez de nouveau."
        )
    return demande


@dataclass(frozen=True, kw_only=True)
class CommencerDemande:
    """Ouvre une demande au guichet, avec ce que le demandeur a déjà dit."""

    sections: Mapping[str, Any]
    nature: NatureDossier = NatureDossier.STANDARD


async def commencer_demande(command: CommencerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    exiger_droit(acteur, Droit.DEMANDES_ECRIRE)
    sections = await avec_leurs_secteurs(command.sections, Formulaire(), acteur.departement, uow)
    demande = Demande.commencer(
        id=new_id(),
        departement=acteur.departement,
        reference=await uow.demandes.prochaine_reference(acteur.departement, uow.today()),
        canal=Canal.GUICHET,
        organisme_id=acteur.organisme_id,
        nature=command.nature,
        sections=sections,
        le=uow.now(),
    )
    uow.demandes.add(demande)
    return demande.id


@dataclass(frozen=True, kw_only=True)
class CommencerMaDemande:
    compte_id: UUID


async def commencer_ma_demande(command: CommencerMaDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> UUID:
    """Le demandeur ouvre sa demande sur le portail : une seule par compte et par département."""
    compte = await uow.comptes_demandeurs.get(acteur.departement, command.compte_id)
    if compte.demande_id is not None:
        raise DemandeDejaCommencee("Vous avez déjà une demande. Elle vous attend dans votre espace.")
    demande = Demande.commencer(
        id=new_id(),
        departement=acteur.departement,
        reference=await uow.demandes.prochaine_reference(acteur.departement, uow.today()),
        canal=Canal.PORTAIL,
        organisme_id=None,
        le=uow.now(),
    )
    demande.formulaire = Formulaire(demandeur=joignable(compte.identifiant))
    uow.demandes.add(demande)
    compte.demande_id = demande.id
    return demande.id


def joignable(identifiant: str) -> Personne:
    """L'adresse ou le mobile qui ouvre l'espace est déjà écrit dans la demande : il reste à confirmer."""
    mobile = est_mobile(identifiant)
    return Personne(id=new_id(), email=None if mobile else identifiant, telephone=identifiant if mobile else None)


@dataclass(frozen=True, kw_only=True)
class ModifierDemande:
    demande_id: UUID
    version: int
    sections: Mapping[str, Any]
    nature: NatureDossier | None = None
    """Absente, elle reste ce qu'elle est."""
    source: SourceDeModification = DITE_PAR_LA_PERSONNE
    """D'où vient ce qu'un agent change."""


async def modifier_demande(command: ModifierDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Une modification vient du demandeur, de ses documents, ou avec son accord (arrêté du 23 mars 2015, § 4)."""
    demande = await charger(acteur, uow, command.demande_id, Acte.MODIFIER, command.version)
    exiger_les_titulaires(acteur, demande, command.sections)
    sections = await avec_leurs_secteurs(command.sections, demande.formulaire, acteur.departement, uow)
    if not lit_le_sensible(acteur):
        sections = rendre_le_cache(demande.formulaire, sections)
    if demande.protection is not None and not voit_les_coordonnees(acteur, demande.protection):
        sections = retablir(sections, demande.formulaire, demande.protection)
    command.source.exiger(uow.today())
    dite = command.source.phrase if acteur.sorte is SorteActeur.AGENT and demande.numero_unique is not None else None
    demande.modifier(sections, le=uow.now(), source=dite)
    if command.nature is not None:
        demande.changer_de_nature(command.nature, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class DeposerNir:
    demande_id: UUID
    personne_id: UUID
    nir: str


async def deposer_nir(command: DeposerNir, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Le numéro de sécurité sociale est contrôlé, puis enfermé au coffre."""
    demande = await charger(acteur, uow, command.demande_id, Acte.MODIFIER, None)
    personne = next((p for p in demande.formulaire.adultes if p.id == command.personne_id), None)
    if personne is None:
        raise PersonneIntrouvable("Cette personne ne fait pas partie de la demande.")
    nir = Nir.lire(command.nir)
    incoherences = incoherences_nir(personne, nir)
    if incoherences:
        raise NirInvalide(f"{incoherences[0].phrase} Corrigez l'un ou l'autre.", raisons=incoherences)
    await uow.coffre_nir.deposer(
        demande.departement, demande.id, command.personne_id, nir.valeur, a_verifier=bool(nir.alertes())
    )
    demande.record(
        NirEnregistre(
            departement=demande.departement,
            aggregate_id=demande.id,
            occurred_at=uow.now(),
            personne_id=command.personne_id,
        )
    )


async def exiger_complete(demande: Demande, uow: DemandesUnitOfWork) -> None:
    """Rien d'autre n'est exigé pour enregistrer que le formulaire complet et une pièce d'identité (CCH R441-2-3)."""
    connus = await uow.coffre_nir.personnes(demande.departement, demande.id)
    trouves = controler(
        demande.formulaire,
        uow.today(),
        avec_nir=connus,
        nature=demande.nature,
        en_ligne=demande.canal is Canal.PORTAIL,
        departement=demande.departement,
    )
    erreurs = [ErreurDeChamp(champ=c.champ, code=c.code, message=c.message) for c in bloquants(trouves)]
    if not await uow.pieces_deposees.identite_deposee(demande.departement, demande.id):
        erreurs.append(
            ErreurDeChamp(
                champ="pieces.identite",
                code="piece-identite-manquante",
                message="Ajoutez une pièce d'identité ou un titre de séjour en cours de validité.",
            )
        )
    if erreurs:
        nombre = len(erreurs)
        raise DemandeIncomplete(
            f"Il reste {nombre} point{'s' if nombre > 1 else ''} à compléter. Ce qui est saisi est enregistré.",
            erreurs=erreurs,
        )


@dataclass(frozen=True, kw_only=True)
class SoumettreDemande:
    demande_id: UUID
    version: int


async def soumettre_demande(command: SoumettreDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    demande = await charger(acteur, uow, command.demande_id, Acte.SOUMETTRE, command.version)
    await exiger_complete(demande, uow)
    demande.soumettre(le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetournerDemande:
    demande_id: UUID
    version: int
    motif: MotifRetour
    commentaire: str
    points: tuple[PointACorriger, ...] = ()


async def retourner_demande(command: RetournerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """La demande revient à son auteur, avec ce qu'il doit en faire (CCH R441-2-3)."""
    demande = await charger(acteur, uow, command.demande_id, Acte.RETOURNER, command.version)
    commentaire = command.commentaire
    if command.motif is MotifRetour.DOUBLON:
        commentaire = f"{commentaire} {await _celle_qui_existe(demande, uow)}".strip()
    demande.retourner(motif=command.motif, commentaire=commentaire, points=command.points, le=uow.now())


async def _celle_qui_existe(demande: Demande, uow: DemandesUnitOfWork) -> str:
    """Quelle demande, et comment la retrouver ; jamais son numéro : son accès s'ouvre à l'adresse qu'elle connaît."""
    probables = await non_tranches(demande, await chercher_les_doublons(demande, uow), uow)
    connues = sorted(
        d.voisine.deposee_le for d in probables if d.force is not Force.FAIBLE and d.voisine.deposee_le is not None
    )
    laquelle = f"La demande qui existe déjà a été déposée le {jour(connues[0])}. " if connues else ""
    return f"{laquelle}Retrouvez-la avec « Retrouver ma demande » : un code part à l'adresse qu'elle connaît."


@dataclass(frozen=True, kw_only=True)
class ValiderDemande:
    demande_id: UUID
    version: int
    identite_verifiee: bool
    doublon_ecarte: str | None = None
    """Pourquoi les doublons proposés n'en sont pas."""
    pour_le_compte_de: UUID | None = None
    """Le service qui a délégué l'enregistrement à l'organisme de l'agent ; absent, c'est le sien qui enregistre."""


async def valider_demande(command: ValiderDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un guichet vérifie l'identité et les doublons, puis la demande reçoit son numéro unique (CCH R441-2-3)."""
    demande = await charger(acteur, uow, command.demande_id, Acte.VALIDER, command.version)
    if not command.identite_verifiee:
        raise IdentiteNonVerifiee("Vérifiez la pièce d'identité avant de valider. La demande attend toujours.")
    service = await service_qui_enregistre(demande, command.pour_le_compte_de, acteur, uow)
    guichet = service.guichet(acteur.departement)
    assert guichet is not None
    await exiger_complete(demande, uow)
    probables = await non_tranches(demande, await chercher_les_doublons(demande, uow), uow)
    surs = [d for d in probables if d.force is not Force.FAIBLE]
    if command.doublon_ecarte:
        await ecarter_les_doublons(demande, probables, command.doublon_ecarte, acteur, uow)
    elif surs:
        raise DoublonPossible(
            "Une demande existe peut-être déjà pour cette personne. Comparez-les, puis rattachez celle-ci à "
            "l'autre, ou validez en disant pourquoi ce n'est pas un doublon, ou retournez la demande.",
            raisons=[r for d in surs for r in d.pour],
            numero_unique=surs[0].voisine.numero_unique,
        )
    today = uow.today()
    deposee_le = today if demande.soumise_le is None else aujourd_hui(demande.soumise_le)
    demande.valider(
        numero_unique=await uow.numeros_uniques.attribuer(demande.departement, deposee_le, guichet),
        organisme_id=service.id,
        pour_le_compte_de=service.nom if service.id != acteur.organisme_id else None,
        mandataire_id=acteur.organisme_id if service.id != acteur.organisme_id else None,
        deposee_le=deposee_le,
        expire_le=expiration(deposee_le, demande.departement).valeur,
        doublon_ecarte=command.doublon_ecarte,
        le=uow.now(),
    )


@dataclass(frozen=True, kw_only=True)
class RenouvelerDemande:
    demande_id: UUID
    version: int


async def renouveler_demande(command: RenouvelerDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    demande = await charger(acteur, uow, command.demande_id, Acte.RENOUVELER, command.version)
    today = uow.today()
    demande.renouveler(renouvelee_le=today, expire_le=expiration(today, demande.departement).valeur, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RadierDemande:
    demande_id: UUID
    version: int
    motif: MotifRadiation


async def radier_demande(command: RadierDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Chaque motif de la loi a ses gardes : une lettre d'abord, une commission, un bail (CCH R441-2-8)."""
    acte = ACTES_DE_RADIATION[command.motif]
    demande = await charger(acteur, uow, command.demande_id, acte, command.version)
    demande.radier(motif=command.motif, radiee_le=uow.today(), le=uow.now())
