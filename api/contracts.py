"""The three contracts: what each mounts, in the order its reader meets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, kw_only=True)
class Contract:
    name: str
    path: str
    title: str
    description: str
    routers: Callable[[], Sequence[APIRouter]]


def _partenaires() -> Sequence[APIRouter]:
    from api.partenaires import (
        accueil,
        annonces,
        attestations,
        biens,
        clients_tiers,
        commissions,
        conventions_flux,
        cotation,
        demandes,
        organismes,
        pieces,
        propositions,
        rapprochement,
        referentiel,
        session,
    )

    return [
        session.router,
        accueil.router,
        referentiel.router,
        demandes.router,
        attestations.router,
        pieces.router,
        cotation.router,
        biens.router,
        rapprochement.router,
        propositions.router,
        commissions.router,
        conventions_flux.router,
        annonces.router,
        organismes.router,
        clients_tiers.router,
    ]


def _grandpublic() -> Sequence[APIRouter]:
    from api.grandpublic import (
        annonces,
        ma_cotation,
        ma_demande,
        mes_messages,
        mes_pieces,
        mes_propositions,
        mon_compte,
        territoires,
    )

    return [
        territoires.router,
        annonces.router,
        mon_compte.router,
        ma_demande.router,
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


CONTRACTS = (
    Contract(
        name="partenaires",
        path="/partenaires/v1",
        title="Fichier partagé — partenaires",
        description="Ce que font les agents des bailleurs, des EPCI, de l'État et du gestionnaire.",
        routers=_partenaires,
    ),
    Contract(
        name="grandpublic",
        path="/grandpublic/v1",
        title="Demande de logement — grand public",
        description="Ce que fait un demandeur : sa demande, ses documents, sa position, les annonces.",
        routers=_grandpublic,
    ),
    Contract(
        name="tiers",
        path="/tiers/v1",
        title="Fichier partagé — logiciels tiers",
        description="Ce qu'échangent la gestion locative, les diffuseurs d'annonces et les autres systèmes.",
        routers=_tiers,
    ),
)
