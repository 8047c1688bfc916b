from domain.kernel.jour import JourCommence
from domain.observatoire.rapport_prefectoral.ports import RapportsUnitOfWork
from domain.observatoire.rapport_prefectoral.rules import degres, mois_a_arreter, rubriques
from domain.organismes.acteur import Acteur
from domain.publics.rules import publics_en_vigueur


async def arreter_les_rapports(event: JourCommence, acteur: Acteur, uow: RapportsUnitOfWork) -> None:
    """Chaque nuit, les mois finis depuis assez longtemps sont arrêtés : leur rapport ne changera plus."""
    departement = event.departement
    premier = await uow.rapports_prefectoraux.premier_fait(departement)
    arretes = await uow.rapports_prefectoraux.arretes(departement)
    versions = None
    for mois in mois_a_arreter(departement, premier, arretes, event.jour):
        if versions is None:
            versions = await uow.publics.versions(departement)
        publics = publics_en_vigueur(departement, versions, mois.au)
        comptes = await uow.rapports_prefectoraux.compter(departement, mois, degres(publics))
        await uow.rapports_prefectoraux.arreter(departement, mois, rubriques(comptes, mois.au), uow.now())
