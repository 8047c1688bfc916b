from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from domain.annonces.errors import AnnonceIncoherente, AnnonceIntrouvable
from domain.annonces.model import Acte, Annonce, Contact, EtatAnnonce, Texte
from domain.annonces.policies import exiger_visible, raisons, raisons_publier, refuser
from domain.annonces.ports import AnnoncesUnitOfWork
from domain.annonces.rules import incoherences, porte_ce_nom
from domain.biens.policies import exiger_visible as exiger_bien_visible
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur


@dataclass(frozen=True, kw_only=True)
class PublierAnnonce:
    bien_id: UUID
    texte: Texte


async def publier_annonce(command: PublierAnnonce, acteur: Acteur, uow: AnnoncesUnitOfWork) -> UUID:
    """Le bien est tenu le temps de l'acte : il ne peut pas être attribué pendant qu'on le publie."""
    bien = await uow.biens.get(acteur.departement, command.bien_id, exclusif=True)
    exiger_bien_visible(acteur, bien)
    existante = await uow.annonces.de_la_mise_en_location(bien.departement, bien.mise_en_location_id)
    refuser(raisons_publier(acteur, bien, existante.id if existante else None))
    _verifier(command.texte, uow)
    annonce = Annonce.publier(
        departement=bien.departement,
        bien_id=bien.id,
        mise_en_location_id=bien.mise_en_location_id,
        organisme_id=bien.organisme_id,
        texte=command.texte,
        le=uow.now(),
    )
    uow.annonces.add(annonce)
    return annonce.id


async def charger(acteur: Acteur, uow: AnnoncesUnitOfWork, annonce_id: UUID, acte: Acte, version: int) -> Annonce:
    """L'annonce, si l'acteur peut y faire cet acte et si personne ne l'a changée depuis son écran."""
    annonce = await uow.annonces.get(acteur.departement, annonce_id)
    bien = await uow.biens.get(acteur.departement, annonce.bien_id, exclusif=True)
    exiger_visible(acteur, bien)
    refuser(raisons(acteur, bien, annonce, acte))
    if annonce.version != version:
        raise ConcurrentEdit(
            "Cette annonce a été modifiée depuis que vous l'avez ouverte. Votre saisie est gardée à l'écran : "
            "rechargez l'annonce, comparez, puis enregistrez de nouveau."
        )
    return annonce


@dataclass(frozen=True, kw_only=True)
class ModifierAnnonce:
    annonce_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs du texte de l'annonce ; les absents ne changent pas."""


async def modifier_annonce(command: ModifierAnnonce, acteur: Acteur, uow: AnnoncesUnitOfWork) -> None:
    annonce = await charger(acteur, uow, command.annonce_id, Acte.MODIFIER, command.version)
    texte = replace(annonce.texte, **command.changements)
    _verifier(texte, uow)
    annonce.modifier(texte, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerAnnonce:
    annonce_id: UUID
    version: int
    motif: str = ""


async def retirer_annonce(command: RetirerAnnonce, acteur: Acteur, uow: AnnoncesUnitOfWork) -> None:
    annonce = await charger(acteur, uow, command.annonce_id, Acte.RETIRER, command.version)
    annonce.retirer(motif=command.motif, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class ContacterBailleur:
    annonce_id: UUID
    nom: str
    prenom: str
    email: str
    telephone: str | None
    numero_unique: str | None
    message: str


async def contacter_bailleur(command: ContacterBailleur, acteur: Acteur, uow: AnnoncesUnitOfWork) -> UUID:
    """Le message est gardé et tracé sur le bien ; sur la demande aussi quand le numéro et le nom concordent.

    La réponse est la même que le numéro soit connu ou non : elle n'apprend rien à personne.
    """
    annonce = await uow.annonces.get(acteur.departement, command.annonce_id)
    if annonce.etat(uow.now()) is not EtatAnnonce.PUBLIEE:
        raise AnnonceIntrouvable("Cette annonce n'est plus en ligne. Votre message n'a pas été envoyé.")
    numero = NumeroUnique.lire(command.numero_unique).valeur if command.numero_unique else None
    contact = Contact.recevoir(
        annonce,
        demande_id=await _demande(numero, command.nom, annonce.departement, uow),
        nom=command.nom,
        prenom=command.prenom,
        email=command.email,
        telephone=command.telephone,
        numero_unique=numero,
        message=command.message,
        le=uow.now(),
    )
    uow.annonces.add_contact(contact)
    return contact.id


async def _demande(numero: str | None, nom: str, departement: str, uow: AnnoncesUnitOfWork) -> UUID | None:
    if numero is None:
        return None
    demande_id = await uow.demandes_connues.identifiant(departement, numero)
    if demande_id is None:
        return None
    demande = await uow.demandes.get(departement, demande_id)
    return demande_id if porte_ce_nom(demande.formulaire, nom) else None


def _verifier(texte: Texte, uow: AnnoncesUnitOfWork) -> None:
    erreurs = incoherences(texte, uow.now())
    if erreurs:
        raise AnnonceIncoherente("Certains champs sont à corriger. Rien n'a été enregistré.", erreurs=erreurs)
