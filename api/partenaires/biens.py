from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import StringConstraints

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.fiche_bien import (
    Annee,
    CodePostal,
    ConditionsBody,
    Etage,
    Euros,
    FicheBody,
    Latitude,
    Longitude,
    Reference,
    Rpls,
    Surface,
)
from api.listing import PageNumber, PageSize, Texte
from api.problems import problems
from api.queries import Biens
from api.schemas import Absent, Body, CodeCommune, Ligne, Paragraphe, PatchBody, Version
from domain.biens.codes import Chauffage, ClasseEnergie, EtatBien, MotifRetrait
from domain.biens.errors import (
    BienDansUnAutreEtat,
    BienDejaEnregistre,
    BienIncoherent,
    BienIntrouvable,
    ReserveAuBailleur,
    ResidenceIntrouvable,
)
from domain.biens.queries import BienDetail, BienResume, BiensCriteria, ResidenceVue
from domain.biens.use_cases import (
    CreerResidence,
    EnregistrerVacance,
    LibererBien,
    ModifierBien,
    RemettreEnLocation,
    RetirerBien,
    creer_residence,
    enregistrer_vacance,
    liberer_bien,
    modifier_bien,
    remettre_en_location,
    retirer_bien,
)
from domain.kernel.codes import CategorieLogement, Financement, TypeReservataire, Typologie
from domain.kernel.errors import ConcurrentEdit
from domain.kernel.read_model import Page
from domain.kernel.views import HistoriqueLigne
from domain.kernel.vocabulary import CommuneInvalide
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from domain.organismes.policies import exiger

router = APIRouter(tags=["biens"])
EN_ECRITURE = (BienIntrouvable, DroitManquant, ReserveAuBailleur, BienDansUnAutreEtat, ConcurrentEdit)


class BienBody(FicheBody):
    """Un logement que le fichier ne connaît pas encore, et sa vacance."""

    reference: Reference | None = None
    """À défaut, le fichier en donne une."""
    reference_externe: Annotated[Reference, StringConstraints(max_length=80)] | None = None
    residence_id: UUID | None = None


class BienModificationBody(PatchBody):
    """Les champs à changer : absent, un champ reste tel quel ; null vide ceux qui peuvent l'être."""

    reference: Reference | Absent = None
    residence_id: UUID | None = None
    adresse: Ligne | Absent = None
    complement: Ligne | None = None
    code_postal: CodePostal | Absent = None
    commune: CodeCommune | Absent = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    categorie: CategorieLogement | Absent = None
    typologie: Typologie | Absent = None
    surface: Surface | Absent = None
    financement: Financement | Absent = None
    etage: Etage | None = None
    ascenseur: bool | Absent = None
    parking: bool | Absent = None
    balcon: bool | Absent = None
    jardin: bool | Absent = None
    adapte_handicap: bool | Absent = None
    annee_construction: Annee | None = None
    qpv: bool | Absent = None
    dpe: ClasseEnergie | None = None
    ges: ClasseEnergie | None = None
    chauffage: Chauffage | None = None
    rpls: Rpls | None = None
    disponible_le: date | Absent = None
    loyer: Euros | Absent = None
    charges: Euros | Absent = None
    annexes: Euros | Absent = None
    depot_garantie: Euros | None = None
    reservataire_id: UUID | None = None
    type_reservataire: TypeReservataire | Absent = None
    charge_de_clientele: UUID | None = None


class MiseEnLocationBody(ConditionsBody):
    version: Version


class LiberationBody(Body):
    version: Version
    libere_le: date


class RetraitBody(Body):
    version: Version
    motif: MotifRetrait
    precision: Paragraphe = ""


class ResidenceBody(Body):
    nom: Ligne
    adresse: Ligne
    code_postal: CodePostal
    commune: CodeCommune
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    annee_construction: Annee | None = None
    qpv: bool = False


Sort = Literal["disponible_le", "-disponible_le", "reference", "-reference", "loyer", "-loyer", "surface", "-surface"]


@router.get("/biens", operation_id="rechercher_biens", responses=problems(DroitManquant))
async def rechercher(
    acteur: CurrentActeur,
    biens: Biens,
    q: Texte | None = None,
    etat: Annotated[list[EtatBien] | None, Query(max_length=7)] = None,
    commune: Annotated[list[CodeCommune] | None, Query(max_length=50)] = None,
    typologie: Annotated[list[Typologie] | None, Query(max_length=7)] = None,
    mes_biens: bool = False,
    sort: Sort = "disponible_le",
    page: PageNumber = 1,
    size: PageSize = 20,
) -> Page[BienResume]:
    """Les logements à louer de l'organisme et ceux de son contingent ; sans filtre d'état, les vacances en cours."""
    exiger(acteur, Droit.BIENS_LIRE)
    criteria = BiensCriteria(
        q=q,
        etats=tuple(etat or ()),
        communes=tuple(commune or ()),
        typologies=tuple(typologie or ()),
        mes_biens=mes_biens,
        sort=sort,
    )
    return await biens.rechercher(acteur.perimetre, acteur, criteria, page=page, size=size)


@router.post(
    "/biens",
    status_code=201,
    operation_id="enregistrer_bien",
    responses=problems(DroitManquant, ReserveAuBailleur, BienDejaEnregistre, BienIncoherent, CommuneInvalide),
)
async def enregistrer(
    body: BienBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, biens: Biens
) -> BienDetail:
    """Déclare la vacance d'un logement que le fichier ne connaît pas encore."""
    command = EnregistrerVacance(
        logement=body.logement(),
        conditions=body.conditions(),
        reference=body.reference,
        reference_externe=body.reference_externe,
        residence_id=body.residence_id,
    )
    id = await execute.create(enregistrer_vacance, command, acteur, key)
    return await biens.detail(acteur.perimetre, acteur, id)


@router.get("/biens/{bien_id}", operation_id="lire_bien", responses=problems(BienIntrouvable, DroitManquant))
async def lire(bien_id: UUID, acteur: CurrentActeur, biens: Biens) -> BienDetail:
    """Un logement, sa vacance et ce que l'on peut y faire."""
    exiger(acteur, Droit.BIENS_LIRE)
    return await biens.detail(acteur.perimetre, acteur, bien_id)


@router.patch(
    "/biens/{bien_id}",
    operation_id="modifier_bien",
    responses=problems(*EN_ECRITURE, BienIncoherent, CommuneInvalide, BienDejaEnregistre),
)
async def modifier(
    bien_id: UUID, body: BienModificationBody, acteur: CurrentActeur, execute: Execute, biens: Biens
) -> BienDetail:
    """Corrige la fiche d'un logement ou les conditions de sa vacance."""
    command = ModifierBien(bien_id=bien_id, version=body.version, changements=body.changements())
    await execute(modifier_bien, command, acteur)
    return await biens.detail(acteur.perimetre, acteur, bien_id)


@router.post(
    "/biens/{bien_id}/mises-en-location",
    operation_id="remettre_en_location",
    responses=problems(*EN_ECRITURE, BienIncoherent, CommuneInvalide),
)
async def relouer(
    bien_id: UUID, body: MiseEnLocationBody, acteur: CurrentActeur, execute: Execute, biens: Biens
) -> BienDetail:
    """Déclare une nouvelle vacance d'un logement loué ou retiré."""
    command = RemettreEnLocation(bien_id=bien_id, version=body.version, conditions=body.conditions())
    await execute(remettre_en_location, command, acteur)
    return await biens.detail(acteur.perimetre, acteur, bien_id)


@router.post(
    "/biens/{bien_id}/liberation",
    operation_id="liberer_bien",
    responses=problems(*EN_ECRITURE, BienIncoherent, CommuneInvalide),
)
async def liberer(
    bien_id: UUID, body: LiberationBody, acteur: CurrentActeur, execute: Execute, biens: Biens
) -> BienDetail:
    """Le locataire est parti : le logement est libre."""
    command = LibererBien(bien_id=bien_id, version=body.version, libere_le=body.libere_le)
    await execute(liberer_bien, command, acteur)
    return await biens.detail(acteur.perimetre, acteur, bien_id)


@router.post("/biens/{bien_id}/retrait", operation_id="retirer_bien", responses=problems(*EN_ECRITURE))
async def retirer(
    bien_id: UUID, body: RetraitBody, acteur: CurrentActeur, execute: Execute, biens: Biens
) -> BienDetail:
    """Le bailleur renonce à louer ce logement pour l'instant ; son annonce est retirée avec lui."""
    command = RetirerBien(bien_id=bien_id, version=body.version, motif=body.motif, precision=body.precision)
    await execute(retirer_bien, command, acteur)
    return await biens.detail(acteur.perimetre, acteur, bien_id)


@router.get(
    "/biens/{bien_id}/historique",
    operation_id="lire_historique_bien",
    responses=problems(BienIntrouvable, DroitManquant),
)
async def historique(
    bien_id: UUID, acteur: CurrentActeur, biens: Biens, page: PageNumber = 1, size: PageSize = 50
) -> Page[HistoriqueLigne]:
    """Ce qui est arrivé au logement : qui, quand, quoi, avant et après."""
    exiger(acteur, Droit.BIENS_LIRE)
    return await biens.historique(acteur.perimetre, bien_id, page=page, size=size)


@router.get("/residences", operation_id="rechercher_residences", responses=problems(DroitManquant))
async def residences(
    acteur: CurrentActeur, biens: Biens, q: Texte | None = None, page: PageNumber = 1, size: PageSize = 20
) -> Page[ResidenceVue]:
    """Les résidences de l'organisme."""
    exiger(acteur, Droit.BIENS_LIRE)
    return await biens.residences(acteur.perimetre, q, page=page, size=size)


@router.post(
    "/residences",
    status_code=201,
    operation_id="creer_residence",
    responses=problems(DroitManquant, ReserveAuBailleur, BienIncoherent, CommuneInvalide),
)
async def creer_une_residence(
    body: ResidenceBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, biens: Biens
) -> ResidenceVue:
    """Ajoute une résidence."""
    id = await execute.create(creer_residence, CreerResidence(**body.model_dump()), acteur, key)
    return await biens.residence(acteur.perimetre, id)


@router.get(
    "/residences/{residence_id}",
    operation_id="lire_residence",
    responses=problems(ResidenceIntrouvable, DroitManquant),
)
async def lire_une_residence(residence_id: UUID, acteur: CurrentActeur, biens: Biens) -> ResidenceVue:
    """Une résidence et son adresse."""
    exiger(acteur, Droit.BIENS_LIRE)
    return await biens.residence(acteur.perimetre, residence_id)
