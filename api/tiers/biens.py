from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.dependencies import Execute
from api.fiche_bien import FicheBody, Reference
from api.problems import problems
from api.queries import Biens
from api.tiers.acces import REFUS, BiensEcrire, BiensLire
from domain.biens.errors import (
    BienDansUnAutreEtat,
    BienDejaEnregistre,
    BienIncoherent,
    BienIntrouvable,
    ReserveAuBailleur,
)
from domain.biens.queries import BienDetail
from domain.biens.use_cases import SynchroniserBien, synchroniser_bien
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.vocabulary import CommuneInvalide
from domain.organismes.errors import DroitManquant

router = APIRouter(prefix="/biens", tags=["biens"])

ReferenceExterne = Annotated[
    str,
    Path(
        min_length=1,
        max_length=80,
        pattern=r"^[^\x00-\x1f/]+$",
        description="L'identifiant du logement dans votre logiciel.",
    ),
]


class BienTiersBody(FicheBody):
    reference: Reference | None = None
    """La référence que lisent les agents ; à défaut, le fichier en donne une."""


@router.put(
    "/{reference_externe}",
    operation_id="synchroniser_bien",
    responses={
        201: {"model": BienDetail, "description": "Le logement n'était pas encore connu"},
        **problems(
            *REFUS,
            DroitManquant,
            ReserveAuBailleur,
            BienDansUnAutreEtat,
            BienDejaEnregistre,
            BienIncoherent,
            CommuneInvalide,
            ConcurrentEdit,
        ),
    },
)
async def synchroniser(
    reference_externe: ReferenceExterne,
    body: BienTiersBody,
    appelant: BiensEcrire,
    execute: Execute,
    biens: Biens,
    response: Response,
) -> BienDetail:
    """Enregistre, corrige ou remet en location un logement vacant. Le même envoi deux fois ne fait rien la seconde."""
    acteur = appelant.acteur
    known = await biens.id_par_reference_externe(acteur.perimetre, reference_externe)
    command = SynchroniserBien(
        reference_externe=reference_externe,
        logement=body.logement(),
        conditions=body.conditions(),
        reference=body.reference,
    )
    id = await execute(synchroniser_bien, command, acteur)
    response.status_code = 200 if known else 201
    return await biens.detail(acteur.perimetre, acteur, id)


@router.get(
    "/{reference_externe}",
    operation_id="lire_bien_tiers",
    responses=problems(*REFUS, BienIntrouvable),
)
async def lire(reference_externe: ReferenceExterne, appelant: BiensLire, biens: Biens) -> BienDetail:
    """Le logement tel que le fichier le connaît."""
    perimetre = appelant.acteur.perimetre
    id = await biens.id_par_reference_externe(perimetre, reference_externe)
    if id is None:
        raise BienIntrouvable("Aucun bien n'est connu sous cette référence.")
    return await biens.detail(perimetre, appelant.acteur, id)
