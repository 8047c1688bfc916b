"""The public portal of the département, settled by the manager of the file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.listing import PageNumber, PageSize
from api.problems import problems
from api.queries import Portail
from api.schemas import Body, Courriel, Ligne, TelephoneLibre, Version
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant, LogoIllisible, TerritoireInconnu
from domain.organismes.policies import exiger
from domain.organismes.portail.errors import PortailDejaOuvert, PortailInvalide, PortailNonOuvert
from domain.organismes.portail.model import ContactDuPortail, QuestionFrequente, Reglages, TextesDuPortail
from domain.organismes.portail.queries import PortailVu
from domain.organismes.portail.use_cases import (
    DeposerLogoDuPortail,
    OuvrirPortail,
    ReglerPortail,
    RetirerLogoDuPortail,
    deposer_le_logo_du_portail,
    ouvrir_un_portail,
    regler_le_portail,
    retirer_le_logo_du_portail,
)

router = APIRouter(tags=["organismes"])

Titre = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*$")]
Couleur = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Texte = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Reponse = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
VersionLue = Annotated[
    int,
    Query(ge=1, le=2_000_000_000, description="Version du portail affiché : s'il a changé depuis, rien n'est fait."),
]
TexteDuLogo = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00-\x1f]*$",
        description="Ce que montre l'image, en quelques mots, pour qui ne la voit pas.",
    ),
]


class TextesBody(Body):
    accueil: Texte
    """Sous le titre, en haut de la première page."""
    presentation: Texte | None = None
    """Qui tient ce service, en bas de la première page."""


class ContactBody(Body):
    nom: Ligne
    telephone: TelephoneLibre | None = None
    email: Courriel | None = None
    horaires: Ligne | None = None


class QuestionFrequenteBody(Body):
    question: Ligne
    reponse: Reponse


class PortailBody(Body):
    titre: Titre
    couleur_accent: Couleur
    """En hexadécimal, assez foncée pour se lire sur du blanc."""
    textes: TextesBody
    contact: ContactBody
    """À qui le public s'adresse : au moins un téléphone ou une adresse électronique."""
    questions: Annotated[list[QuestionFrequenteBody], Field(default_factory=list, max_length=200)]
    """Dans l'ordre où le public les lit."""

    def reglages(self, logo_texte: str | None = None) -> Reglages:
        return Reglages(
            titre=self.titre,
            couleur_accent=self.couleur_accent,
            textes=TextesDuPortail(accueil=self.textes.accueil, presentation=self.textes.presentation),
            contact=ContactDuPortail(
                nom=self.contact.nom,
                telephone=self.contact.telephone or None,
                email=self.contact.email,
                horaires=self.contact.horaires,
            ),
            questions=tuple(QuestionFrequente(question=q.question, reponse=q.reponse) for q in self.questions),
            logo_texte=logo_texte,
        )


class PortailModifieBody(PortailBody):
    version: Version
    logo_texte: Ligne | None = None
    """Ce que lit une synthèse vocale à la place du logo, s'il y en a un."""


@router.get("/portail", operation_id="lire_portail", responses=problems(DroitManquant, TerritoireInconnu))
async def portail(acteur: CurrentActeur, queries: Portail) -> PortailVu:
    """Le portail public du département et ce que l'on peut en faire ; pas encore ouvert, ce qui est proposé."""
    exiger(acteur, Droit.PORTAIL_REGLER)
    return await queries.lire(acteur.perimetre, acteur)


@router.post(
    "/portail",
    status_code=201,
    operation_id="ouvrir_portail",
    responses=problems(PortailDejaOuvert, PortailInvalide, TerritoireInconnu, DroitManquant),
)
async def ouvrir(
    body: PortailBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, queries: Portail
) -> PortailVu:
    """Ouvre au public le portail d'un département qui n'en a pas encore."""
    await execute.create(ouvrir_un_portail, OuvrirPortail(reglages=body.reglages()), acteur, key)
    return await queries.lire(acteur.perimetre, acteur)


@router.put(
    "/portail",
    operation_id="regler_portail",
    responses=problems(PortailNonOuvert, PortailInvalide, DroitManquant, ConcurrentEdit),
)
async def regler(body: PortailModifieBody, acteur: CurrentActeur, execute: Execute, queries: Portail) -> PortailVu:
    """Règle le portail : son titre, ses textes, sa couleur, son contact, ses questions. Le public les voit aussitôt."""
    command = ReglerPortail(version=body.version, reglages=body.reglages(body.logo_texte))
    await execute(regler_le_portail, command, acteur)
    return await queries.lire(acteur.perimetre, acteur)


@router.put(
    "/portail/logo",
    operation_id="deposer_logo_du_portail",
    responses=problems(PortailNonOuvert, LogoIllisible, DroitManquant, ConcurrentEdit),
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def deposer(
    version: VersionLue,
    texte: TexteDuLogo,
    request: Request,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Portail,
) -> PortailVu:
    """Dépose le logo du portail. Le corps est une image PNG, JPEG ou WebP ; elle est redessinée et réduite."""
    command = DeposerLogoDuPortail(version=version, image=await request.body(), texte=texte.strip())
    await execute(deposer_le_logo_du_portail, command, acteur)
    return await queries.lire(acteur.perimetre, acteur)


@router.delete(
    "/portail/logo",
    operation_id="retirer_logo_du_portail",
    responses=problems(PortailNonOuvert, DroitManquant, ConcurrentEdit),
)
async def sans_logo(version: VersionLue, acteur: CurrentActeur, execute: Execute, queries: Portail) -> PortailVu:
    """Retire le logo du portail."""
    await execute(retirer_le_logo_du_portail, RetirerLogoDuPortail(version=version), acteur)
    return await queries.lire(acteur.perimetre, acteur)


@router.get("/portail/historique", operation_id="lire_historique_portail", responses=problems(DroitManquant))
async def historique(
    acteur: CurrentActeur, queries: Portail, page: PageNumber = 1, size: PageSize = 20
) -> Page[HistoriqueLigne]:
    """Ce qui a été changé au portail : qui, quand, quoi, avant et après."""
    exiger(acteur, Droit.PORTAIL_REGLER)
    return await queries.historique(acteur.perimetre, page=page, size=size)
