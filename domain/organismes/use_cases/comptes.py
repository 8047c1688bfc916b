"""Les comptes qu'un référent tient pour ses collègues."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur
from domain.organismes.errors import CompteDejaExistant
from domain.organismes.events import CompteOuvert, LienDeConnexionDemande
from domain.organismes.model import Compte, Profil
from domain.organismes.policies import exiger_autre_que_soi, exiger_profil_accessible
from domain.organismes.ports import OrganismesUnitOfWork, UsageJeton
from domain.organismes.use_cases.fiches import agence_de, compte_gere, exiger_version, organisme_gere


@dataclass(frozen=True, kw_only=True)
class OuvrirCompte:
    organisme_id: UUID
    email: str
    nom: str
    prenom: str
    telephone: str | None
    profil: str
    agence_id: UUID | None = None


async def ouvrir_compte(command: OuvrirCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> UUID:
    """Un référent ouvre le compte d'un collègue : le lien d'activation part dans la minute.

    Un collègue du même organisme déjà connu dans un autre département reçoit celui-ci, avec le compte qu'il a.
    """
    organisme = await organisme_gere(command.organisme_id, acteur, uow)
    profil = exiger_profil_accessible(acteur, await _profil(command.profil, uow), organisme)
    connu = await uow.comptes.par_email(command.email)
    if connu is not None:
        if connu.organisme_id != organisme.id or connu.habilitation(acteur.departement) is not None:
            raise CompteDejaExistant(
                "Un compte existe déjà avec cette adresse électronique. Cherchez-le dans la liste."
            )
        await _habiliter(connu, profil, command.agence_id, acteur, uow)
        return connu.id
    compte = Compte(
        id=new_id(),
        organisme_id=organisme.id,
        email=command.email.strip().lower(),
        nom=command.nom.strip(),
        prenom=command.prenom.strip(),
        telephone=command.telephone,
    )
    await _habiliter(compte, profil, command.agence_id, acteur, uow)
    uow.comptes.add(compte)
    jeton = await uow.jetons.emettre(compte.id, UsageJeton.ACTIVATION, uow.now())
    compte.record(
        CompteOuvert(
            departement=acteur.departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            organisme_id=organisme.id,
            nom=compte.nom_complet,
            profil=profil.libelle,
            jeton_chiffre=uow.chiffre.chiffrer(jeton.encode(), "jeton").hex(),
        )
    )
    return compte.id


@dataclass(frozen=True, kw_only=True)
class ModifierCompte:
    compte_id: UUID
    version: int
    changements: Mapping[str, Any]
    """Les champs à changer ; absent, un champ reste tel quel."""


async def modifier_compte(command: ModifierCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Corrige un compte ; changer son profil ferme ses sessions."""
    compte = await compte_gere(command.compte_id, acteur, uow)
    exiger_version(compte.version, command.version)
    changements = dict(command.changements)
    code = changements.pop("profil", None)
    agence = {"agence_id": changements.pop("agence_id")} if "agence_id" in changements else {}
    compte.modifier(changements, departement=acteur.departement, le=uow.now())
    habilitation = compte.habilitation(acteur.departement)
    assert habilitation is not None
    for agence_id in agence.values():
        if agence_id is not None:
            await agence_de(compte.organisme_id, agence_id, acteur, uow)
        compte.rattacher(habilitation, agence_id, le=uow.now())
    if code is not None and code != habilitation.profil:
        exiger_autre_que_soi(acteur, compte)
        organisme = await uow.organismes.get(compte.organisme_id)
        profil = exiger_profil_accessible(acteur, await _profil(code, uow), organisme)
        compte.habiliter(acteur.departement, profil.code, le=uow.now())
        await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class DesactiverCompte:
    compte_id: UUID


async def desactiver_compte(command: DesactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Un compte désactivé perd ses sessions dans l'instant."""
    compte = await compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.desactiver(departement=acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class RetirerHabilitation:
    compte_id: UUID


async def retirer_habilitation(command: RetirerHabilitation, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """La personne ne travaille plus dans ce département, mais garde les autres."""
    compte = await compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.retirer_habilitation(acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class ReactiverCompte:
    compte_id: UUID


async def reactiver_compte(command: ReactiverCompte, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await compte_gere(command.compte_id, acteur, uow)
    compte.reactiver(departement=acteur.departement, le=uow.now())


@dataclass(frozen=True, kw_only=True)
class RetirerSecondCode:
    compte_id: UUID


async def retirer_second_code(command: RetirerSecondCode, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    """Téléphone perdu : un référent retire le second code d'un collègue, qui l'apprend par courriel."""
    compte = await compte_gere(command.compte_id, acteur, uow)
    exiger_autre_que_soi(acteur, compte)
    compte.retirer_second_code(departement=acteur.departement, le=uow.now())
    await uow.sessions.fermer_toutes(compte.id)


@dataclass(frozen=True, kw_only=True)
class RenvoyerActivation:
    compte_id: UUID


async def renvoyer_activation(command: RenvoyerActivation, acteur: Acteur, uow: OrganismesUnitOfWork) -> None:
    compte = await compte_gere(command.compte_id, acteur, uow)
    await envoyer_lien(compte, acteur.departement, UsageJeton.ACTIVATION, uow)


async def envoyer_lien(compte: Compte, departement: str, usage: UsageJeton, uow: OrganismesUnitOfWork) -> None:
    jeton = await uow.jetons.emettre(compte.id, usage, uow.now())
    compte.record(
        LienDeConnexionDemande(
            departement=departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            usage=usage.value,
            jeton_chiffre=uow.chiffre.chiffrer(jeton.encode(), "jeton").hex(),
        )
    )


async def _habiliter(
    compte: Compte, profil: Profil, agence_id: UUID | None, acteur: Acteur, uow: OrganismesUnitOfWork
) -> None:
    habilitation = compte.habiliter(acteur.departement, profil.code, le=uow.now())
    if agence_id is not None:
        await agence_de(compte.organisme_id, agence_id, acteur, uow)
        habilitation.agence_id = agence_id


async def _profil(code: str, uow: OrganismesUnitOfWork) -> Profil | None:
    return next(iter(await uow.profils([code])), None)
