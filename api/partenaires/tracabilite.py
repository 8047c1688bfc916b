from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from api.dependencies import CurrentActeur, Execute
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Tracabilite
from api.schemas import Body, Paragraphe
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.tracabilite.codes import EtatAnomalie, ObjetConsulte, RegleDeLecture
from domain.tracabilite.errors import AnomalieDejaVerifiee, AnomalieIntrouvable, SesPropresLectures
from domain.tracabilite.queries import (
    AnomaliesCriteria,
    ConsultationLigne,
    FiltresHistorique,
    HistoriqueCriteria,
    LectureAVerifier,
)
from domain.tracabilite.use_cases import VerifierLectures, verifier_lectures

router = APIRouter(tags=["demandes"])

TypeActe = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,60}$")]
Intervenant = Annotated[str, StringConstraints(min_length=1, max_length=200)]


@router.get(
    "/demandes/{demande_id}/historique",
    operation_id="lire_historique",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def historique(
    demande_id: UUID,
    acteur: CurrentActeur,
    tracabilite: Tracabilite,
    type: Annotated[list[TypeActe] | None, Query(max_length=20)] = None,
    intervenant: Intervenant | None = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé à la demande : qui, quand, quoi, avant et après. Se filtre par acte et par intervenant."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    criteria = HistoriqueCriteria(types=tuple(type or ()), intervenant=intervenant)
    lu = await tracabilite.historique(acteur.perimetre, acteur, demande_id, criteria, page=page, size=size)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.HISTORIQUE)
    return lu


@router.get(
    "/demandes/{demande_id}/historique/filtres",
    operation_id="lire_filtres_historique",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def filtres(demande_id: UUID, acteur: CurrentActeur, tracabilite: Tracabilite) -> FiltresHistorique:
    """Les actes et les intervenants présents dans l'historique de la demande, avec leur nombre."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await tracabilite.filtres(acteur.perimetre, demande_id)


@router.get(
    "/demandes/{demande_id}/consultations",
    operation_id="lire_consultations",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def consultations(
    demande_id: UUID, acteur: CurrentActeur, tracabilite: Tracabilite, page: PageNumber = 1, size: PageSize = 50
) -> Page[ConsultationLigne]:
    """Qui a ouvert ce dossier, quand, et pour y lire quoi."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await tracabilite.consultations(acteur.perimetre, demande_id, page=page, size=size)


class VerificationBody(Body):
    commentaire: Annotated[Paragraphe, Field(min_length=1)]
    """Ce qui a été vérifié, et ce qui en a été trouvé."""


@router.get("/lectures-a-verifier", operation_id="lister_lectures_a_verifier", responses=problems(DroitManquant))
async def anomalies(
    acteur: CurrentActeur,
    tracabilite: Tracabilite,
    etat: EtatAnomalie | None = None,
    regle: RegleDeLecture | None = None,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[LectureAVerifier]:
    """Les lectures qui se remarquent, celles de son organisme ou, pour le gestionnaire, de tous."""
    exiger(acteur, Droit.COMPTES_GERER)
    criteria = AnomaliesCriteria(etat=etat, regle=regle)
    return await tracabilite.anomalies(acteur.perimetre, acteur, criteria, page=page, size=size)


@router.post(
    "/lectures-a-verifier/{anomalie_id}/verification",
    status_code=204,
    operation_id="verifier_lectures",
    responses=problems(DroitManquant, AnomalieIntrouvable, AnomalieDejaVerifiee, SesPropresLectures, ConcurrentEdit),
)
async def verifier(anomalie_id: UUID, body: VerificationBody, acteur: CurrentActeur, execute: Execute) -> None:
    """Écrit ce qui a été vérifié : l'anomalie reste, avec son nom et sa réponse."""
    await execute(verifier_lectures, VerifierLectures(anomalie_id=anomalie_id, commentaire=body.commentaire), acteur)
