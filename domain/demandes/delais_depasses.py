"""Le délai anormalement long : chaque nuit, les demandes qui viennent de le dépasser sont marquées pour toujours."""

from dataclasses import dataclass
from datetime import date

from domain.demandes.events import ConstatDesDelaisAPoursuivre, DelaiAnormalementLongDepasse
from domain.demandes.parametres import PARAMETRES
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.delais import delais_anormalement_longs
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def constater_les_delais_depasses(event: JourCommence, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Chaque matin, une demande active qui a dépassé son délai l'apprend, une seule fois (CCH L441-1-4, R-DAL-1)."""
    await _un_lot(event.departement, uow)


async def poursuivre_le_constat(event: ConstatDesDelaisAPoursuivre, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    await _un_lot(event.departement, uow)


async def _un_lot(departement: str, uow: DemandesUnitOfWork) -> None:
    """Un lot par transaction : interrompu, le constat reprend où il en était et ne marque rien deux fois."""
    if await _constater(departement, uow.today(), uow, radiees=False):
        uow.record(ConstatDesDelaisAPoursuivre(departement=departement, aggregate_id=new_id(), occurred_at=uow.now()))


async def _constater(departement: str, jour: date, uow: DemandesUnitOfWork, *, radiees: bool) -> bool:
    """Marque un lot ; vrai s'il en reste sans doute."""
    delais = delais_anormalement_longs(departement, jour)
    if delais is None:
        return False
    combien = PARAMETRES.a_la_date("delais.constat_par_lot", jour).entier()
    depassees = await uow.delais_depasses.constater(departement, jour, delais, combien, radiees=radiees)
    await uow.raconter(
        [
            DelaiAnormalementLongDepasse(
                departement=departement,
                aggregate_id=depassee.demande_id,
                occurred_at=uow.now(),
                depasse_le=f"{depassee.depasse_le:%d/%m/%Y}",
                delai_mois=depassee.delai_mois,
            )
            for depassee in depassees
        ]
    )
    return len(depassees) == combien


@dataclass(frozen=True, kw_only=True)
class ReconstituerLesDelais:
    departement: str


async def reconstituer_les_delais(command: ReconstituerLesDelais, acteur: Acteur, uow: DemandesUnitOfWork) -> bool:
    """Retrouve le passage des demandes closes avant que le fichier ne le garde ; vrai s'il en reste."""
    return await _constater(command.departement, uow.today(), uow, radiees=True)
