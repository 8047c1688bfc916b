"""Ce que comptent les conventions de flux quand un logement a parlé, dans la même transaction."""

from domain.biens.codes import EtatBien
from domain.biens.events import (
    BienLoue,
    BienMisADisposition,
    BienRemisADisposition,
    BienRetire,
    MiseADispositionAnnulee,
)
from domain.conventions_flux.model import NatureImputation
from domain.conventions_flux.ports import ConventionsUnitOfWork
from domain.conventions_flux.use_cases import desimputer, est_hors_flux, imputer, logement_reserve
from domain.organismes.acteur import Acteur

HORS_FLUX = "le logement a servi à un relogement ANRU, hors du flux de cette convention"


async def compter_la_mise_a_disposition(event: BienMisADisposition, acteur: Acteur, uow: ConventionsUnitOfWork) -> None:
    """Le logement remis au réservataire compte pour sa convention (CCH R441-5)."""
    bien = await uow.biens.get(event.departement, event.aggregate_id)
    convention_id = await imputer(logement_reserve(bien), NatureImputation.MISE_A_DISPOSITION, uow)
    if convention_id != bien.courante.convention_id:
        bien.rattacher_a_la_convention(convention_id)


async def ne_plus_compter_la_mise_a_disposition(
    event: MiseADispositionAnnulee | BienRetire, acteur: Acteur, uow: ConventionsUnitOfWork
) -> None:
    """Repris au réservataire ou retiré de la location, le logement ne compte plus pour lui."""
    await desimputer(
        event.departement,
        event.mise_en_location_id,
        NatureImputation.MISE_A_DISPOSITION,
        event.libelle.lower(),
        uow,
    )


async def ne_plus_compter_l_attribution(
    event: BienRemisADisposition, acteur: Acteur, uow: ConventionsUnitOfWork
) -> None:
    """Quand plus aucun candidat ne peut l'obtenir, le logement n'est plus attribué."""
    bien = await uow.biens.get(event.departement, event.aggregate_id)
    if bien.etat in (EtatBien.PREAVIS, EtatBien.DISPONIBLE):
        await desimputer(event.departement, event.mise_en_location_id, NatureImputation.ATTRIBUTION, event.motif, uow)


async def compter_le_bail(event: BienLoue, acteur: Acteur, uow: ConventionsUnitOfWork) -> None:
    """Le bail signé compte à son tour ; celui d'un relogement hors du flux retire aussi ce qui comptait avant lui."""
    bien = await uow.biens.get(event.departement, event.aggregate_id)
    demande = await uow.demandes.get(event.departement, event.demande_id)
    logement = logement_reserve(bien)
    if not await est_hors_flux(logement, demande, uow):
        await imputer(logement, NatureImputation.BAIL, uow)
        return
    for nature in (NatureImputation.MISE_A_DISPOSITION, NatureImputation.ATTRIBUTION):
        await desimputer(event.departement, event.mise_en_location_id, nature, HORS_FLUX, uow)
