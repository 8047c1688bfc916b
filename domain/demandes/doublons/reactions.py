from uuid import UUID

from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.doublons.events import BalayageAPoursuivre
from domain.demandes.doublons.use_cases import chercher_les_doublons, tenir_la_paire
from domain.demandes.parametres import PARAMETRES
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.vie.table import FUSIONNABLES
from domain.kernel.aggregate import Event
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def reperer_les_doublons(event: Event, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Une demande envoyée, validée ou dont les personnes changent se compare aux autres."""
    await _comparer(event.departement, event.aggregate_id, uow)


async def balayer_les_doublons(event: JourCommence, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Chaque nuit, les demandes arrivées par lots se comparent aussi : même numéro, ou même nom et même naissance."""
    await _balayer(event.departement, None, uow)


async def poursuivre_le_balayage(event: BalayageAPoursuivre, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    await _balayer(event.departement, event.aggregate_id, uow)


async def _balayer(departement: str, apres: UUID | None, uow: DemandesUnitOfWork) -> None:
    """Un lot par transaction : interrompu, le balayage reprend après la dernière demande comparée."""
    combien = PARAMETRES.a_la_date("doublons.balayage_par_lot", uow.today(), departement).entier()
    demandes = await uow.paires_de_doublons.demandes_a_comparer(departement, apres, combien)
    for demande_id in demandes:
        await _comparer(departement, demande_id, uow)
    if len(demandes) == combien:
        uow.record(
            BalayageAPoursuivre(
                departement=departement, aggregate_id=demandes[-1], occurred_at=uow.now(), not_before=uow.now()
            )
        )


async def _comparer(departement: str, demande_id: UUID, uow: DemandesUnitOfWork) -> None:
    """Note les paires nouvelles, revoit les autres, oublie celles qui ne se ressemblent plus et n'ont rien appris."""
    demande = await uow.demandes.get(departement, demande_id)
    connues = {
        d.autre_id if d.demande_id == demande_id else d.demande_id: d
        for d in await uow.paires_de_doublons.de_la_demande(departement, demande_id)
    }
    probables = await chercher_les_doublons(demande, uow) if demande.etat in FUSIONNABLES else []
    for probable in probables:
        connue = connues.pop(probable.voisine.demande_id, None)
        if connue is None:
            await tenir_la_paire(demande, probable.voisine.demande_id, probable.comparaison, uow)
        else:
            connue.revoir(probable.comparaison)
    for perdue in connues.values():
        if perdue.decision in (None, DecisionDoublon.A_VOIR):
            await uow.paires_de_doublons.oublier(perdue)
