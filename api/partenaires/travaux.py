"""What is done for many demandes at once: asked here, done by the worker, taken back here."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints

from api.dependencies import ContainerDep, CurrentActeur, Execute, Idempotency
from api.files import stream_response
from api.listing import PageNumber, PageSize
from api.partenaires.recherche_demandes import (
    Axe,
    CodeLabel,
    Contingent,
    Degre,
    PointsCotes,
    Sort,
    Suivi,
    besoins_cherches,
    du_contingent,
)
from api.problems import problems
from api.queries import Publics, Travaux
from api.schemas import Body, CodeCommune, Ligne, Siren, au_moins
from domain.communications.groupes.use_cases import (
    EcrireAPlusieurs,
    ImprimerDesLettres,
    ImprimerLesAttestations,
    ecrire_a_plusieurs,
    imprimer_des_lettres,
    imprimer_les_attestations,
)
from domain.demandes.codes import Besoin, EtatDemande, NatureDossier, Typologie
from domain.demandes.queries import DemandesCriteria, Rupture
from domain.demandes.travaux.errors import (
    AucuneDemande,
    ColonneInconnue,
    ResultatIndisponible,
    TerritoireSansGrille,
    TravailDejaFini,
    TravailIntrouvable,
    TravailNonRelancable,
    TropDeDemandes,
)
from domain.demandes.travaux.queries import TravailDeCollegue, TravailVue
from domain.demandes.travaux.use_cases import (
    AnnulerLeTravail,
    DemanderUnExport,
    RelancerLeTravail,
    annuler_le_travail,
    demander_un_export,
    relancer_le_travail,
)
from domain.kernel.read_model import Page
from domain.kernel.tableur import FormatTableur
from domain.organismes.acteur import Acteur, Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger
from domain.publics.codes import Origine
from domain.publics.queries import PublicsQueries

router = APIRouter(tags=["travaux"])

TABLEUR_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Le fichier",
        "content": {media: {} for media in (*(f.media_type.split(";")[0] for f in FormatTableur), "application/pdf")},
    }
}
Motif = Annotated[str, au_moins(5, 300)]
Colonne = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]


class RechercheBody(Body):
    """Les filtres de la liste affichée, ou les lignes cochées."""

    q: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] | None = None
    etat: Annotated[list[EtatDemande], Field(default_factory=list, max_length=10)]
    commune: CodeCommune | None = None
    commune_actuelle: CodeCommune | None = None
    typologie: Typologie | None = None
    nature: NatureDossier | None = None
    guichet: UUID | None = None
    label: CodeLabel | None = None
    contingent: Contingent | None = None
    degre: Degre | None = None
    origine_label: Origine | None = None
    collecteur: Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")] | None = None
    action_logement: bool = False
    besoin: Annotated[list[Besoin], Field(default_factory=list, max_length=len(Besoin))]
    suivi_par: Suivi | None = None
    mon_organisme: bool = False
    a_valider: bool = False
    points_min: PointsCotes | None = None
    points_max: PointsCotes | None = None
    axe: Axe | None = None
    axe_min: PointsCotes | None = None
    axe_max: PointsCotes | None = None
    par: Rupture | None = None
    groupe: Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9A-Za-z-]*$")] | None = None
    sort: Sort = "-deposee_le"
    demandes: Annotated[list[UUID], Field(default_factory=list, max_length=1000)]
    """Les lignes cochées ; vide, toutes celles de la recherche."""

    async def criteria(self, acteur: Acteur, publics: PublicsQueries) -> DemandesCriteria:
        if self.demandes:
            return DemandesCriteria(parmi=tuple(self.demandes), sort=self.sort)
        return DemandesCriteria(
            q=self.q,
            etats=tuple(self.etat),
            commune=self.commune,
            commune_actuelle=self.commune_actuelle,
            typologie=self.typologie.value if self.typologie else None,
            nature=self.nature,
            guichet=self.guichet,
            label=self.label,
            origine_label=self.origine_label and self.origine_label.value,
            labels_reserves=acteur.peut(Droit.DEMANDES_SENSIBLE),
            collecteur=self.collecteur,
            action_logement=self.action_logement,
            besoins=besoins_cherches(self.besoin, acteur),
            suivi_par=self.suivi_par,
            mon_organisme=self.mon_organisme,
            a_valider=self.a_valider,
            points_min=self.points_min,
            points_max=self.points_max,
            axe=self.axe or 1,
            axe_min=self.axe_min,
            axe_max=self.axe_max,
            par=self.par,
            groupe=self.groupe,
            sort=self.sort,
            **await du_contingent(self.contingent, self.degre, acteur, publics),
        )


class ExportBody(Body):
    recherche: RechercheBody
    colonnes: Annotated[list[Colonne], Field(min_length=1, max_length=30)]
    """Celles que l'écran montre, dans leur ordre."""
    format: FormatTableur
    motif: Motif
    """À quoi servira le fichier."""
    avec_protegees: bool = False
    """Y mettre aussi les situations protégées, pour un profil qui peut les lire."""
    points_de: Siren | None = None
    """Y ajouter les points de cet EPCI : ses totaux, puis une colonne par critère de ses grilles en vigueur."""


@router.post(
    "/exports-de-demandes",
    status_code=201,
    operation_id="exporter_demandes",
    responses=problems(DroitManquant, AucuneDemande, ColonneInconnue, TerritoireSansGrille, TropDeDemandes),
)
async def exporter(
    body: ExportBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, travaux: Travaux, publics: Publics
) -> TravailVue:
    """Demande un fichier de ce que la liste montre. Il se prépare sans faire attendre ; chaque demande est tracée."""
    command = DemanderUnExport(
        criteria=await body.recherche.criteria(acteur, publics),
        colonnes=tuple(dict.fromkeys(body.colonnes)),
        format=body.format,
        motif=body.motif,
        avec_protegees=body.avec_protegees,
        points_de=body.points_de,
    )
    id = await execute.create(demander_un_export, command, acteur, key)
    return await travaux.lire(acteur.perimetre, acteur, id)


@router.get("/travaux", operation_id="lister_travaux", responses=problems(DroitManquant))
async def lister(
    acteur: CurrentActeur, travaux: Travaux, page: PageNumber = 1, size: PageSize = 20
) -> Page[TravailVue]:
    """Mes exports, mes messages et mes impressions, du plus récent au plus ancien."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await travaux.lister(acteur.perimetre, acteur, page=page, size=size)


@router.get(
    "/travaux-de-mes-collegues", operation_id="lister_travaux_de_mes_collegues", responses=problems(DroitManquant)
)
async def lister_ceux_des_collegues(
    acteur: CurrentActeur, travaux: Travaux, page: PageNumber = 1, size: PageSize = 20
) -> Page[TravailDeCollegue]:
    """Ce que les autres agents de mon organisme ont demandé, du plus récent au plus ancien."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await travaux.des_collegues(acteur.perimetre, acteur, page=page, size=size)


@router.get("/travaux/{travail_id}", operation_id="lire_travail", responses=problems(DroitManquant, TravailIntrouvable))
async def lire(travail_id: UUID, acteur: CurrentActeur, travaux: Travaux) -> TravailVue:
    """Où il en est, et ce qui n'a pas pu se faire."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await travaux.lire(acteur.perimetre, acteur, travail_id)


@router.post(
    "/travaux/{travail_id}/annulation",
    operation_id="annuler_travail",
    responses=problems(DroitManquant, TravailIntrouvable, TravailDejaFini),
)
async def annuler(travail_id: UUID, acteur: CurrentActeur, execute: Execute, travaux: Travaux) -> TravailVue:
    """Arrête un travail. Ce qui est déjà fait le reste."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    await execute(annuler_le_travail, AnnulerLeTravail(id=travail_id), acteur)
    return await travaux.lire(acteur.perimetre, acteur, travail_id)


@router.post(
    "/travaux/{travail_id}/relance",
    operation_id="relancer_travail",
    responses=problems(DroitManquant, TravailIntrouvable, TravailNonRelancable),
)
async def relancer(travail_id: UUID, acteur: CurrentActeur, execute: Execute, travaux: Travaux) -> TravailVue:
    """Refait un travail qui n'a pas abouti. Ce qui est déjà parti ne repart pas."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    await execute(relancer_le_travail, RelancerLeTravail(id=travail_id), acteur)
    return await travaux.lire(acteur.perimetre, acteur, travail_id)


@router.get(
    "/travaux/{travail_id}/contenu",
    operation_id="lire_contenu_travail",
    response_class=Response,
    responses={**TABLEUR_RESPONSES, **problems(DroitManquant, TravailIntrouvable, ResultatIndisponible)},
)
async def contenu(travail_id: UUID, acteur: CurrentActeur, travaux: Travaux, container: ContainerDep) -> Response:
    """Le fichier produit, pour celui qui l'a demandé et lui seul."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    found = await travaux.fichier(acteur.perimetre, acteur, travail_id)
    media = MEDIA[found.nom.rpartition(".")[2]]
    return await stream_response(container.stockage.ouvrir(found.objet), media, found.nom)


MEDIA = {f.value: f.media_type for f in FormatTableur} | {"pdf": "application/pdf"}


class GroupeBody(Body):
    demandes: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    """Les lignes cochées."""


class MessageGroupeBody(GroupeBody):
    objet: Ligne
    texte: Annotated[str, au_moins(10, 4000, plusieurs_lignes=True)]
    """Ce que lira chaque demandeur. Le nom de l'organisme s'y ajoute."""
    par: Literal["message", "lettre"] = "message"
    """Un courriel ou un SMS à chacun, ou une lettre à imprimer, à son adresse postale."""


@router.post(
    "/messages-groupes",
    status_code=201,
    operation_id="ecrire_a_plusieurs",
    responses=problems(DroitManquant, AucuneDemande, TropDeDemandes),
)
async def ecrire(
    body: MessageGroupeBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, travaux: Travaux
) -> TravailVue:
    """Écrit la même chose aux demandeurs des lignes cochées ; ceux que l'on ne peut pas joindre sont dits.

    Les lettres font un seul document, une page par personne.
    """
    demandes = tuple(dict.fromkeys(body.demandes))
    if body.par == "lettre":
        lettres = ImprimerDesLettres(demandes=demandes, objet=body.objet, texte=body.texte)
        id = await execute.create(imprimer_des_lettres, lettres, acteur, key)
    else:
        message = EcrireAPlusieurs(demandes=demandes, objet=body.objet, texte=body.texte)
        id = await execute.create(ecrire_a_plusieurs, message, acteur, key)
    return await travaux.lire(acteur.perimetre, acteur, id)


@router.post(
    "/editions-d-attestations",
    status_code=201,
    operation_id="imprimer_attestations",
    responses=problems(DroitManquant, AucuneDemande, TropDeDemandes),
)
async def imprimer(
    body: GroupeBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, travaux: Travaux
) -> TravailVue:
    """Imprime en un seul document les attestations des lignes cochées."""
    command = ImprimerLesAttestations(demandes=tuple(dict.fromkeys(body.demandes)))
    id = await execute.create(imprimer_les_attestations, command, acteur, key)
    return await travaux.lire(acteur.perimetre, acteur, id)
