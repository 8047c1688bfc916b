from datetime import timedelta

from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.tracabilite.codes import Registre
from domain.tracabilite.events import LecturesRemarquees
from domain.tracabilite.model import AnomalieDeLecture
from domain.tracabilite.parametres import seuils_de_lecture
from domain.tracabilite.ports import TracabiliteUnitOfWork
from domain.tracabilite.rules import phrase_de_la_remarque, sceller


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


async def relever_les_lectures(event: JourCommence, acteur: Acteur, uow: TracabiliteUnitOfWork) -> None:
    """Chaque nuit relit les lectures de la veille : ce qui s'y remarque attend que quelqu'un le vérifie.

    CNIL, délibérations 2021-122 et SAN-2026-003.
    """
    veille = event.jour - timedelta(days=1)
    seuils = seuils_de_lecture(veille, event.departement)
    relevees = [
        AnomalieDeLecture(
            departement=event.departement,
            id=new_id(),
            jour=veille,
            regle=r.regle,
            compte_id=r.compte_id,
            auteur=r.auteur,
            organisme_id=r.organisme_id,
            organisme=r.organisme,
            nombre=r.nombre,
            phrase=phrase_de_la_remarque(r, seuils, veille),
            exemples=r.exemples,
        )
        for r in await uow.lectures.remarquables(event.departement, veille, seuils)
    ]
    nouvelles = set(await uow.lectures.garder(relevees)) if relevees else set()
    for anomalie in relevees:
        if anomalie.id in nouvelles:
            uow.record(
                LecturesRemarquees(
                    departement=event.departement,
                    aggregate_id=anomalie.compte_id,
                    occurred_at=uow.now(),
                    anomalie_id=anomalie.id,
                    phrase=anomalie.phrase,
                )
            )
