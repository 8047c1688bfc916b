"""Runs a simulation: one snapshot of a whole territory, a batch at a time, each scored and forgotten but its points."""

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from sqlalchemy import ARRAY, Uuid, and_, any_, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from adapters.cotation.bulk import EvaluateurEnMasse
from adapters.cotation.simulation import (
    GROUPES,
    PROFILS,
    SOUHAITS,
    TYPOLOGIES,
    Classement,
    Mouvements,
    Stocke,
    evaluer,
    parts_en_tete,
    repartition,
    variance_la_plus_forte,
)
from adapters.cotation.stock import Stock
from adapters.db.biens.tables import biens
from adapters.db.commissions.tables import passages, seances
from adapters.db.cotation.simulations import simulations
from adapters.db.cotation.stock import DEBUT, DEMANDE, EMPREINTE, Tranche, lire
from adapters.db.cotation.tables import evenements_de_vie, faits_de_cotation
from adapters.db.cotation.validees import validations_of
from adapters.db.demandes.tables import demandes
from adapters.db.demandes.visible import recherche_visible
from adapters.db.engine import enter
from adapters.db.pieces.tables import pieces
from adapters.db.publics.tables import codes_of
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import faits_de_la_demande
from domain.cotation.departage import cle_de_departage
from domain.cotation.faits import Evenement, Faits, PreuveAdmise, ValidationPosee
from domain.cotation.interpreter import Evaluateur
from domain.cotation.model import VersionDeGrille
from domain.cotation.quartiles import seuils_du_territoire
from domain.cotation.simulation.errors import SimulationInterrompue
from domain.cotation.simulation.model import EtapeSimulation, EtatSimulation, GrilleFigee, Simulation
from domain.cotation.simulation.rapport import GrilleSimulee, GroupePrioritaire, Mesures, Rapport, RejeuDesCommissions
from domain.cotation.simulation.rules import CandidatRejoue, garde_fous, parametre, rejouer
from domain.cotation.use_cases import est_une_mutation
from domain.cotation.vocabulary import Population
from domain.cotation.writer import ecrire_grille
from domain.kernel.calendrier import ajouter_mois, aujourd_hui
from domain.pieces.codes import EtatPiece
from domain.pieces.rules.attendues import dossier_complet

D, R, P, V = demandes.c, recherche_visible.c, pieces.c, evenements_de_vie.c
F = faits_de_cotation.c
PA, SE, B, S = passages.c, seances.c, biens.c, simulations.c
_RANG_TYPOLOGIE = {t.value: n for n, t in enumerate(TYPOLOGIES)}
_RANG_GROUPE = {g: n for n, g in enumerate(GROUPES)}
_READ = (D.id, D.departement, D.formulaire, D.nature, D.deposee_le, D.dalo, D.numero_unique)

_PROFILS = (
    select(
        F.est_mutation,
        F.dalo,
        F.label,
        F.rfr_uc_quartile,
        R.nb_personnes,
        R.deposee_le,
        R.numero_unique,
        R.communes,
        R.typologies,
    )
    .outerjoin(recherche_visible, and_(R.departement == F.departement, R.demande_id == F.demande_id))
    .order_by(F.demande_id)
)
"""Row n is row n of the slice of facts."""


@dataclass
class _Beside:
    """What the grids count that is not in the form."""

    pieces: dict[UUID, list[PreuveAdmise]] = field(default_factory=lambda: defaultdict(list))
    evenements: dict[UUID, list[Evenement]] = field(default_factory=lambda: defaultdict(list))
    validations: dict[UUID, list[ValidationPosee]] = field(default_factory=dict)


@dataclass
class _Lu:
    """One batch, read and scored."""

    profils: pl.DataFrame
    souhaits: pl.DataFrame
    points: list[pl.DataFrame]
    condense: bytes


class SqlSimulateur:
    def __init__(self, sessions: async_sessionmaker[AsyncSession], communes: Communes) -> None:
        self._sessions = sessions
        self._communes = communes

    async def mesurer(self, simulation: Simulation, le: date) -> Rapport:
        async with self._sessions() as session:
            # one snapshot from the first line to the last
            await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            await enter(session, simulation.departement, None)
            return await _Passe(self, session, simulation, le).rapport()

    async def noter(self, simulation: Simulation, etape: EtapeSimulation, faits: int, total: int) -> None:
        """In a transaction of its own: the screen sees it, and the long reading learns that it is cancelled."""
        async with self._sessions.begin() as session:
            await enter(session, simulation.departement, None)
            mine = and_(S.departement == simulation.departement, S.id == simulation.id)
            told = update(simulations).where(mine, S.etat == EtatSimulation.EN_COURS)
            done = await session.execute(told.values(etape=etape, faits=faits, total=total).returning(S.id))
            if done.first() is None:
                raise SimulationInterrompue(simulation.id)


class _Passe:
    def __init__(self, simulateur: SqlSimulateur, session: AsyncSession, simulation: Simulation, le: date) -> None:
        self._simulateur, self._session, self._simulation, self._le = simulateur, session, simulation, le
        self._communes = simulateur._communes
        self._departement, self._epci = simulation.departement, simulation.epci
        self._ici = sorted(self._communes.codes_de_l_epci(self._epci))
        self._rang_commune = {code: n for n, code in enumerate(self._ici)}
        self._versions = simulation.grilles
        self._masses = [EvaluateurEnMasse(version.contenu) for version in self._versions]
        self._champs = tuple(dict.fromkeys(code for masse in self._masses for code in masse.champs))

    def _entier(self, nom: str) -> int:
        return parametre(nom, self._le, self._departement).entier()

    async def rapport(self) -> Rapport:
        stocke, points, empreinte = await self._stock()
        await self._noter(EtapeSimulation.REJEU)
        rejeux = await self._rejeux()
        await self._noter(EtapeSimulation.MESURES)
        return await asyncio.to_thread(self._mesurer, stocke, points, rejeux, empreinte)

    async def _noter(self, etape: EtapeSimulation, faits: int = 0, total: int = 0) -> None:
        await self._simulateur.noter(self._simulation, etape, faits, total)

    # --- the stock of the day

    async def _stock(self) -> tuple[Stocke, list[pl.DataFrame], str]:
        here = and_(F.departement == self._departement, F.epci == self._epci)
        total = int(await self._session.scalar(select(func.count()).select_from(faits_de_cotation).where(here)) or 0)
        connection, lot = await self._session.connection(), self._entier("lot")
        last, faits, digest = DEBUT, 0, hashlib.sha256()
        read: list[_Lu] = []
        while True:
            await self._noter(EtapeSimulation.STOCK, faits, total)
            tranche = await lire(connection, self._departement, self._epci, self._masses, apres=last, combien=lot)
            if not len(tranche):
                break
            first, last = last, UUID(tranche.demandes[DEMANDE][-1])
            rows = (await self._session.execute(_PROFILS.where(here, F.demande_id > first, F.demande_id <= last))).all()
            scored = await asyncio.to_thread(self._evaluer, tranche, rows, faits)
            digest.update(scored.condense)
            read.append(scored)
            faits += len(tranche)
        points = [
            pl.concat([one.points[n] for one in read]) if read else pl.DataFrame() for n in range(len(self._masses))
        ]
        profils = pl.concat([one.profils for one in read]) if read else pl.DataFrame(schema=PROFILS)
        souhaits = pl.concat([one.souhaits for one in read]) if read else pl.DataFrame(schema=SOUHAITS)
        return Stocke(profils=profils, souhaits=souhaits, communes=self._ici), points, digest.hexdigest()

    def _evaluer(self, tranche: Tranche, rows: Sequence[Any], first: int) -> _Lu:
        profils: list[tuple[Any, ...]] = []
        souhaits: list[tuple[int, int, int]] = []
        for n, row in enumerate(rows, start=first):
            groupe = _RANG_GROUPE[_groupe(row.dalo, row.label or ())]
            depuis = row.deposee_le or self._le
            numero = row.numero_unique or ""
            profils.append((row.est_mutation, groupe, row.rfr_uc_quartile, row.nb_personnes or 1, depuis, numero))
            tailles = [_RANG_TYPOLOGIE[t] for t in row.typologies or () if t in _RANG_TYPOLOGIE]
            here = [self._rang_commune[c] for c in row.communes or () if c in self._rang_commune]
            souhaits += [(n, commune, taille) for commune in here for taille in tailles]
        frame = pl.DataFrame(profils, schema=PROFILS, orient="row")
        read = hashlib.sha256("".join(tranche.demandes[EMPREINTE]).encode())
        read.update(frame.write_csv().encode())
        return _Lu(
            profils=frame,
            souhaits=pl.DataFrame(souhaits, schema=SOUHAITS, orient="row"),
            points=[
                evaluer(masse, tranche.stock, frame["mutation"], version.population, self._le)
                for masse, version in zip(self._masses, self._versions, strict=True)
            ],
            condense=read.digest(),
        )

    async def _beside(self, ids: Sequence[UUID]) -> _Beside:
        beside, wanted = _Beside(), literal(list(ids), ARRAY(Uuid))
        for row in await self._session.execute(
            select(P.demande_id, P.type, P.personne_id, P.controlee_le, P.expire_le).where(
                P.departement == self._departement, P.demande_id == any_(wanted), P.etat == EtatPiece.VALIDEE
            )
        ):
            valide = PreuveAdmise(
                type=row.type,
                personne_id=row.personne_id,
                valide_le=aujourd_hui(row.controlee_le),
                expire_le=row.expire_le,
            )
            beside.pieces[row.demande_id].append(valide)
        for event in await self._session.execute(
            select(V.demande_id, V.type, V.le, V.adapte, V.reference)
            .where(V.departement == self._departement, V.demande_id == any_(wanted))
            .order_by(V.demande_id, V.le, V.id)
        ):
            beside.evenements[event.demande_id].append(
                Evenement(type=event.type, le=event.le, adapte=event.adapte, reference=event.reference)
            )
        beside.validations = await validations_of(self._session, self._departement, ids)
        return beside

    def _faits(self, row: Any, beside: _Beside, le: date, foyer: Any = None) -> Faits:
        pieces = beside.pieces.get(row.id, ())
        return faits_de_la_demande(
            row,
            self._communes,
            le,
            pieces=pieces,
            complet=dossier_complet(row.formulaire, pieces, le),
            evenements=beside.evenements.get(row.id, ()),
            validations=beside.validations.get(row.id, ()),
            labels=row.labels or (),
            foyer=foyer,
        )

    # --- the commissions of the past months

    async def _rejeux(self) -> list[RejeuDesCommissions]:
        """The candidates as their files stand now, read on the day of the commission."""
        since = ajouter_mois(self._le, -self._entier("mois_rejoues"))
        labels = codes_of(D.departement, D.id).label("labels")
        rows = (
            await self._session.execute(
                select(*_READ, labels, PA.seance_id, PA.bien_id, PA.decision, PA.rang, SE.tenue_le)
                .join(passages, and_(PA.departement == D.departement, PA.demande_id == D.id))
                .join(seances, and_(SE.departement == PA.departement, SE.id == PA.seance_id))
                .join(biens, and_(B.departement == PA.departement, B.id == PA.bien_id))
                .where(
                    D.departement == self._departement,
                    PA.decision.is_not(None),
                    SE.tenue_le > since,
                    SE.tenue_le <= self._le,
                    B.commune.in_(self._ici),
                )
                .order_by(PA.seance_id, PA.bien_id, PA.proposition_id)
            )
        ).all()
        beside = await self._beside([row.id for row in rows]) if rows else _Beside()
        return await asyncio.to_thread(lambda: [self._rejouer(v, rows, beside) for v in self._versions])

    def _rejouer(self, version: VersionDeGrille, rows: Sequence[Any], beside: _Beside) -> RejeuDesCommissions:
        evaluateur = Evaluateur(version.contenu)
        biens_vus: dict[tuple[UUID, UUID], list[CandidatRejoue]] = defaultdict(list)
        for row in rows:
            lus = self._faits(row, beside, row.tenue_le).pour(self._epci)
            mutation = est_une_mutation(lus)
            if version.population is not Population.TOUS and (version.population is Population.MUTATION) != mutation:
                continue
            points = evaluateur.evaluer(lus, row.tenue_le).total_verifie
            if points is None:
                continue
            biens_vus[row.seance_id, row.bien_id].append(
                CandidatRejoue(
                    attribue=row.decision.attribue,
                    rang=row.rang,
                    points=points,
                    departage=cle_de_departage(
                        version.contenu.departage, row.deposee_le or row.tenue_le, row.numero_unique
                    ),
                )
            )
        return rejouer([(str(seance), presents) for (seance, _), presents in biens_vus.items()])

    # --- the report

    def _mesurer(
        self, stocke: Stocke, points: list[pl.DataFrame], rejeux: list[RejeuDesCommissions], empreinte: str
    ) -> Rapport:
        """No question to the database: this is the work of a thread."""
        simulation, petit = self._simulation, self._entier("petit_groupe")
        if stocke.profils.height == 0:
            classements = []
        else:
            classements = [
                Classement(version.contenu, found, stocke)
                for version, found in zip(self._versions, points, strict=True)
            ]
        mesures = [
            self._mesures(n, classements[n] if classements else None, stocke, rejeux[n])
            for n in range(len(self._versions))
        ]
        mouvements = None
        if len(classements) == 2:
            mouvements = Mouvements(
                classements[0],
                classements[1],
                stocke,
                le=self._le,
                departement=self._departement,
                graine=simulation.graine,
                nom_commune=lambda code: self._communes.courte(code).nom,
            )
        gagnants, perdants = mouvements.menages() if mouvements else ([], [])
        axes = {axe: mouvements.par(axe) if mouvements else [] for axe in ("commune", "typologie", "groupe")}
        croisement = mouvements.croisement() if mouvements else []
        largeur = self._entier("tranche")
        return Rapport(
            le=self._le,
            graine=simulation.graine,
            empreinte_du_stock=empreinte,
            demandes=stocke.profils.height,
            largeur_de_tranche=largeur,
            petit_groupe=petit,
            simulee=mesures[0],
            comparee=mesures[1] if len(mesures) > 1 else None,
            repartition=(
                repartition(classements[0], classements[1] if len(classements) > 1 else None, largeur, petit)
                if classements
                else []
            ),
            premier_decile=mouvements.decile() if mouvements else None,
            par_commune=sorted(axes["commune"], key=lambda d: -d.souhaits),
            par_typologie=axes["typologie"],
            par_groupe=axes["groupe"],
            croisement=croisement,
            retenus_secrets=mouvements.secrets if mouvements else 0,
            gagnants=gagnants,
            perdants=perdants,
            avertissements=self._avertissements(stocke),
        )

    def _mesures(self, n: int, classement: Classement | None, stocke: Stocke, rejeu: RejeuDesCommissions) -> Mesures:
        version, petit = self._versions[n], self._entier("petit_groupe")
        figee = self._simulation.simulee if n == 0 else self._simulation.comparee
        assert figee is not None
        classement = classement or Classement(version.contenu, *_nobody(version, self._le))
        contributions = classement.contributions(petit)
        parts = parts_en_tete(classement, stocke, version.population, self._entier("tete") / 100)
        return Mesures(
            grille=self._grille(version, figee),
            ensemble=classement.ensemble(),
            contributions=contributions,
            garde_fous=garde_fous(parts, variance_la_plus_forte(contributions), self._le, self._departement),
            rejeu=rejeu,
        )

    def _grille(self, version: VersionDeGrille, figee: GrilleFigee) -> GrilleSimulee:
        document = json.dumps(ecrire_grille(version.contenu), sort_keys=True, ensure_ascii=False)
        return GrilleSimulee(
            id=figee.id,
            epci=figee.epci,
            epci_nom=self._communes.nom_epci(figee.epci),
            libelle=version.contenu.libelle,
            version_grille=figee.version_grille,
            statut_libelle=figee.statut.libelle,
            population_libelle=figee.population.libelle,
            empreinte=hashlib.sha256(document.encode()).hexdigest(),
        )

    def _avertissements(self, stocke: Stocke) -> list[str]:
        said = [
            "Les commissions passées sont rejouées sur les dossiers tels qu'ils sont aujourd'hui, lus au jour de la "
            "commission : un dossier modifié depuis n'y est plus exactement ce qu'elle a vu.",
        ]
        if seuils_du_territoire(self._epci, self._le) is None:
            said.append("Aucun arrêté ne fixe le premier quartile de revenus de ce territoire : il n'est pas mesuré.")
        if len(self._versions) == 1:
            said.append("Aucune autre grille n'est en vigueur dans ce territoire : rien n'est comparé.")
        if stocke.profils.height == 0:
            said.append("Aucune demande active ne souhaite ce territoire.")
        return said


def _nobody(version: VersionDeGrille, le: date) -> tuple[pl.DataFrame, Stocke]:
    vide = Stocke(profils=pl.DataFrame(schema=PROFILS), souhaits=pl.DataFrame(schema=SOUHAITS), communes=())
    masse = EvaluateurEnMasse(version.contenu)
    stock = Stock.de([], masse.champs)
    return evaluer(masse, stock, vide.profils["mutation"], Population.TOUS, le), vide


def _groupe(dalo: bool, labels: Sequence[str]) -> GroupePrioritaire:
    if dalo:
        return GroupePrioritaire.DALO
    if any(label.startswith("L441_1") for label in labels):
        return GroupePrioritaire.L441_1
    return GroupePrioritaire.AUTRE
