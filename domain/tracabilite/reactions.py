from datetime import date, datetime, time, timedelta

from domain.demandes.parametres import entier
from domain.demandes.rules.delais import radiee_avant
from domain.demandes.vie.nuit import effacable
from domain.kernel.calendrier import PARIS
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur
from domain.tracabilite.codes import Registre
from domain.tracabilite.events import EffacementAPoursuivre, LecturesRemarquees
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


async def effacer_les_demandes(event: JourCommence, acteur: Acteur, uow: TracabiliteUnitOfWork) -> None:
    """Un an après sa radiation, il ne reste d'une demande que ce qui se compte.

    Décret n° 2017-917 du 9 mai 2017, article 4 ; arrêté du 23 mars 2015, § 7.
    """
    limite = radiee_avant(event.jour, event.departement)
    await uow.effacement.oublier_les_travaux(event.departement, datetime.combine(limite, time(), PARIS))
    await _effacer_un_lot(event.departement, event.jour, uow)


async def poursuivre_l_effacement(event: EffacementAPoursuivre, acteur: Acteur, uow: TracabiliteUnitOfWork) -> None:
    await _effacer_un_lot(event.departement, event.jour, uow)


async def _effacer_un_lot(departement: str, jour: date, uow: TracabiliteUnitOfWork) -> None:
    """Un lot par transaction : interrompu, l'effacement reprend où il en était. Les pièces sont parties d'abord."""
    combien = entier("delais.effacement_par_lot", jour, departement)
    lues = await uow.effacement.a_examiner(departement, radiee_avant(jour, departement), combien)
    oubliees = [d.id for d in lues if effacable(d, jour)]
    if not oubliees:
        return
    await uow.effacement.effacer(departement, oubliees, jour)
    await uow.effacement.noter(departement, jour, len(oubliees), uow.now())
    if len(lues) == combien:
        uow.record(
            EffacementAPoursuivre(departement=departement, aggregate_id=new_id(), occurred_at=uow.now(), jour=jour)
        )
