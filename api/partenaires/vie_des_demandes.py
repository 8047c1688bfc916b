from datetime import date
from uuid import UUID

from fastapi import APIRouter

from api.demande_forms import VersionBody
from api.dependencies import CurrentActeur, Execute
from api.problems import problems
from api.queries import Demandes
from api.schemas import Body, Paragraphe, Version
from domain.demandes.codes import MotifIrrecevabilite, MotifRestauration, MotifReveil, MoyenAvertissement
from domain.demandes.errors import (
    ActeReserve,
    AvertissementEnCours,
    AvertissementRequis,
    DateInvraisemblable,
    DelaiPasse,
    DemandeIntrouvable,
    DemandeVerrouillee,
    MotifContraire,
    TransitionInterdite,
)
from domain.demandes.queries import DemandeDetail
from domain.demandes.vie.explication import ActionDemande
from domain.demandes.vie.use_cases import (
    AvertirDemandeur,
    LeverAvertissement,
    RestaurerDemande,
    ReveillerDemande,
    RevenirSurLAnnulation,
    SupprimerBrouillon,
    avertir_demandeur,
    lever_avertissement,
    restaurer_demande,
    reveiller_demande,
    revenir_sur_l_annulation,
    supprimer_brouillon,
)
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(prefix="/demandes", tags=["demandes"])
EN_ECRITURE = (DemandeIntrouvable, DroitManquant, ActeReserve, TransitionInterdite, ConcurrentEdit)


class ReveilBody(Body):
    version: Version
    motif: MotifReveil
    """À quel titre le guichet réveille la demande à la place de la personne."""
    commentaire: Paragraphe = ""


class RestaurationBody(Body):
    version: Version
    motif: MotifRestauration
    commentaire: Paragraphe = ""


class AvertissementBody(Body):
    version: Version
    irrecevabilite: MotifIrrecevabilite | None = None
    """Le motif d'irrecevabilité, quand c'est une commission qui avertit ; absent, un courrier est resté sans
    réponse."""
    moyen: MoyenAvertissement
    envoye_le: date
    """Le jour où la lettre est partie : le délai court de là."""


class LeveeBody(Body):
    version: Version
    commentaire: Paragraphe = ""
    """Ce que le demandeur a répondu."""


@router.get(
    "/{demande_id}/actions",
    operation_id="expliquer_actions",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def actions(demande_id: UUID, acteur: CurrentActeur, demandes: Demandes) -> list[ActionDemande]:
    """Chaque action sur la demande : permise ou non, pourquoi, depuis quand, qui débloque, à partir de quand."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await demandes.actions(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/reveil", operation_id="reveiller_demande", responses=problems(*EN_ECRITURE, DemandeVerrouillee)
)
async def reveiller(
    demande_id: UUID, body: ReveilBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Réveille une demande en sommeil, en disant pourquoi : elle est renouvelée, avec son numéro et son ancienneté."""
    command = ReveillerDemande(
        demande_id=demande_id, version=body.version, motif=body.motif, commentaire=body.commentaire
    )
    await execute(reveiller_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/restauration",
    operation_id="restaurer_demande",
    responses=problems(*EN_ECRITURE, DelaiPasse),
)
async def restaurer(
    demande_id: UUID, body: RestaurationBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Rend active une demande radiée, en disant pourquoi : numéro et ancienneté restent."""
    command = RestaurerDemande(
        demande_id=demande_id, version=body.version, motif=body.motif, commentaire=body.commentaire
    )
    await execute(restaurer_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post("/{demande_id}/reprise", operation_id="reprendre_demande", responses=problems(*EN_ECRITURE, DelaiPasse))
async def reprendre(
    demande_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Revient sur une annulation récente, comme si elle n'avait pas eu lieu."""
    command = RevenirSurLAnnulation(demande_id=demande_id, version=body.version)
    await execute(revenir_sur_l_annulation, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/avertissement",
    operation_id="avertir_demandeur",
    responses=problems(
        *EN_ECRITURE, DemandeVerrouillee, AvertissementEnCours, AvertissementRequis, DateInvraisemblable, MotifContraire
    ),
)
async def avertir(
    demande_id: UUID, body: AvertissementBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Enregistre la lettre qui annonce une radiation ; le délai de la loi court de sa date."""
    command = AvertirDemandeur(
        demande_id=demande_id,
        version=body.version,
        irrecevabilite=body.irrecevabilite,
        moyen=body.moyen,
        envoye_le=body.envoye_le,
    )
    await execute(avertir_demandeur, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/avertissement/levee",
    operation_id="lever_avertissement",
    responses=problems(*EN_ECRITURE, AvertissementRequis),
)
async def lever(
    demande_id: UUID, body: LeveeBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Le demandeur a répondu : la demande continue."""
    command = LeverAvertissement(demande_id=demande_id, version=body.version, commentaire=body.commentaire)
    await execute(lever_avertissement, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/suppression",
    status_code=204,
    operation_id="supprimer_brouillon",
    responses=problems(*EN_ECRITURE),
)
async def supprimer(demande_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute) -> None:
    """Efface un brouillon : formulaire, numéros de sécurité sociale et pièces."""
    await execute(supprimer_brouillon, SupprimerBrouillon(demande_id=demande_id, version=body.version), acteur)
