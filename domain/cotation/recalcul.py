"""Recoter beaucoup de demandes à la fois : tout un territoire quand sa grille change, et chaque nuit ce que le temps
qui passe a changé.

Un lot par transaction : interrompu, le recalcul reprend là où il en était, et rejouer un lot ne change rien. Un grand
territoire se partage en voies, dont les lots s'écrivent en même temps.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.cotation.events import GrilleAppliquee, GrilleArchivee, GrillePubliee, RecalculAPoursuivre
from domain.cotation.model import LotCote, Recalcul, Voie
from domain.cotation.ports import RecalculUnitOfWork
from domain.cotation.reactions import recoter
from domain.cotation.rules import PARAMETRES
from domain.cotation.vocabulary import CauseDeCalcul, StatutGrille
from domain.demandes.rules.plafonds import plafonds_changes
from domain.demandes.rules.ressources import annee_de_reference
from domain.kernel.calendrier import ajouter_mois
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.organismes.acteur import Acteur


async def recoter_apres_publication(event: GrillePubliee, acteur: Acteur, uow: RecalculUnitOfWork) -> None:
    """Une grille déjà applicable recote tout son territoire ; sinon la nuit de sa prise d'effet le fera."""
    if event.effet_du <= uow.today():
        await commencer(event.departement, event.epci, CauseDeCalcul.GRILLE, uow.today(), uow)


async def recoter_apres_archivage(event: GrilleArchivee, acteur: Acteur, uow: RecalculUnitOfWork) -> None:
    """Une grille retirée ne cote plus : celle qui reste, s'il y en a une, prend sa place."""
    grille = await uow.grilles.get(event.departement, event.aggregate_id)
    if grille.statut is StatutGrille.ARCHIVEE and grille.effet_du is not None:
        await commencer(event.departement, grille.epci, CauseDeCalcul.GRILLE, uow.today(), uow)


async def recoter_ce_que_le_jour_change(event: JourCommence, acteur: Acteur, uow: RecalculUnitOfWork) -> None:
    """Chaque nuit : les grilles qui prennent ou perdent effet, puis les demandes dont la bascule est atteinte.

    La nuit où l'année change de plafonds et de revenu de référence, chaque demande qui se compte sur eux est relue.
    Ce que donnaient les versions remplacées depuis longtemps s'oublie.
    """
    garde = PARAMETRES.a_la_date("recalcul.passees_mois", event.jour, event.departement).entier()
    await uow.recalculs.oublier_les_passees(event.departement, ajouter_mois(event.jour, -garde))
    veille = await uow.recalculs.derniere_nuit(event.departement, event.jour) or event.jour - timedelta(days=1)
    annee = annee_de_reference(event.jour)
    if plafonds_changes(veille, event.jour) or annee_de_reference(veille) != annee:
        await uow.recalculs.faire_relire_les_revenus(event.departement, event.jour, annee)
    for epci in await uow.recalculs.territoires_a_recoter(event.departement, event.jour):
        await commencer(event.departement, epci, CauseDeCalcul.GRILLE, event.jour, uow)
    await commencer(event.departement, None, CauseDeCalcul.TEMPS, event.jour, uow)


async def poursuivre_le_recalcul(event: RecalculAPoursuivre, acteur: Acteur, uow: RecalculUnitOfWork) -> None:
    recalcul, voie = await uow.recalculs.reprendre(event.departement, event.aggregate_id, event.voie)
    if voie.finie or voie.examinees != event.examinees:
        return
    if recalcul.epci is None:
        lot, combien = await _un_lot_de_la_nuit(recalcul, acteur, uow)
    else:
        combien = _combien("lot", recalcul)
        lot = await uow.cotation_en_masse.recoter_le_territoire(
            recalcul.departement,
            recalcul.epci,
            uow.today(),
            apres=voie.curseur,
            jusqu_a=voie.jusqu_a,
            combien=combien,
            acteur=acteur,
        )
    voie = voie.apres(lot, combien)
    recalcul = await uow.recalculs.avancer(recalcul, voie, lot, uow.now())
    if not voie.finie:
        _poursuivre(recalcul, voie, uow)
    elif recalcul.termine_le is not None and recalcul.epci is not None and recalcul.changees:
        uow.record(
            GrilleAppliquee(
                departement=recalcul.departement,
                aggregate_id=recalcul.id,
                occurred_at=uow.now(),
                epci=recalcul.epci,
                depuis=recalcul.commence_le,
            )
        )


async def _un_lot_de_la_nuit(recalcul: Recalcul, acteur: Acteur, uow: RecalculUnitOfWork) -> tuple[LotCote, int]:
    """D'abord les dossiers à relire un à un (un enfant devenu majeur), puis ceux dont les faits gardés suffisent."""
    combien = _combien("dossiers_relus", recalcul)
    relus = await uow.recalculs.a_relire(recalcul.departement, uow.today(), combien)
    if relus:
        for demande_id in relus:
            await recoter(recalcul.departement, demande_id, acteur, uow, recalcul.cause)
        return LotCote(examinees=len(relus), changees=len(relus), derniere=None), len(relus)
    combien = _combien("lot", recalcul)
    return await uow.cotation_en_masse.recoter_les_echues(recalcul.departement, uow.today(), combien, acteur), combien


def _combien(cle: str, recalcul: Recalcul) -> int:
    """`lot`, `dossiers_relus` : combien de demandes en une transaction ; `voies` : combien de lots à la fois."""
    return PARAMETRES.a_la_date(f"recalcul.{cle}", recalcul.jour, recalcul.departement).entier()


async def commencer(
    departement: str, epci: str | None, cause: CauseDeCalcul, jour: date, uow: RecalculUnitOfWork
) -> None:
    recalcul = Recalcul(
        departement=departement,
        id=new_id(),
        epci=epci,
        cause=cause,
        jour=jour,
        commence_le=uow.now(),
        a_examiner=await uow.recalculs.a_examiner(departement, epci, jour),
    )
    voies: Sequence[Voie] = [Voie(rang=0)]
    if epci is not None and recalcul.a_examiner > _combien("lot", recalcul):
        voies = await uow.recalculs.partager(departement, epci, _combien("voies", recalcul))
    await uow.recalculs.commencer(recalcul, voies)
    for voie in voies:
        _poursuivre(recalcul, voie, uow)


def _poursuivre(recalcul: Recalcul, voie: Voie, uow: RecalculUnitOfWork) -> None:
    uow.record(
        RecalculAPoursuivre(
            departement=recalcul.departement,
            aggregate_id=recalcul.id,
            occurred_at=uow.now(),
            voie=voie.rang,
            examinees=voie.examinees,
        )
    )
