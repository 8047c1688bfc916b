"""Demandes of every kind, drawn with a fixed seed and written through the projection itself."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.db.demandes.projection import points_row, recherche_row, souhait_rows
from adapters.db.demandes.tables import demandes, points_de_liste, recherche_demandes, souhaits
from adapters.db.propositions.tables import propositions
from domain.cotation.departage import PAR_DEFAUT, Classement, cle_de_departage
from domain.demandes.codes import CategorieLogement, EtatDemande, Motif, NatureDossier, StatutLogement, Typologie
from domain.demandes.formulaire import Formulaire, LogementActuel, LogementRecherche, Motifs
from domain.demandes.model import Canal, Demande
from domain.demandes.synthese import synthese
from domain.demandes.vie.valeurs import Verrou
from domain.propositions.codes import EtatProposition
from tests.adapters.db.parc import ARMOR, DEPARTEMENT, LE, VILAINE, Parc, parc
from tests.factories.formulaires import un_foyer

TODAY = LE.date()
VOEUX = ("35238", "35047", "35288", "35051", "35281", "35024", "35093", "35115")
FOYERS = (
    {"titulaires": [30]},
    {"titulaires": [72]},
    {"titulaires": [28, 26]},
    {"titulaires": [45, 40]},
    {"titulaires": [33], "enfants": [4]},
    {"titulaires": [38], "enfants": [3, 7, 9]},
    {"titulaires": [35, 36], "enfants": [2, 5]},
    {"titulaires": [41, 43], "enfants": [2, 5, 9, 12, 15, 17]},
    {"titulaires": [39, 37], "garde_alternee": [8]},
    {"titulaires": [26], "a_naitre": 1},
)
ETATS = (*[EtatDemande.ACTIVE] * 12, EtatDemande.SATISFAITE, EtatDemande.EN_ATTENTE_DE_VALIDATION)


@dataclass(frozen=True)
class Vivier:
    parc: Parc
    demandes: list[Demande]


def _formulaire(tirage: random.Random) -> Formulaire:
    base = un_foyer(tirage.choice(FOYERS), TODAY)
    # rather often the right size, so that the lists are not empty
    typologies = tuple(tirage.sample([Typologie.T1, Typologie.T2, Typologie.T3, Typologie.T4], k=tirage.randint(1, 3)))
    wish = LogementRecherche(
        categorie=tirage.choice([*[CategorieLogement.INDIFFERENT] * 3, *CategorieLogement]),
        typologies=typologies,
        communes=tuple(tirage.sample(VOEUX, k=tirage.randint(1, 4))),
        rez_de_chaussee=tirage.random() < 0.7,
        sans_ascenseur=tirage.random() < 0.7,
        adapte_handicap=tirage.random() < 0.1,
        demande_elargie=tirage.random() < 0.4,
        loyer_max=tirage.choice([None, None, 400, 550, 700]),
    )
    rfr = tirage.choice([None, 0, 9_000, 18_000, 24_000, 60_000])
    revenus = replace(base.revenus, rfr=() if rfr is None else (replace(base.revenus.rfr[0], montant=rfr),))
    motifs = tirage.choice([(Motif.TROP_CHER,), (Motif.VIOLENCES,), (Motif.ASSISTANT_MATERNEL,), ()])
    home = LogementActuel(
        statut=StatutLogement.PARC_PRIVE,
        loyer=tirage.choice([None, 480, 655]),
        apl=tirage.choice([None, 120]),
    )
    return replace(base, logement_recherche=wish, revenus=revenus, motifs=Motifs(codes=motifs), logement_actuel=home)


def _demande(n: int, tirage: random.Random) -> Demande:
    held = tirage.random() < 0.05
    verrou = Verrou(raison="Inscrite.", depuis_le=LE, par="Un autre bailleur", passage_id=UUID(int=1)) if held else None
    etat = tirage.choice(ETATS)
    return Demande(
        departement=DEPARTEMENT,
        id=UUID(int=700_000 + n),
        reference=f"R{n:08d}",
        canal=Canal.PORTAIL,
        etat=etat,
        nature=NatureDossier.STANDARD,
        formulaire=_formulaire(tirage),
        creee_le=LE,
        numero_unique=None if etat is EtatDemande.EN_ATTENTE_DE_VALIDATION else f"0350126{n:06d}35A01",
        deposee_le=date(2020, 1, 1) + timedelta(days=tirage.randint(0, 2400)),
        expire_le=tirage.choice([None, *[TODAY + timedelta(days=d) for d in (-1, 0, 30, 200)]]),
        verrou=verrou,
    )


def _proposition(n: int, demande: Demande, bien: int, etat: EtatProposition) -> dict[str, object]:
    return {
        "departement": DEPARTEMENT,
        "id": UUID(int=800_000 + n),
        "bien_id": UUID(int=10_000 + bien),
        "mise_en_location_id": UUID(int=100_000 + bien),
        "demande_id": demande.id,
        "organisme_id": ARMOR if bien % 3 else VILAINE,
        "numero_unique": demande.numero_unique or demande.reference,
        "bien_libelle": "T2",
        "etat": etat,
        "creee_le": LE,
        "creee_par": "Agent",
        "version": 1,
    }


@asynccontextmanager
async def vivier(url: str, *, combien: int, biens: int, avec_propositions: bool = True) -> AsyncIterator[Vivier]:
    tirage = random.Random(20261122)
    all_demandes = [_demande(n, tirage) for n in range(combien)]
    engaged: set[int] = set()
    offers = []
    for n, demande in enumerate(all_demandes):
        if not avec_propositions or demande.etat is not EtatDemande.ACTIVE or tirage.random() > 0.25:
            continue
        etat = tirage.choice([e for e in EtatProposition if e is not EtatProposition.BAIL_SIGNE])
        bien = tirage.randrange(biens)
        if etat is EtatProposition.ACCEPTEE and bien in engaged:
            continue
        engaged |= {bien} if etat is EtatProposition.ACCEPTEE else set()
        offers.append(_proposition(n, demande, bien, etat))
    async with parc(url, combien=biens) as made:
        await made.communes.load()
        await _write(url, made, all_demandes, offers)
        yield Vivier(parc=made, demandes=all_demandes)


def _classement(demande: Demande) -> Classement:
    assert demande.deposee_le is not None
    departage = cle_de_departage(PAR_DEFAUT, demande.deposee_le, demande.numero_unique)
    return Classement(points=(demande.id.int * 7919) % 60, departage=departage)


async def _write(url: str, made: Parc, all_demandes: list[Demande], offers: list[dict[str, object]]) -> None:
    owner = create_async_engine(url)
    columns = [c.name for c in demandes.columns]
    flat: list[dict[str, Any]] = []
    classees: list[dict[str, Any]] = []
    wishes: list[dict[str, Any]] = []
    for demande in all_demandes:
        found = synthese(demande.formulaire, TODAY, DEPARTEMENT)
        points = {c: _classement(demande) for c in demande.formulaire.communes if made.communes.epci(c)}
        flat.append(recherche_row(demande, found, demande.creee_le))
        classees.append(points_row(demande, next(iter(points.values()), None)))
        wishes += souhait_rows(demande, found, points, made.communes.epci)
    async with owner.begin() as connection:
        await connection.execute(
            demandes.insert(), [{name: getattr(d, name, None) for name in columns} for d in all_demandes]
        )
        await connection.execute(recherche_demandes.insert(), flat)
        await connection.execute(points_de_liste.insert(), classees)
        await connection.execute(souhaits.insert(), wishes)
        if offers:
            await connection.execute(propositions.insert(), offers)
    async with owner.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("vacuum analyze"))
    await owner.dispose()
