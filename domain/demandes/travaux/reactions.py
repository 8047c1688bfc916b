"""Ce que le travailleur fait de ce que les agents ont demandé pour plusieurs demandes."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from uuid import UUID

from domain.demandes.colonnes import COLONNES, ligne
from domain.demandes.parametres import entier
from domain.demandes.travaux.events import ExportDemande
from domain.demandes.travaux.model import Travail, objet_du_travail
from domain.demandes.travaux.ports import TravauxUnitOfWork
from domain.kernel.aggregate import Event
from domain.kernel.jour import JourCommence
from domain.kernel.tableur import Cellule
from domain.organismes.acteur import Acteur


async def faire_l_export(event: ExportDemande, acteur: Acteur, uow: TravauxUnitOfWork) -> None:
    """Le fichier s'écrit à mesure que la liste se lit ; chaque demande emportée l'apprend à son journal de lecture."""
    travail = await uow.travaux.get(event.departement, event.aggregate_id)
    if not travail.attend:
        return
    ordre = travail.ordre
    assert ordre.format is not None
    emportees: list[UUID] = []
    entetes = [COLONNES[code].libelle for code in ordre.colonnes]
    if ordre.points_de is not None:
        entetes += await uow.points_detailles.entetes(travail.departement, ordre.points_de)
    lignes = _lignes(travail, emportees, uow)
    contenu = uow.tableur.ecrire(ordre.format, f"Demandes, {travail.id}", "Demandes", entetes, lignes)
    objet = objet_du_travail(travail.departement, travail.id)
    await uow.fichiers.ranger_le_flux(objet, contenu)
    await uow.lecture_des_demandes.noter(travail.demandeur, emportees, "export")
    travail.avancer(faits=len(emportees), manques=())
    finir_avec_un_fichier(travail, objet, f"demandes-{uow.today():%Y-%m-%d}.{ordre.format.value}", uow)


async def _lignes(
    travail: Travail, emportees: list[UUID], uow: TravauxUnitOfWork
) -> AsyncIterator[Sequence[Sequence[Cellule]]]:
    ordre = travail.ordre
    # au plus ce qui a été annoncé : la liste a pu grandir depuis
    async for lot in uow.lecture_des_demandes.lots(ordre.perimetre, ordre.criteria, au_plus=travail.total):
        ids = [demande.id for demande in lot]
        emportees += ids
        rangs = [ligne(demande, ordre.colonnes) for demande in lot]
        if ordre.points_de is not None:
            points = await uow.points_detailles.lignes(travail.departement, ordre.points_de, ids)
            rangs = [[*rang, *detail] for rang, detail in zip(rangs, points, strict=True)]
        yield rangs


def finir_avec_un_fichier(travail: Travail, objet: str, nom: str, uow: TravauxUnitOfWork) -> None:
    duree = timedelta(hours=entier("travail.conservation_heures", uow.today(), travail.departement))
    travail.finir(le=uow.now(), fichier=objet, nom=nom, expire_le=uow.now() + duree)


async def constater_l_echec(event: Event, acteur: Acteur, uow: TravauxUnitOfWork) -> None:
    """Le dernier essai a échoué : sans cela, l'agent verrait pour toujours un travail en attente."""
    travail = await uow.travaux.get(event.departement, event.aggregate_id)
    if travail.attend:
        travail.echouer(le=uow.now())


async def oublier_les_fichiers(event: JourCommence, acteur: Acteur, uow: TravauxUnitOfWork) -> None:
    """Un fichier emporté n'a pas de raison de rester ; qui l'a demandé, pourquoi et combien restent."""
    for travail in await uow.travaux.a_oublier(event.departement, uow.now()):
        assert travail.fichier is not None
        await uow.fichiers.effacer(travail.fichier)
        travail.oublier_le_fichier()
