"""The three contracts: what each mounts. The order that a reader meets is the one of its tags."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, kw_only=True)
class Contract:
    name: str
    path: str
    title: str
    description: str
    tags: Mapping[str, str]
    """Every tag of its routes, in the order its reader meets them, with what it holds."""
    routers: Callable[[], Sequence[APIRouter]]
    webhooks: Callable[[], APIRouter | None] = lambda: None
    """What we call ourselves, at an address that the client gave."""


def _partenaires() -> Sequence[APIRouter]:
    from api.partenaires import (
        accueil,
        activite,
        agences,
        annonces,
        attestations,
        biens,
        clients_tiers,
        commissions,
        comptes,
        conventions_flux,
        cotation,
        courriers,
        criteres_a_valider,
        croisements,
        declarations,
        demandes,
        deploiement,
        doublons,
        echanges,
        echeances,
        enregistrement,
        evenements_de_vie,
        filtres_de_demandes,
        grilles,
        imports,
        organismes,
        personnes,
        pieces,
        portail,
        propositions,
        publics,
        questions,
        quotas,
        rapport_prefectoral,
        rapprochement,
        recherche_demandes,
        referentiel,
        secteurs,
        session,
        simulations,
        statistiques_cotation,
        tracabilite,
        travaux,
        vie_des_demandes,
    )

    # Each request tries the routes one after the other: what is asked all day comes first.
    return [
        recherche_demandes.router,
        demandes.router,
        rapprochement.router,
        session.router,
        accueil.router,
        activite.router,
        referentiel.router,
        secteurs.router,
        filtres_de_demandes.router,
        travaux.router,
        tracabilite.router,
        vie_des_demandes.router,
        echanges.router,
        courriers.router,
        questions.router,
        echeances.router,
        doublons.router,
        doublons.du_dossier,
        imports.router,
        personnes.router,
        declarations.router,
        attestations.router,
        pieces.router,
        publics.router,
        cotation.router,
        evenements_de_vie.router,
        criteres_a_valider.router,
        deploiement.router,
        simulations.router,
        statistiques_cotation.router,
        quotas.router,
        rapport_prefectoral.router,
        croisements.router,
        grilles.router,
        biens.router,
        propositions.router,
        commissions.router,
        conventions_flux.router,
        annonces.router,
        organismes.router,
        portail.router,
        enregistrement.router,
        agences.router,
        comptes.router,
        clients_tiers.router,
    ]


def _grandpublic() -> Sequence[APIRouter]:
    from api.grandpublic import (
        annonces,
        formats,
        grilles,
        ma_cotation,
        ma_demande,
        ma_tracabilite,
        ma_vie,
        mes_messages,
        mes_personnes,
        mes_pieces,
        mes_priorites,
        mes_propositions,
        mon_compte,
        questions,
        retrouver,
        territoires,
    )

    return [
        territoires.router,
        questions.router,
        annonces.router,
        mon_compte.router,
        retrouver.router,
        ma_demande.router,
        mes_personnes.router,
        ma_tracabilite.router,
        ma_vie.router,
        mes_priorites.router,
        grilles.router,
        formats.router,
        ma_cotation.router,
        mes_pieces.router,
        mes_propositions.router,
        mes_messages.router,
    ]


def _tiers() -> Sequence[APIRouter]:
    from api.tiers import abonnements, acces, annonces, attributions, biens, demandes

    return [
        acces.router,
        biens.router,
        attributions.router,
        annonces.router,
        demandes.router,
        abonnements.router,
    ]


def _avis() -> APIRouter:
    from api.tiers import avis

    return avis.router


CONTRACTS = (
    Contract(
        name="partenaires",
        path="/partenaires/v1",
        title="Fichier partagé — partenaires",
        description="Ce que font les agents des bailleurs, des EPCI, de l'État et du gestionnaire.",
        tags={
            "session": "Se connecter, choisir son département, tenir son mot de passe et son second code.",
            "accueil": "Le travail du jour, les actualités, les favoris, la recherche rapide.",
            "observatoire": "Comment le fichier est tenu, en nombres.",
            "référentiel": "Communes, EPCI et listes de codes.",
            "demandes": "La demande et sa vie, du guichet à la radiation.",
            "personnes": "Qui entre dans une demande ou en sort, et la protection des personnes en danger.",
            "doublons": "Les demandes d'une même personne : les comparer, les réunir, défaire.",
            "questions": "Ce que le public demande depuis le portail, et ce qui lui est répondu.",
            "courriers": "Les lettres à ceux qui n'ont ni adresse électronique ni mobile, un lot par jour.",
            "échanges": "Ce qui se dit au SNE et aux logiciels des partenaires, et ce qu'ils répondent.",
            "travaux": "Ce qui se fait pour plusieurs demandes à la fois, sans faire attendre : exports, messages.",
            "imports": "Les fichiers de demandes : déposés, contrôlés, appliqués.",
            "pièces": "Les documents d'une demande et leur contrôle.",
            "publics prioritaires": "Les publics reconnus, leurs règles, les labels des demandes et les urgences.",
            "cotation": "Les grilles des EPCI et les points de chaque demande, expliqués.",
            "biens": "Les logements du parc et leurs vacances.",
            "candidats": "Les demandes qui conviennent à un logement, et pourquoi d'autres n'y sont pas.",
            "propositions": "Du candidat retenu au bail signé.",
            "commissions": "Les commissions d'attribution, leur ordre du jour et leurs décisions.",
            "conventions de flux": "Ce qu'un bailleur doit à un réservataire, compté en continu.",
            "annonces": "Les logements proposés au public et les contacts reçus.",
            "organismes": "Les partenaires, leurs agences, leurs comptes et leurs profils.",
            "logiciels tiers": "Les accès ouverts aux logiciels d'un organisme.",
        },
        routers=_partenaires,
    ),
    Contract(
        name="grandpublic",
        path="/grandpublic/v1",
        title="Demande de logement — grand public",
        description="Ce que fait un demandeur : sa demande, ses documents, sa position, les annonces.",
        tags={
            "territoires": "Le portail de chaque département, ses listes, ses questions et ses chiffres.",
            "annonces": "Les logements à louer, ouverts à tous.",
            "compte": "Se connecter par un code ou un mot de passe.",
            "ma demande": "Remplir, envoyer, renouveler et suivre sa demande.",
            "grilles de cotation": "Le registre public des grilles : critères, exemples, guides, format d'échange.",
            "ma cotation": "Ses points et d'où ils viennent.",
            "mes documents": "Les pièces déposées et leur état.",
            "mes propositions": "Les logements proposés et la réponse que l'on y fait.",
            "mes messages": "Ce que le fichier a écrit, et l'attestation.",
        },
        routers=_grandpublic,
    ),
    Contract(
        name="tiers",
        path="/tiers/v1",
        title="Fichier partagé — logiciels tiers",
        description="Ce qu'échangent la gestion locative, les diffuseurs d'annonces et les autres systèmes.",
        tags={
            "jetons": "Un identifiant et un secret contre un jeton d'un quart d'heure (OAuth 2, client credentials).",
            "biens": "Les logements vacants que tient la gestion locative du bailleur.",
            "attributions": "Ce qui arrive aux propositions des logements du bailleur, jusqu'au bail.",
            "annonces": "Le fil des annonces, pour les diffuseurs.",
            "demandes": "L'état d'une demande dont on connaît le numéro unique.",
            "abonnements": "Être averti par un appel signé.",
        },
        routers=_tiers,
        webhooks=_avis,
    ),
)
