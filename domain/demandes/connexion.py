"""Le demandeur entre dans son espace : par un code, par son mot de passe, et il garde son accès à jour."""

import json
from dataclasses import dataclass
from datetime import date

from domain.demandes.compte import CompteDemandeur
from domain.demandes.errors import (
    IdentifiantDejaPris,
)
from domain.demandes.events import (
    AccesRecherche,
    CodeDeConnexionDemande,
    IdentifiantDuDemandeurChange,
    MotDePasseDuDemandeurChoisi,
)
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.identifiants import normaliser_identifiant
from domain.kernel.identifiers import new_id
from domain.kernel.vocabulary import NumeroUnique
from domain.organismes.acteur import Acteur
from domain.organismes.ports import NouvelleSession, SorteSession
from domain.organismes.rules import exiger_mot_de_passe_solide, regles_de_connexion
from domain.organismes.use_cases.connexion import SessionOuverte, SessionRefusee


@dataclass(frozen=True, kw_only=True)
class DemanderCode:
    departement: str
    identifiant: str


async def demander_code(command: DemanderCode, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Un code part toujours, que l'on connaisse ou non cette adresse : la réponse n'apprend rien à personne."""
    identifiant = normaliser_identifiant(command.identifiant)
    code = await uow.codes_de_connexion.emettre(command.departement, identifiant, uow.now())
    uow.record(
        CodeDeConnexionDemande(
            departement=command.departement,
            aggregate_id=new_id(),
            occurred_at=uow.now(),
            identifiant=identifiant,
            code_chiffre=uow.chiffre.chiffrer(code.encode(), "code").hex(),
        )
    )


@dataclass(frozen=True, kw_only=True)
class RetrouverMaDemande:
    departement: str
    ne_le: date
    nom: str
    prenom: str
    numero_unique: str | None


async def retrouver_ma_demande(command: RetrouverMaDemande, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Note la recherche, et rien d'autre : ni la réponse ni sa durée ne disent si la demande existe."""
    criteres = {
        "ne_le": command.ne_le.isoformat(),
        "nom": command.nom,
        "prenom": command.prenom,
        "numero_unique": NumeroUnique.lire(command.numero_unique).valeur if command.numero_unique else None,
    }
    uow.record(
        AccesRecherche(
            departement=command.departement,
            aggregate_id=new_id(),
            occurred_at=uow.now(),
            criteres_chiffres=uow.chiffre.chiffrer(json.dumps(criteres).encode(), "acces").hex(),
        )
    )


@dataclass(frozen=True, kw_only=True)
class OuvrirSessionDemandeur:
    departement: str
    identifiant: str
    code: str | None = None
    mot_de_passe: str | None = None


async def ouvrir_session_demandeur(
    command: OuvrirSessionDemandeur, acteur: Acteur, uow: DemandesUnitOfWork
) -> SessionOuverte | SessionRefusee:
    """Un premier code juste ouvre le compte : il prouve l'adresse ou le numéro.

    Les attentes du mot de passe sont celles de l'identifiant, qu'il ait un compte ou non. Un code, lui, est déjà
    compté : une personne que quelqu'un d'autre fait attendre entre avec le sien.
    """
    le = uow.now()
    identifiant = normaliser_identifiant(command.identifiant)
    cle = f"{command.departement}:{identifiant}"
    if command.code is not None:
        if not await uow.codes_de_connexion.consommer(command.departement, identifiant, command.code, le):
            return SessionRefusee()
        compte = await uow.comptes_demandeurs.par_identifiant(command.departement, identifiant)
        if compte is None:
            compte = CompteDemandeur(departement=command.departement, id=new_id(), identifiant=identifiant, cree_le=le)
            uow.comptes_demandeurs.add(compte)
    else:
        verrou = await uow.verrous.prendre(SorteSession.DEMANDEUR, cle)
        if attente := verrou.attente(le):
            return SessionRefusee(attendre_secondes=attente)
        compte = await uow.comptes_demandeurs.par_identifiant(command.departement, identifiant)
        juste = await uow.hacheur.verifier(compte.mot_de_passe if compte else None, command.mot_de_passe or "")
        if compte is None or not juste:
            verrou.noter_echec(le, regles_de_connexion(uow.today()))
            await uow.verrous.garder(SorteSession.DEMANDEUR, cle, verrou)
            return SessionRefusee()
    compte.entrer(le)
    await uow.verrous.lever(SorteSession.DEMANDEUR, cle)
    return SessionOuverte(
        secret=await uow.sessions.ouvrir(
            NouvelleSession(sorte=SorteSession.DEMANDEUR, compte_id=compte.id, departement=command.departement, le=le)
        )
    )


@dataclass(frozen=True, kw_only=True)
class ChangerMonIdentifiant:
    identifiant: str
    code: str


async def changer_mon_identifiant(
    command: ChangerMonIdentifiant, acteur: Acteur, uow: DemandesUnitOfWork
) -> str | None:
    """Une adresse ou un mobile ne sert à se connecter qu'une fois prouvé par le code qu'il a reçu.

    L'ancien sert jusque-là ; ensuite toutes les sessions se ferment, celle-ci reçoit un secret neuf, et l'ancienne
    adresse l'apprend. Qui s'est connecté trop tôt avec la nouvelle a ouvert un espace vide : il cède la place.
    Rien quand le code n'est pas le bon : l'essai est compté.
    """
    assert acteur.compte_id is not None
    compte = await uow.comptes_demandeurs.get(acteur.departement, acteur.compte_id)
    nouveau = normaliser_identifiant(command.identifiant)
    if not await uow.codes_de_connexion.consommer(acteur.departement, nouveau, command.code, uow.now()):
        return None
    autre = await uow.comptes_demandeurs.par_identifiant(acteur.departement, nouveau)
    if autre is not None:
        if autre is compte or not autre.est_vide:
            raise IdentifiantDejaPris(
                "Cette adresse ou ce numéro sert déjà à se connecter à un autre espace. Choisissez-en un autre.",
            )
        await uow.sessions.fermer_toutes(autre.id)
        await uow.comptes_demandeurs.retirer(autre)
    await uow.verrous.lever(SorteSession.DEMANDEUR, f"{compte.departement}:{compte.identifiant}")
    uow.record(
        IdentifiantDuDemandeurChange(
            departement=compte.departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
            demande_id=compte.demande_id,
            ancien_chiffre=uow.chiffre.chiffrer(compte.identifiant.encode(), "identifiant").hex(),
        )
    )
    compte.identifiant = nouveau
    await uow.sessions.fermer_toutes(compte.id)
    return await uow.sessions.ouvrir(
        NouvelleSession(sorte=SorteSession.DEMANDEUR, compte_id=compte.id, departement=compte.departement, le=uow.now())
    )


@dataclass(frozen=True, kw_only=True)
class ChoisirMonMotDePasse:
    nouveau: str


async def choisir_mon_mot_de_passe(command: ChoisirMonMotDePasse, acteur: Acteur, uow: DemandesUnitOfWork) -> str:
    """Choisir un mot de passe ferme les autres sessions, renouvelle celle-ci et se dit par message."""
    assert acteur.compte_id is not None
    compte = await uow.comptes_demandeurs.get(acteur.departement, acteur.compte_id)
    exiger_mot_de_passe_solide(
        command.nouveau,
        contexte=(compte.identifiant.split("@")[0],),
        communs=uow.mots_de_passe_communs.contient,
        le=uow.today(),
    )
    compte.mot_de_passe = await uow.hacheur.hacher(command.nouveau)
    await uow.verrous.lever(SorteSession.DEMANDEUR, f"{compte.departement}:{compte.identifiant}")
    await uow.sessions.fermer_toutes(compte.id)
    uow.record(
        MotDePasseDuDemandeurChoisi(
            departement=compte.departement,
            aggregate_id=compte.id,
            occurred_at=uow.now(),
        )
    )
    return await uow.sessions.ouvrir(
        NouvelleSession(sorte=SorteSession.DEMANDEUR, compte_id=compte.id, departement=compte.departement, le=uow.now())
    )
