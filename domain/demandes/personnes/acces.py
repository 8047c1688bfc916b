"""Qui entre encore dans quelle demande, quand un titulaire part ou se met à l'abri."""

from domain.demandes.compte import CompteDemandeur
from domain.demandes.formulaire import Personne
from domain.demandes.model import Demande
from domain.demandes.ports import DemandesUnitOfWork
from domain.demandes.rules.identifiants import identifiants_de
from domain.kernel.identifiers import new_id


async def fermer_les_acces(
    demande: Demande, partant: Personne, nouvelle: Demande | None, uow: DemandesUnitOfWork
) -> None:
    """L'accès de qui part le suit ; les autres se rouvrent avec un code, jamais avec un mot de passe partagé."""
    siens = identifiants_de(partant)
    partages = siens & frozenset(i for p in demande.formulaire.adultes for i in identifiants_de(p))
    for compte in await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id):
        await uow.sessions.fermer_toutes(compte.id)
        compte.mot_de_passe = None
        if compte.personne_id == partant.id or (compte.personne_id is None and compte.identifiant in siens):
            compte.demande_id = None if nouvelle is None else nouvelle.id
            compte.personne_id = None
    await uow.flush()
    for une in (demande, nouvelle):
        if une is not None:
            await _ouvrir_a_son_demandeur(une, partages, uow)


async def _ouvrir_a_son_demandeur(demande: Demande, partages: frozenset[str], uow: DemandesUnitOfWork) -> None:
    """Qui n'avait que l'accès d'un autre a le sien : sans lui, sa propre adresse le ferait recommencer une demande."""
    personne = demande.formulaire.demandeur
    if personne is None or demande.protection is not None:
        return
    if await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id):
        return
    for contact in sorted(identifiants_de(personne) - partages):
        await ouvrir_un_acces(demande, personne, contact, uow)


async def garder_ses_acces(
    demande: Demande, personne: Personne, siens: frozenset[str] | set[str], uow: DemandesUnitOfWork
) -> None:
    """Chaque accès reste à qui il est ; celui dont on ne sait pas qui le tient n'ouvre plus la demande."""
    proprietaires = {i: p.id for p in demande.formulaire.adultes if p.id != personne.id for i in identifiants_de(p)}
    for compte in await uow.comptes_demandeurs.de_la_demande(demande.departement, demande.id):
        await uow.sessions.fermer_toutes(compte.id)
        compte.mot_de_passe = None
        if compte.personne_id == personne.id or compte.identifiant in siens:
            compte.personne_id = personne.id
        elif compte.personne_id is None and compte.identifiant in proprietaires:
            compte.personne_id = proprietaires[compte.identifiant]
        elif compte.personne_id is None:
            compte.demande_id = None


async def ouvrir_un_acces(demande: Demande, personne: Personne, contact: str, uow: DemandesUnitOfWork) -> None:
    compte = await uow.comptes_demandeurs.par_identifiant(demande.departement, contact)
    if compte is None:
        compte = CompteDemandeur(departement=demande.departement, id=new_id(), identifiant=contact, cree_le=uow.now())
        uow.comptes_demandeurs.add(compte)
    if compte.demande_id in (None, demande.id):
        compte.demande_id, compte.personne_id = demande.id, personne.id
