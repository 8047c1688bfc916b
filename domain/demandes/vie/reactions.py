"""Chaque nuit, la vie des demandes avance d'un jour : un lot par transaction, repris là où il s'est arrêté."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from domain.demandes.codes import MotifRadiation
from domain.demandes.events import AvisDExpirationDu, DemandeEndormie, NuitAPoursuivre
from domain.demandes.vie.nuit import DemandeLue, Pas, horizon, par_lot, pas_de_la_nuit
from domain.demandes.vie.ports import NuitUnitOfWork
from domain.demandes.vie.table import ACTES_DE_RADIATION, Acte
from domain.kernel.errors import DomainError
from domain.kernel.identifiers import new_id
from domain.kernel.jour import JourCommence
from domain.kernel.parametres import ParametreAbsent
from domain.kernel.raisons import Raison
from domain.organismes.acteur import Acteur

AVIS = "avis"
MOTIFS = {acte: motif for motif, acte in ACTES_DE_RADIATION.items()}


async def passer_la_nuit(event: JourCommence, acteur: Acteur, uow: NuitUnitOfWork) -> None:
    """Préavis, mises en sommeil, radiations : ce que le jour qui commence change à toutes les demandes."""
    await uow.nuits.commencer(event.departement, event.jour, uow.now())
    await _passer_un_lot(event.departement, event.jour, None, uow)


async def poursuivre_la_nuit(event: NuitAPoursuivre, acteur: Acteur, uow: NuitUnitOfWork) -> None:
    await _passer_un_lot(event.departement, event.jour, (event.apres_le, event.apres), uow)


async def _passer_un_lot(departement: str, jour: date, apres: tuple[date, UUID] | None, uow: NuitUnitOfWork) -> None:
    """Un lot par transaction : interrompue, la nuit reprend où elle en était et ne fait rien deux fois."""
    combien = par_lot(jour, departement)
    lues = await uow.nuits.echeances(departement, horizon(jour, departement), apres, combien)
    await _avancer(departement, jour, lues, uow)
    derniere = lues[-1] if len(lues) == combien else None
    if derniere is not None and derniere.expire_le is not None:
        uow.record(
            NuitAPoursuivre(
                departement=departement,
                aggregate_id=new_id(),
                occurred_at=uow.now(),
                jour=jour,
                apres_le=derniere.expire_le,
                apres=derniere.id,
            )
        )
        return
    vues = {d.id for d in lues}
    averties = [d for d in await uow.nuits.averties(departement, jour, combien) if d.id not in vues]
    await _avancer(departement, jour, averties, uow)
    await uow.nuits.terminer(departement, jour, uow.now())


async def _avancer(departement: str, jour: date, lues: Sequence[DemandeLue], uow: NuitUnitOfWork) -> None:
    pas = [(d, _pas(d, jour)) for d in lues]
    await uow.nuits.noter_les_avis(departement, [d.id for d, p in pas if p.avis], jour)
    await uow.nuits.endormir(departement, [d.id for d, p in pas if p.acte is Acte.ENDORMIR], jour)
    comptes: Counter[str] = Counter()
    exceptions: dict[UUID, Raison] = {}
    for d, p in pas:
        if p.exception is not None:
            exceptions[d.id] = p.exception
        try:
            await _dire(d, p, jour, uow)
        except DomainError as refus:
            # One file that resists is left to somebody, by the report: the others live on.
            exceptions[d.id] = Raison(code=refus.code, phrase=str(refus))
            continue
        if p.acte is not None:
            comptes[p.acte.value] += 1
        elif p.avis:
            comptes[AVIS] += 1
    await uow.nuits.noter(departement, jour, examinees=len(lues), comptes=comptes, exceptions=exceptions)


def _pas(d: DemandeLue, le: date) -> Pas:
    """Un dossier repris peut dater d'avant toute règle : il se laisse à quelqu'un, par le rapport, et la nuit passe."""
    try:
        return pas_de_la_nuit(d, le)
    except ParametreAbsent:
        echeance = f", le {d.expire_le:%d/%m/%Y}," if d.expire_le else ""
        phrase = f"Son échéance{echeance} précède les règles que le fichier connaît : ses dates sont à corriger."
        return Pas(exception=Raison(code="date-sans-regle", phrase=phrase))


async def _dire(d: DemandeLue, p: Pas, jour: date, uow: NuitUnitOfWork) -> None:
    """Chaque pas laisse sa ligne à l'historique et son message : celui du sommeil vaut avis."""
    qui: dict[str, Any] = {"departement": d.departement, "aggregate_id": d.id, "occurred_at": uow.now()}
    if p.acte is Acte.ENDORMIR:
        uow.record(DemandeEndormie(**qui))
    elif p.acte is not None:
        motif: MotifRadiation = MOTIFS[p.acte]
        demande = await uow.demandes.get(d.departement, d.id)
        demande.radier(motif=motif, radiee_le=jour, le=uow.now())
    elif p.avis and d.expire_le is not None:
        uow.record(AvisDExpirationDu(**qui, expire_le=f"{d.expire_le:%d/%m/%Y}"))
