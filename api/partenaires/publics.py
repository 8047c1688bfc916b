from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import Field

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Publics, Tracabilite
from api.schemas import Body, Ligne, Paragraphe
from domain.demandes.codes import Typologie
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.publics.codes import EtatUrgence, MotifUrgence, StatutDalo
from domain.publics.errors import (
    DatesIncoherentes,
    DemandeSansPriorite,
    LabelAutomatique,
    LabelDejaPose,
    LabelIntrouvable,
    LabelNonManuel,
    PublicInconnu,
    RegleInvalide,
    UrgenceDejaPriseEnCompte,
    UrgenceIntrouvable,
)
from domain.publics.queries import (
    PasseVue,
    PrioritesDeLaDemande,
    PublicDetail,
    PublicResume,
    UrgencesCriteria,
    UrgenceVue,
)
from domain.publics.use_cases import (
    ChangerRegle,
    EnregistrerDalo,
    PoserLabel,
    PrendreEnCompteUrgence,
    RetirerLabel,
    changer_regle,
    enregistrer_dalo,
    poser_label,
    prendre_en_compte_urgence,
    retirer_label,
)
from domain.tracabilite.codes import ObjetConsulte

router = APIRouter(tags=["publics prioritaires"])

CodePublic = Annotated[str, Path(pattern=r"^[A-Za-z0-9_]{1,40}$", alias="code")]


class LabelBody(Body):
    code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,40}$")]
    motif: Annotated[Paragraphe, Field(min_length=1)]
    """Ce qui l'atteste : la décision, l'évaluation, le document."""
    depuis: date | None = None
    """Absent, aujourd'hui."""
    expire_le: date | None = None
    """Absent, la durée que le département donne à ce label."""


class RetraitLabelBody(Body):
    motif: Annotated[Paragraphe, Field(min_length=1)]


class DaloBody(Body):
    statut: StatutDalo
    numero_recours: Annotated[Ligne, Field(max_length=40)] | None = None
    decidee_le: date | None = None
    a_loger_avant_le: date | None = None
    diagnostic_social: bool = False
    accompagnement_social: bool = False
    typologies: Annotated[list[Typologie], Field(default_factory=list, max_length=len(Typologie))]


class RegleBody(Body):
    numero: Annotated[int, Field(ge=0, le=100_000)]
    """Le numéro de la règle que l'on a lue : si elle a changé depuis, rien n'est enregistré (409)."""
    contenu: dict[str, Any]
    """La règle entière, comme la lecture la donne ; les conditions se lisent comme celles d'une grille de cotation."""
    effet_du: date
    motif: Annotated[Paragraphe, Field(min_length=1)]
    """La décision qui la change."""


class ReponseUrgenceBody(Body):
    reponse: Annotated[Paragraphe, Field(min_length=1)]
    """Ce que le demandeur lit aussitôt."""


@router.get("/publics-prioritaires", operation_id="lister_publics_prioritaires", responses=problems(DroitManquant))
async def publics(acteur: CurrentActeur, queries: Publics) -> list[PublicResume]:
    """Les publics que le département reconnaît : ce qu'ils ouvrent, leur règle, leurs demandes et leur ancienneté."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.publics(acteur.perimetre, acteur)


@router.get(
    "/publics-prioritaires/{code}",
    operation_id="lire_public_prioritaire",
    responses=problems(DroitManquant, PublicInconnu),
)
async def public(code: CodePublic, acteur: CurrentActeur, queries: Publics) -> PublicDetail:
    """La règle d'un public, et tout ce qu'elle a été : chaque version datée, signée et motivée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.public(acteur.perimetre, acteur, code)


@router.put(
    "/publics-prioritaires/{code}",
    operation_id="changer_regle_public",
    responses=problems(DroitManquant, PublicInconnu, RegleInvalide, DatesIncoherentes, ConcurrentEdit),
)
async def changer(
    code: CodePublic, body: RegleBody, acteur: CurrentActeur, execute: Execute, queries: Publics
) -> PublicDetail:
    """Change la règle à partir d'une date. La nuit qui suit relit tout le stock et dit les entrées et les sorties."""
    command = ChangerRegle(
        code=code, numero=body.numero, contenu=body.contenu, effet_du=body.effet_du, motif=body.motif
    )
    await execute(changer_regle, command, acteur)
    return await queries.public(acteur.perimetre, acteur, code)


@router.get("/labellisations", operation_id="lister_labellisations", responses=problems(DroitManquant))
async def passes(acteur: CurrentActeur, queries: Publics) -> list[PasseVue]:
    """Les dernières relectures du stock, avec les entrées et les sorties de chaque label."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await queries.passes(acteur.perimetre)


@router.get(
    "/demandes/{demande_id}/priorites",
    operation_id="lire_priorites",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def priorites(
    demande_id: UUID, acteur: CurrentActeur, queries: Publics, tracabilite: Tracabilite
) -> PrioritesDeLaDemande:
    """Les publics prioritaires de la demande : pourquoi, depuis quand, jusqu'à quand, ce que chacun ouvre."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    lues = await queries.de_la_demande(acteur.perimetre, acteur, demande_id)
    await tracabilite.noter_la_lecture(acteur.perimetre, acteur, demande_id, ObjetConsulte.PRIORITES)
    return lues


@router.post(
    "/demandes/{demande_id}/priorites",
    status_code=201,
    operation_id="poser_label",
    responses=problems(
        DemandeIntrouvable,
        DroitManquant,
        PublicInconnu,
        LabelNonManuel,
        LabelDejaPose,
        DatesIncoherentes,
        DemandeSansPriorite,
    ),
)
async def poser(
    demande_id: UUID, body: LabelBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Publics
) -> PrioritesDeLaDemande:
    """Pose un label à la main : signé, daté, motivé, et il expire."""
    command = PoserLabel(
        demande_id=demande_id, code=body.code, motif=body.motif, depuis=body.depuis, expire_le=body.expire_le
    )
    await execute.create(poser_label, command, acteur, key)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.post(
    "/demandes/{demande_id}/priorites/{label_id}/retrait",
    operation_id="retirer_label",
    responses=problems(DemandeIntrouvable, DroitManquant, LabelIntrouvable, LabelAutomatique),
)
async def retirer(
    demande_id: UUID,
    label_id: UUID,
    body: RetraitLabelBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Publics,
) -> PrioritesDeLaDemande:
    """Retire un label posé à la main. Il reste lisible, avec sa fin et sa raison."""
    await execute(retirer_label, RetirerLabel(demande_id=demande_id, label_id=label_id, motif=body.motif), acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.put(
    "/demandes/{demande_id}/dalo",
    operation_id="enregistrer_dalo",
    responses=problems(DemandeIntrouvable, DroitManquant, DatesIncoherentes, DemandeSansPriorite, ConcurrentEdit),
)
async def dalo(
    demande_id: UUID, body: DaloBody, acteur: CurrentActeur, execute: Execute, queries: Publics
) -> PrioritesDeLaDemande:
    """Enregistre la décision de la commission de médiation ; les précédentes restent à l'historique."""
    command = EnregistrerDalo(
        demande_id=demande_id,
        statut=body.statut,
        numero_recours=body.numero_recours,
        decidee_le=body.decidee_le,
        a_loger_avant_le=body.a_loger_avant_le,
        diagnostic_social=body.diagnostic_social,
        accompagnement_social=body.accompagnement_social,
        typologies=tuple(t.value for t in dict.fromkeys(body.typologies)),
    )
    await execute(enregistrer_dalo, command, acteur)
    return await queries.de_la_demande(acteur.perimetre, acteur, demande_id)


@router.get("/urgences", operation_id="lister_urgences", responses=problems(DroitManquant))
async def urgences(
    acteur: CurrentActeur,
    queries: Publics,
    etat: EtatUrgence | None = None,
    motif: MotifUrgence | None = None,
    pour_nous: bool = False,
    page: PageNumber = 1,
    size: PageSize = 50,
) -> Page[UrgenceVue]:
    """Les urgences que les demandeurs déclarent, celles qui attendent d'abord, la plus ancienne en tête."""
    exiger(acteur, Droit.LABELS_POSER)
    criteria = UrgencesCriteria(etat=etat, motif=motif, pour_nous=pour_nous)
    return await queries.urgences(acteur.perimetre, acteur, criteria, page=page, size=size)


@router.post(
    "/urgences/{urgence_id}/prise-en-compte",
    status_code=204,
    operation_id="prendre_en_compte_urgence",
    responses=problems(DroitManquant, UrgenceIntrouvable, UrgenceDejaPriseEnCompte, DemandeIntrouvable, ConcurrentEdit),
)
async def prendre_en_compte(
    urgence_id: UUID, body: ReponseUrgenceBody, acteur: CurrentActeur, execute: Execute
) -> None:
    """Dit au demandeur que quelqu'un s'en occupe, et ce qui va suivre."""
    await execute(
        prendre_en_compte_urgence, PrendreEnCompteUrgence(urgence_id=urgence_id, reponse=body.reponse), acteur
    )
