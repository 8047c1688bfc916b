from datetime import timedelta

from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.tracabilite.codes import Registre
from domain.tracabilite.ports import TracabiliteUnitOfWork
from domain.tracabilite.rules import sceller


async def sceller_les_jours_ecoules(event: JourCommence, acteur: Acteur, uow: TracabiliteUnitOfWork) -> None:
    """Chaque nuit ferme la veille, et tous les jours qu'un arrêt du fichier aurait laissés ouverts.

    CNIL, délibération 2021-122 ; arrêté du 23 mars 2015, § 8.5.
    """
    for registre in Registre:
        dernier = await uow.registres.dernier_sceau(event.departement, registre)
        jour = event.jour - timedelta(days=1) if dernier is None else dernier.jour + timedelta(days=1)
        while jour < event.jour:
            journee = await uow.registres.journee(event.departement, registre, jour)
            dernier = sceller(journee, None if dernier is None else dernier.valeur, uow.signer_les_sceaux)
            await uow.registres.poser(dernier)
            jour += timedelta(days=1)
