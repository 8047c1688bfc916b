from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field

from api.demande_forms import (
    ChangementDeNatureBody,
    ModificationAuGuichetBody,
    NirBody,
    NouvelleDemandeBody,
    VersionBody,
)
from api.dependencies import CurrentActeur, Execute, Idempotency
from api.problems import problems
from api.queries import Demandes
from api.schemas import Body, Paragraphe, Version
from domain.demandes.codes import MotifRadiation, MotifRetour, PointACorriger
from domain.demandes.errors import (
    AccordDuDemandeurManquant,
    ActeReserve,
    AvertissementRequis,
    DelegationAbsente,
    DemandeIncomplete,
    DemandeIntrouvable,
    DemandeurIndispensable,
    DemandeVerrouillee,
    DoublonPossible,
    EcheanceNonAtteinte,
    EnregistrementReserve,
    GuichetSansCode,
    IdentiteNonVerifiee,
    NirInvalide,
    NomDeNaissanceManquant,
    PersonneIntrouvable,
    RenouvellementTropTot,
    TransitionInterdite,
)
from domain.demandes.occupants import (
    ChangerOccupantDeNature,
    MettreOccupantACharge,
    changer_occupant_de_nature,
    mettre_occupant_a_charge,
)
from domain.demandes.personnes.errors import CodemandeurAAjouter, CodemandeurAGarder
from domain.demandes.queries import (
    DemandeDetail,
    DoublonVue,
)
from domain.demandes.sources import SourceDeModification
from domain.demandes.use_cases import (
    CommencerDemande,
    DeposerNir,
    ModifierDemande,
    RadierDemande,
    RenouvelerDemande,
    RetournerDemande,
    ValiderDemande,
    commencer_demande,
    deposer_nir,
    modifier_demande,
    radier_demande,
    renouveler_demande,
    retourner_demande,
    valider_demande,
)
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant, OrganismeIntrouvable
from domain.organismes.policies import exiger

router = APIRouter(prefix="/demandes", tags=["demandes"])
EN_ECRITURE = (DemandeIntrouvable, DroitManquant, ActeReserve, TransitionInterdite, ConcurrentEdit)


class ValidationBody(Body):
    version: Version
    identite_verifiee: bool
    doublon_ecarte: Paragraphe | None = None
    """Pourquoi les demandes ressemblantes ne sont pas des doublons."""
    pour_le_compte_de: UUID | None = None
    """Le service qui a délégué l'enregistrement à votre organisme ; absent, c'est le vôtre qui enregistre."""


class RetourBody(Body):
    version: Version
    motif: MotifRetour
    commentaire: Paragraphe = ""
    points: Annotated[list[PointACorriger], Field(default_factory=list, max_length=len(PointACorriger))]
    """Ce qu'il faut corriger : chaque point mène le demandeur à sa page et à son champ."""


class RadiationBody(Body):
    version: Version
    motif: Literal[MotifRadiation.ABANDON, MotifRadiation.ABSENCE_DE_REPONSE, MotifRadiation.IRRECEVABILITE]
    """L'absence de réponse et l'irrecevabilité demandent un avertissement resté sans effet.
    La radiation pour attribution suit la signature du bail, celle pour non-renouvellement suit le temps."""


@router.post(
    "", status_code=201, operation_id="creer_demande", responses=problems(DroitManquant, NomDeNaissanceManquant)
)
async def creer(
    body: NouvelleDemandeBody, acteur: CurrentActeur, execute: Execute, key: Idempotency, demandes: Demandes
) -> DemandeDetail:
    """Saisit une demande au guichet : un brouillon, sans numéro."""
    id = await execute.create(
        commencer_demande, CommencerDemande(sections=body.sections(), nature=body.nature), acteur, key
    )
    return await demandes.relire(acteur.perimetre, acteur, id)


@router.get("/{demande_id}", operation_id="lire_demande", responses=problems(DemandeIntrouvable, DroitManquant))
async def lire(demande_id: UUID, acteur: CurrentActeur, demandes: Demandes) -> DemandeDetail:
    """Ouvre un dossier. La consultation est tracée."""
    exiger(acteur, Droit.DEMANDES_LIRE)
    return await demandes.detail(acteur.perimetre, acteur, demande_id)


@router.patch(
    "/{demande_id}",
    operation_id="modifier_demande",
    responses=problems(
        *EN_ECRITURE,
        AccordDuDemandeurManquant,
        DemandeVerrouillee,
        DemandeurIndispensable,
        NomDeNaissanceManquant,
        CodemandeurAAjouter,
        CodemandeurAGarder,
    ),
)
async def modifier(
    demande_id: UUID, body: ModificationAuGuichetBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Remplace les rubriques données ; les autres restent telles quelles."""
    command = ModifierDemande(
        demande_id=demande_id,
        version=body.version,
        sections=body.sections(),
        nature=body.nature,
        source=SourceDeModification(source=body.source, accord_le=body.accord_le),
    )
    await execute(modifier_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/occupants/{personne_id}/charge",
    operation_id="mettre_occupant_a_charge",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee, PersonneIntrouvable),
)
async def mettre_a_charge(
    demande_id: UUID, personne_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Indique qu'un occupant est à charge fiscalement : il compte dans la taille du logement."""
    command = MettreOccupantACharge(demande_id=demande_id, version=body.version, personne_id=personne_id)
    await execute(mettre_occupant_a_charge, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/occupants/{personne_id}/nature",
    operation_id="changer_occupant_de_nature",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee, PersonneIntrouvable),
)
async def changer_de_nature(
    demande_id: UUID,
    personne_id: UUID,
    body: ChangementDeNatureBody,
    acteur: CurrentActeur,
    execute: Execute,
    demandes: Demandes,
) -> DemandeDetail:
    """Fait d'un occupant un codemandeur, en une action : son identité et son histoire le suivent."""
    command = ChangerOccupantDeNature(
        demande_id=demande_id, version=body.version, personne_id=personne_id, lien=body.lien
    )
    await execute(changer_occupant_de_nature, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.put(
    "/{demande_id}/nir",
    status_code=204,
    operation_id="deposer_nir",
    responses=problems(*EN_ECRITURE, NirInvalide, PersonneIntrouvable),
)
async def nir(demande_id: UUID, body: NirBody, acteur: CurrentActeur, execute: Execute) -> None:
    """Enregistre un numéro de sécurité sociale. Il est chiffré et ne ressort jamais."""
    command = DeposerNir(demande_id=demande_id, personne_id=body.personne_id, nir=body.nir)
    await execute(deposer_nir, command, acteur)


@router.post(
    "/{demande_id}/validation",
    operation_id="valider_demande",
    responses=problems(
        *EN_ECRITURE,
        DelegationAbsente,
        DemandeIncomplete,
        DoublonPossible,
        EnregistrementReserve,
        GuichetSansCode,
        IdentiteNonVerifiee,
        OrganismeIntrouvable,
    ),
)
async def valider(
    demande_id: UUID, body: ValidationBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Enregistre la demande : elle reçoit son numéro unique."""
    command = ValiderDemande(
        demande_id=demande_id,
        version=body.version,
        identite_verifiee=body.identite_verifiee,
        doublon_ecarte=body.doublon_ecarte,
        pour_le_compte_de=body.pour_le_compte_de,
    )
    await execute(valider_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post("/{demande_id}/retour", operation_id="retourner_demande", responses=problems(*EN_ECRITURE))
async def retourner(
    demande_id: UUID, body: RetourBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Renvoie la demande au demandeur, qui la corrige."""
    command = RetournerDemande(
        demande_id=demande_id,
        version=body.version,
        motif=body.motif,
        commentaire=body.commentaire,
        points=tuple(dict.fromkeys(body.points)),
    )
    await execute(retourner_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/renouvellement",
    operation_id="renouveler_demande",
    responses=problems(*EN_ECRITURE, RenouvellementTropTot),
)
async def renouveler(
    demande_id: UUID, body: VersionBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Prolonge la demande d'un an, à partir d'un mois avant son expiration : numéro et ancienneté restent."""
    await execute(renouveler_demande, RenouvelerDemande(demande_id=demande_id, version=body.version), acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.post(
    "/{demande_id}/radiation",
    operation_id="radier_demande",
    responses=problems(*EN_ECRITURE, DemandeVerrouillee, AvertissementRequis, EcheanceNonAtteinte),
)
async def radier(
    demande_id: UUID, body: RadiationBody, acteur: CurrentActeur, execute: Execute, demandes: Demandes
) -> DemandeDetail:
    """Radie la demande : le demandeur y renonce, ou l'avertissement est resté sans effet."""
    command = RadierDemande(demande_id=demande_id, version=body.version, motif=body.motif)
    await execute(radier_demande, command, acteur)
    return await demandes.relire(acteur.perimetre, acteur, demande_id)


@router.get(
    "/{demande_id}/doublons",
    operation_id="chercher_doublons",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def doublons(demande_id: UUID, acteur: CurrentActeur, demandes: Demandes) -> list[DoublonVue]:
    """Les autres demandes où se trouve peut-être la même personne, avec les raisons pour et contre."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    return await demandes.doublons(acteur.perimetre, demande_id)
