from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from api.demande_forms import VersionBody
from api.dependencies import DemandeSession, Execute, WithDemande
from api.metrics import REFUSED
from api.problems import problems
from api.queries import Demandes
from api.schemas import au_moins
from domain.demandes.errors import (
    ActeReserve,
    AvertissementEnCours,
    AvertissementRequis,
    CodeDeRestaurationRefuse,
    DelaiPasse,
    DemandeIntrouvable,
    DemandeVerrouillee,
    TransitionInterdite,
)
from domain.demandes.queries import DemandeDetail
from domain.demandes.vie.explication import ActionDemande
from domain.demandes.vie.use_cases import (
    AnnulerDemande,
    LeverAvertissement,
    RepondreALAvertissement,
    RetablirMaDemande,
    ReveillerMaDemande,
    RevenirSurLAnnulation,
    annuler_demande,
    lever_avertissement,
    repondre_a_l_avertissement,
    retablir_ma_demande,
    reveiller_ma_demande,
    revenir_sur_l_annulation,
)
from domain.kernel.errors import ConcurrentEdit, ErreurDeChamp
from domain.organismes.errors import NonConnecte

router = APIRouter(tags=["ma demande"])
EN_ECRITURE = (NonConnecte, DemandeIntrouvable, ActeReserve, TransitionInterdite, ConcurrentEdit)


class RetablissementBody(VersionBody):
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    """Le code reçu par courriel ou par SMS, demandé comme pour se connecter."""


class ReponseBody(VersionBody):
    texte: Annotated[str, au_moins(10, 4000, plusieurs_lignes=True)]
    """En quoi ma demande est recevable. Le bailleur seul le lit."""


async def _vue(demandes: Demandes, session: WithDemande) -> DemandeDetail:
    return await demandes.detail(session.acteur.perimetre, session.acteur, session.demande_id)


@router.get(
    "/ma-demande/actions",
    operation_id="expliquer_mes_actions",
    responses=problems(NonConnecte, DemandeIntrouvable),
)
async def actions(session: DemandeSession, demandes: Demandes) -> list[ActionDemande]:
    """Tout ce que je peux faire de ma demande, et sinon pourquoi, depuis quand, jusqu'à quand et avec qui."""
    return await demandes.actions(session.acteur.perimetre, session.acteur, session.demande_id)


@router.post("/ma-demande/reveil", operation_id="reveiller_ma_demande", responses=problems(*EN_ECRITURE))
async def reveiller(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Réveille ma demande : je garde mon numéro et mon ancienneté."""
    command = ReveillerMaDemande(demande_id=session.demande_id, version=body.version)
    await execute(reveiller_ma_demande, command, session.acteur)
    return await _vue(demandes, session)


@router.post(
    "/ma-demande/annulation",
    operation_id="annuler_ma_demande",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee),
)
async def annuler(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Renonce à ma demande, par écrit. Je peux la reprendre jusqu'au jour que dit mon espace."""
    await execute(annuler_demande, AnnulerDemande(demande_id=session.demande_id, version=body.version), session.acteur)
    return await _vue(demandes, session)


@router.post("/ma-demande/reprise", operation_id="reprendre_ma_demande", responses=problems(*EN_ECRITURE, DelaiPasse))
async def reprendre(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Reprend ma demande annulée, avec son numéro et son ancienneté."""
    command = RevenirSurLAnnulation(demande_id=session.demande_id, version=body.version)
    await execute(revenir_sur_l_annulation, command, session.acteur)
    return await _vue(demandes, session)


@router.post(
    "/ma-demande/maintien",
    operation_id="maintenir_ma_demande",
    responses=problems(*EN_ECRITURE, AvertissementRequis, AvertissementEnCours),
)
async def maintenir(body: VersionBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Répond à l'avertissement : je cherche toujours un logement."""
    command = LeverAvertissement(demande_id=session.demande_id, version=body.version)
    await execute(lever_avertissement, command, session.acteur)
    return await _vue(demandes, session)


@router.post(
    "/ma-demande/reponse",
    operation_id="repondre_a_l_avertissement",
    responses=problems(*EN_ECRITURE, AvertissementRequis),
)
async def repondre(body: ReponseBody, session: DemandeSession, execute: Execute, demandes: Demandes) -> DemandeDetail:
    """Répond au bailleur qui juge ma demande irrecevable. Mes documents se déposent dans « Mes documents »."""
    command = RepondreALAvertissement(demande_id=session.demande_id, version=body.version, texte=body.texte)
    await execute(repondre_a_l_avertissement, command, session.acteur)
    return await _vue(demandes, session)


@router.post(
    "/ma-demande/retablissement",
    operation_id="retablir_ma_demande",
    responses=problems(*EN_ECRITURE, DelaiPasse, CodeDeRestaurationRefuse),
)
async def retablir(
    body: RetablissementBody, session: DemandeSession, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Rétablit ma demande radiée, avec un code à usage unique : je garde mon numéro et mon ancienneté."""
    command = RetablirMaDemande(demande_id=session.demande_id, version=body.version, code=body.code)
    if not await execute(retablir_ma_demande, command, session.acteur):
        REFUSED.labels("grandpublic", "code-retablissement").inc()
        message = "Ce code n'est pas le bon ou n'est plus valable. Vérifiez-le, ou demandez un nouveau code."
        raise CodeDeRestaurationRefuse(
            f"{message} Votre demande n'a pas changé.",
            erreurs=[ErreurDeChamp(champ="code", code="code-refuse", message=message)],
        )
    return await _vue(demandes, session)
