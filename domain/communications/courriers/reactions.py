"""Chaque jour, les lettres qui attendent forment un lot."""

from collections.abc import Sequence
from datetime import timedelta

from domain.communications.courriers.events import LettresAPreparer
from domain.communications.courriers.model import LotDeCourriers
from domain.communications.courriers.ports import CourriersUnitOfWork, Pli
from domain.communications.courriers.use_cases import ecarter_les_protegees
from domain.communications.model import Message
from domain.communications.rules.modeles import parametres
from domain.demandes.personnes.events import PersonneProtegee
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def preparer_les_lettres(
    event: JourCommence | LettresAPreparer, acteur: Acteur, uow: CourriersUnitOfWork
) -> None:
    """Une personne protégée depuis ne reçoit pas sa lettre : quelqu'un d'autre l'ouvrirait.

    Le lot porte l'identifiant de ce qui le fait naître : repris après un incident, il se range à la même place.
    """
    maximum = parametres().a_la_date("courrier.lettres_par_lot", uow.today(), event.departement).entier()
    attendent = await uow.lots_de_courriers.a_mettre_sous_pli(event.departement, maximum)
    lettres = ecarter_les_protegees(attendent, le=uow.now())
    if lettres:
        lot = LotDeCourriers.preparer(event.departement, event.aggregate_id, lettres, le=uow.now())
        await _imprimer(lot, lettres, uow)
        uow.lots_de_courriers.add(lot)
    if len(attendent) == maximum:
        uow.record(
            LettresAPreparer(
                departement=event.departement,
                aggregate_id=new_id(),
                occurred_at=uow.now(),
            )
        )


async def retirer_ses_lettres(event: PersonneProtegee, acteur: Acteur, uow: CourriersUnitOfWork) -> None:
    """Une lettre qui attend la poste n'y va plus : son lot se réimprime sans elle, à la même place."""
    lots = await uow.lots_de_courriers.qui_attendent_la_poste(event.departement, event.aggregate_id)
    for lot in lots:
        lettres = await uow.lots_de_courriers.lettres(event.departement, lot.id)
        await _imprimer(lot, ecarter_les_protegees(lettres, le=uow.now()), uow)


async def _imprimer(lot: LotDeCourriers, lettres: Sequence[Message], uow: CourriersUnitOfWork) -> None:
    plis = [
        Pli(
            reference=str(lettre.id),
            enveloppe=tuple(lettre.destinataire.splitlines()),
            objet=lettre.objet,
            corps=lettre.corps,
        )
        for lettre in lettres
    ]
    expediteur = await uow.expediteur(lot.departement)
    lot.ranger(await uow.courrier.preparer(lot.departement, lot.id, expediteur, uow.today(), plis), len(plis))


async def oublier_les_lettres(event: JourCommence, acteur: Acteur, uow: CourriersUnitOfWork) -> None:
    """Une lettre postée n'a pas de raison de rester à imprimer ; son texte est au dossier."""
    jours = parametres().a_la_date("courrier.conservation_jours", uow.today(), event.departement).entier()
    for lot in await uow.lots_de_courriers.a_oublier(event.departement, uow.now() - timedelta(days=jours)):
        await uow.courrier.effacer(lot.documents())
        lot.oublier()
