"""Who registers for whom: delegations, agreements of the partners, and in whose name a demande may be registered."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter

from api.dependencies import CurrentActeur, Execute, Idempotency
from api.partenaires.organismes import CodesCommunes
from api.problems import problems
from api.queries import Enregistrement, EnregistrementDesDemandes
from api.schemas import Body, Version, au_moins
from domain.demandes.errors import DemandeIntrouvable
from domain.kernel.errors import ConcurrentEdit
from domain.organismes.acteur import Droit
from domain.organismes.enregistrement.codes import Portee
from domain.organismes.enregistrement.errors import (
    AccordImpossible,
    AccordIntrouvable,
    DelegationImpossible,
    DelegationIntrouvable,
    PeriodeInvraisemblable,
)
from domain.organismes.enregistrement.queries import EnregistrementVue, ServiceEnregistreur
from domain.organismes.enregistrement.use_cases import (
    ConclureUnAccord,
    DonnerUneDelegation,
    TerminerLAccord,
    TerminerLaDelegation,
    conclure_un_accord,
    donner_une_delegation,
    terminer_l_accord,
    terminer_la_delegation,
)
from domain.organismes.errors import CommuneHorsDepartement, DroitManquant, OrganismeIntrouvable
from domain.organismes.policies import exiger

router = APIRouter(tags=["organismes"])
EN_ECRITURE = (OrganismeIntrouvable, DroitManquant, PeriodeInvraisemblable)

Acte = Annotated[str, au_moins(3, 200)]


class DelegationBody(Body):
    mandataire_id: UUID
    """Qui enregistre pour le compte de cet organisme."""
    acte: Acte
    """La décision qui la donne : « délibération n° 12 du 3 mars 2026 »."""
    du: date
    au: date | None = None
    """Dernier jour ; absent, jusqu'à nouvel ordre."""


class AccordBody(Body):
    portee: Portee
    communes: CodesCommunes | None = None
    """Celles pour lesquelles l'organisme n'enregistre plus, quand l'accord ne porte que sur des communes."""
    vers_id: UUID
    """Qui enregistre à sa place."""
    acte: Acte
    """L'accord des partenaires qui le décide."""
    du: date
    au: date | None = None


class FinBody(Body):
    version: Version
    au: date
    """Dernier jour ; la veille du début, s'il n'aurait jamais dû avoir d'effet."""


@router.get(
    "/organismes/{organisme_id}/enregistrement",
    operation_id="lire_enregistrement",
    responses=problems(OrganismeIntrouvable),
)
async def enregistrement(organisme_id: UUID, acteur: CurrentActeur, queries: Enregistrement) -> EnregistrementVue:
    """Pour qui et par qui un organisme enregistre, et ce qu'il n'enregistre plus."""
    return await queries.de_l_organisme(acteur.perimetre, acteur, organisme_id)


@router.post(
    "/organismes/{organisme_id}/delegations",
    status_code=201,
    operation_id="donner_delegation",
    responses=problems(*EN_ECRITURE, DelegationImpossible),
)
async def donner(
    organisme_id: UUID,
    body: DelegationBody,
    acteur: CurrentActeur,
    execute: Execute,
    key: Idempotency,
    queries: Enregistrement,
) -> EnregistrementVue:
    """Cet organisme confie l'enregistrement de ses demandes à un autre. Réservé au gestionnaire."""
    command = DonnerUneDelegation(
        mandant_id=organisme_id, mandataire_id=body.mandataire_id, acte=body.acte, du=body.du, au=body.au
    )
    await execute.create(donner_une_delegation, command, acteur, key)
    return await queries.de_l_organisme(acteur.perimetre, acteur, organisme_id)


@router.post(
    "/organismes/{organisme_id}/delegations/{delegation_id}/fin",
    operation_id="terminer_delegation",
    responses=problems(*EN_ECRITURE, DelegationIntrouvable, ConcurrentEdit),
)
async def terminer(
    organisme_id: UUID,
    delegation_id: UUID,
    body: FinBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Enregistrement,
) -> EnregistrementVue:
    """Dit quand une délégation s'arrête. Ce qui est déjà enregistré le reste."""
    command = TerminerLaDelegation(
        organisme_id=organisme_id, delegation_id=delegation_id, version=body.version, au=body.au
    )
    await execute(terminer_la_delegation, command, acteur)
    return await queries.de_l_organisme(acteur.perimetre, acteur, organisme_id)


@router.post(
    "/organismes/{organisme_id}/accords-d-enregistrement",
    status_code=201,
    operation_id="conclure_accord_d_enregistrement",
    responses=problems(*EN_ECRITURE, AccordImpossible, CommuneHorsDepartement),
)
async def conclure(
    organisme_id: UUID,
    body: AccordBody,
    acteur: CurrentActeur,
    execute: Execute,
    key: Idempotency,
    queries: Enregistrement,
) -> EnregistrementVue:
    """Les partenaires dispensent cet organisme d'enregistrer, et disent qui le fait. Réservé au gestionnaire."""
    command = ConclureUnAccord(
        organisme_id=organisme_id,
        portee=body.portee,
        communes=body.communes,
        vers_id=body.vers_id,
        acte=body.acte,
        du=body.du,
        au=body.au,
    )
    await execute.create(conclure_un_accord, command, acteur, key)
    return await queries.de_l_organisme(acteur.perimetre, acteur, organisme_id)


@router.post(
    "/organismes/{organisme_id}/accords-d-enregistrement/{accord_id}/fin",
    operation_id="terminer_accord_d_enregistrement",
    responses=problems(*EN_ECRITURE, AccordIntrouvable, ConcurrentEdit),
)
async def terminer_accord(
    organisme_id: UUID,
    accord_id: UUID,
    body: FinBody,
    acteur: CurrentActeur,
    execute: Execute,
    queries: Enregistrement,
) -> EnregistrementVue:
    """Dit quand un accord s'arrête : l'organisme enregistre de nouveau toute demande."""
    command = TerminerLAccord(organisme_id=organisme_id, accord_id=accord_id, version=body.version, au=body.au)
    await execute(terminer_l_accord, command, acteur)
    return await queries.de_l_organisme(acteur.perimetre, acteur, organisme_id)


@router.get(
    "/demandes/{demande_id}/services-enregistreurs",
    operation_id="lister_services_enregistreurs",
    responses=problems(DemandeIntrouvable, DroitManquant),
)
async def services(
    demande_id: UUID, acteur: CurrentActeur, queries: EnregistrementDesDemandes
) -> list[ServiceEnregistreur]:
    """Au nom de qui vous pouvez enregistrer cette demande ; sinon pourquoi, et qui l'enregistre."""
    exiger(acteur, Droit.DEMANDES_VALIDER)
    return await queries.services(acteur.perimetre, demande_id)
