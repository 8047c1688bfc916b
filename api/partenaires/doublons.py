from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from api.dependencies import CurrentActeur, Execute
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Doublons
from api.schemas import Body, Version, au_moins
from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.doublons.errors import (
    DoublonFusionne,
    DoublonIntrouvable,
    FusionImpossible,
    FusionIntrouvable,
    FusionIrreversible,
)
from domain.demandes.doublons.queries import DoublonDetail, DoublonResume, DoublonsCriteria
from domain.demandes.doublons.use_cases import (
    DefaireFusion,
    FusionnerDemandes,
    NoterLaPaire,
    TrancherDoublon,
    defaire_fusion,
    fusionner_demandes,
    noter_la_paire,
    trancher_doublon,
)
from domain.demandes.errors import DemandeIntrouvable, DemandeVerrouillee, IdentiteNonVerifiee
from domain.demandes.rules.doublons import Force
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/doublons", tags=["doublons"])
du_dossier = APIRouter(prefix="/demandes", tags=["doublons"])
EN_ECRITURE = (DoublonIntrouvable, DemandeIntrouvable, DroitManquant, ConcurrentEdit)
Motif = Annotated[str, au_moins(3, 1000, plusieurs_lignes=True)]
Reprise = Literal["codemandeurs", "occupants", "a_naitre", "revenus", "logement_actuel", "logement_recherche", "motifs"]


class DecisionDoublonBody(Body):
    version: Version
    decision: Literal[DecisionDoublon.A_VOIR, DecisionDoublon.PAS_UN_DOUBLON, DecisionDoublon.DOUBLON]
    motif: Motif
    """Ce qui a fait conclure : il reste dans l'historique des deux demandes."""


class FusionBody(Body):
    version: Version
    gardee_id: UUID
    """La demande qui reste active."""
    sections: Annotated[list[Reprise], Field(default_factory=list, max_length=7)]
    """Les rubriques que la demande gardée reprend de l'autre."""
    motif: Motif
    identite_verifiee: bool
    """Les pièces d'identité des deux demandes ont été comparées."""


class DefaireBody(Body):
    motif: Motif


@router.get("", operation_id="lister_doublons", responses=problems(DroitManquant))
async def lister(
    acteur: CurrentActeur,
    doublons: Doublons,
    decision: DecisionDoublon | None = None,
    force: Force | None = None,
    demande_id: UUID | None = None,
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[DoublonResume]:
    """Les paires de demandes où se trouve peut-être la même personne, les plus sûres d'abord."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    criteria = DoublonsCriteria(decision=decision, force=force, demande_id=demande_id)
    return await doublons.liste(acteur.perimetre, criteria, page=page, size=size)


@router.get("/{doublon_id}", operation_id="comparer_doublon", responses=problems(DoublonIntrouvable, DroitManquant))
async def comparer(doublon_id: UUID, acteur: CurrentActeur, doublons: Doublons) -> DoublonDetail:
    """Les deux demandes côte à côte. La consultation de chacune est tracée."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    return await doublons.comparer(acteur.perimetre, acteur, doublon_id)


@du_dossier.put(
    "/{demande_id}/doublons/{autre_id}",
    operation_id="noter_doublon",
    responses=problems(DemandeIntrouvable, DoublonIntrouvable, DroitManquant),
)
async def noter(
    demande_id: UUID, autre_id: UUID, acteur: CurrentActeur, execute: Execute, doublons: Doublons
) -> DoublonDetail:
    """Reconnaît la même personne dans deux demandes qui se ressemblent : la paire s'examine aussitôt."""
    doublon_id = await execute(noter_la_paire, NoterLaPaire(demande_id=demande_id, autre_id=autre_id), acteur)
    return await doublons.relire(acteur.perimetre, acteur, doublon_id)


@router.post(
    "/{doublon_id}/decision",
    operation_id="trancher_doublon",
    responses=problems(*EN_ECRITURE, DoublonFusionne),
)
async def trancher(
    doublon_id: UUID, body: DecisionDoublonBody, acteur: CurrentActeur, execute: Execute, doublons: Doublons
) -> DoublonDetail:
    """Garde ce que l'agent conclut, et pourquoi. Une paire écartée n'est plus proposée."""
    command = TrancherDoublon(doublon_id=doublon_id, version=body.version, decision=body.decision, motif=body.motif)
    await execute(trancher_doublon, command, acteur)
    return await doublons.relire(acteur.perimetre, acteur, doublon_id)


@router.post(
    "/{doublon_id}/fusion",
    operation_id="fusionner_demandes",
    responses=problems(*EN_ECRITURE, FusionImpossible, DemandeVerrouillee, IdentiteNonVerifiee),
)
async def fusionner(
    doublon_id: UUID, body: FusionBody, acteur: CurrentActeur, execute: Execute, doublons: Doublons
) -> DoublonDetail:
    """Réunit les deux demandes : la plus ancienne date de dépôt est gardée, pièces et propositions suivent."""
    command = FusionnerDemandes(
        doublon_id=doublon_id,
        version=body.version,
        gardee_id=body.gardee_id,
        sections=tuple(dict.fromkeys(body.sections)),
        motif=body.motif,
        identite_verifiee=body.identite_verifiee,
    )
    await execute(fusionner_demandes, command, acteur)
    return await doublons.relire(acteur.perimetre, acteur, doublon_id)


@router.post(
    "/{doublon_id}/defaite",
    operation_id="defaire_fusion",
    responses=problems(*EN_ECRITURE, FusionIntrouvable, FusionIrreversible),
)
async def defaire(
    doublon_id: UUID, body: DefaireBody, acteur: CurrentActeur, execute: Execute, doublons: Doublons
) -> DoublonDetail:
    """Défait la fusion : les deux demandes redeviennent ce qu'elles étaient."""
    await execute(defaire_fusion, DefaireFusion(doublon_id=doublon_id, motif=body.motif), acteur)
    return await doublons.relire(acteur.perimetre, acteur, doublon_id)
