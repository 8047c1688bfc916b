from collections.abc import Sequence
from uuid import UUID

from domain.demandes.codes import EtatDemande
from domain.demandes.doublons.codes import DecisionDoublon
from domain.demandes.doublons.events import BalayageAPoursuivre
from domain.demandes.doublons.model import Doublon, paire
from domain.demandes.doublons.recherche import doublons_probables
from domain.demandes.doublons.use_cases import radiees_depuis
from domain.demandes.parametres import PARAMETRES
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.doublons import Tolerance
from domain.demandes.vie.table import FUSIONNABLES
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def reperer_les_doublons(event: Event, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Une demande envoyée, validée ou dont les personnes changent se compare aux autres."""
    await _comparer(event.departement, [event.aggregate_id], uow)


async def balayer_les_doublons(event: JourCommence, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    """Chaque nuit, les demandes arrivées par lots se comparent aussi : même numéro, ou même nom et même naissance."""
    await _balayer(event.departement, None, uow)


async def poursuivre_le_balayage(event: BalayageAPoursuivre, acteur: Acteur, uow: DemandesUnitOfWork) -> None:
    await _balayer(event.departement, event.aggregate_id, uow)


async def _balayer(departement: str, apres: UUID | None, uow: DemandesUnitOfWork) -> None:
    """Un lot par transaction : interrompu, le balayage reprend après la dernière demande comparée."""
    combien = PARAMETRES.a_la_date("doublons.balayage_par_lot", uow.today(), departement).entier()
    demandes = await uow.paires_de_doublons.demandes_a_comparer(departement, apres, combien)
    await _comparer(departement, demandes, uow)
    if len(demandes) == combien:
        uow.record(BalayageAPoursuivre(departement=departement, aggregate_id=demandes[-1], occurred_at=uow.now()))


async def _comparer(departement: str, demandes: Sequence[UUID], uow: DemandesUnitOfWork) -> None:
    """Note les paires nouvelles, revoit les autres, oublie celles qui ne se ressemblent plus et n'ont rien appris.

    Une paire dont les deux demandes sont du lot ne se note qu'une fois, et ne s'oublie que si aucune des deux ne la
    retrouve.
    """
    if not demandes:
        return
    le = uow.today()
    comparees = await uow.doublons.a_comparer(departement, demandes, radiees_depuis(le, departement))
    tolerance = Tolerance.au(le)
    trouvees = [
        (paire(comparee.demande_id, probable.voisine.demande_id), probable)
        for comparee in comparees
        if comparee.etat in FUSIONNABLES
        for probable in doublons_probables(comparee.adultes, comparee.voisines, tolerance)
    ]
    ressemblances = {a_deux: probable.comparaison for a_deux, probable in trouvees}
    # la paire d'un brouillon se note du côté du brouillon, jamais du côté d'une demande qui lui ressemble
    a_noter = {a_deux for a_deux, probable in trouvees if probable.voisine.etat is not EtatDemande.BROUILLON}
    connues = {(d.demande_id, d.autre_id): d for d in await uow.paires_de_doublons.des_demandes(departement, demandes)}
    for (a, b), comparaison in ressemblances.items():
        connue = connues.pop((a, b), None)
        if connue is not None:
            connue.revoir(comparaison)
        elif (a, b) in a_noter:
            nouvelle = Doublon.reperer(
                id=new_id(), departement=departement, a=a, b=b, comparaison=comparaison, le=uow.now()
            )
            uow.paires_de_doublons.add(nouvelle)
    for perdue in connues.values():
        if perdue.decision in (None, DecisionDoublon.A_VOIR):
            await uow.paires_de_doublons.oublier(perdue)
