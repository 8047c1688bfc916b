"""The rows of a batch of demandes, made from its lines: no question to the database, so in another process.

Everything that the unit of work writes for one: numbers, vault, facts, score, flat rows, history.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Table

from adapters.db import historique
from adapters.db.cotation.faits import fait_rows
from adapters.db.cotation.repository import row_of
from adapters.db.cotation.tables import cotations, faits_de_cotation
from adapters.db.demandes.projection import PROJECTIONS, projected
from adapters.db.demandes.tables import demandes, nirs, numeros_uniques
from adapters.db.historique import historique as history
from adapters.db.historique_masse import RACONTEES
from adapters.db.imports.controle import Coffre
from adapters.db.imports.tables import provenances, references_internes
from adapters.db.lignes import Lignes
from adapters.db.lignes import lignes as rows_of
from adapters.db.referentiel.memory import Communes
from domain.cotation.demande import faits_de_la_demande
from domain.cotation.departage import classements
from domain.cotation.faits import Evenement, Faits, PreuveAdmise, ValidationPosee
from domain.cotation.model import Resultat, VersionDeGrille
from domain.cotation.use_cases import coter
from domain.demandes.codes import EtatDemande
from domain.demandes.model import Demande
from domain.demandes.synthese import Synthese, synthese
from domain.imports.rules.lecture import DemandeLue
from domain.imports.rules.redaction import Redaction, Redigee, creer, mettre_a_jour
from domain.kernel.vocabulary import Nir, NumeroUnique
from domain.pieces.rules.attendues import dossier_complet

Rows = list[tuple[Any, ...]]

ORDER = (
    demandes,
    numeros_uniques,
    nirs,
    *PROJECTIONS,
    cotations,
    faits_de_cotation,
    provenances,
    references_internes,
    history,
)
"""The order that foreign keys accept."""
LUE = TypeAdapter(DemandeLue)


def writing(table: Table) -> Lignes:
    return RACONTEES if table is history else rows_of(table)


@dataclass(frozen=True, slots=True)
class LigneGardee:
    """A line as it waits: its demande in JSON, its social security numbers sealed."""

    numero: int
    cle: str
    empreinte: bytes
    texte: str
    scelles: bytes | None

    @property
    def demande(self) -> DemandeLue:
        return LUE.validate_json(self.texte)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a demande that is already here has beside its form, by its id: a new one has none of it."""

    pieces: dict[UUID, list[PreuveAdmise]] = field(default_factory=dict)
    evenements: dict[UUID, list[Evenement]] = field(default_factory=dict)
    labels: dict[UUID, list[str]] = field(default_factory=dict)
    validations: dict[UUID, list[ValidationPosee]] = field(default_factory=dict)

    def de(self, ids: Collection[UUID]) -> "Beside":
        return Beside(
            {id: self.pieces[id] for id in ids if id in self.pieces},
            {id: self.evenements[id] for id in ids if id in self.evenements},
            {id: self.labels[id] for id in ids if id in self.labels},
            {id: self.validations[id] for id in ids if id in self.validations},
        )


@dataclass(frozen=True, slots=True)
class ALire:
    """A line, with the reference of the demande to create or the row of the one to change."""

    ligne: LigneGardee
    reference: str | None
    connue: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Made:
    """By name of table: a table does not travel from a process to another."""

    fresh: Mapping[str, Rows]
    changed: Rows
    known: Sequence[UUID]
    sequences: Mapping[str, int]
    """The highest number of each series of numéros uniques."""


@dataclass(frozen=True)
class Redacteur:
    redaction: Redaction
    coffre: Coffre
    communes: Communes
    grilles: Sequence[VersionDeGrille]
    today: date

    @cached_property
    def _grids(self) -> Mapping[str, list[VersionDeGrille]]:
        by_epci: dict[str, list[VersionDeGrille]] = defaultdict(list)
        for grille in self.grilles:
            by_epci[grille.epci].append(grille)
        return by_epci

    def made(self, lines: Sequence[ALire], beside: Beside) -> Made:
        """One step for all the lines, then the next: the code of a step stays in the caches of the processor."""
        fresh: dict[Table, Rows] = {table: [] for table in ORDER}
        changed: Rows = []
        known: list[UUID] = []
        sequences: dict[str, int] = defaultdict(int)
        lues = [line.ligne.demande for line in lines]
        redigees = [self._written(line, lue) for line, lue in zip(lines, lues, strict=True)]
        crees = [redigee.demande for redigee in redigees]
        for line, demande in zip(lines, crees, strict=True):
            if line.connue is None:
                fresh[demandes].append(rows_of(demandes).objet(demande))
                fresh[numeros_uniques] += self._number(demande, sequences)
            else:
                demande.version += 1
                changed.append(rows_of(demandes).objet(demande))
                known.append(demande.id)
        self._beside_them(crees, fresh, beside)
        for line, lue, redigee in zip(lines, lues, redigees, strict=True):
            fresh[nirs] += self._sealed(redigee)
            fresh[provenances].append(self._origin(line.ligne, lue, redigee.demande))
            fresh[references_internes] += self._own_reference(lue, redigee.demande)
            told = historique.lines(redigee.demande.pull_events(), self.redaction.auteur, None)
            fresh[history] += (RACONTEES.depuis(one) for one in told)
        return Made({table.name: rows for table, rows in fresh.items()}, changed, known, sequences)

    def _written(self, line: ALire, lue: DemandeLue) -> Redigee:
        ligne, import_id = line.ligne, self.redaction.import_id
        opened = self.coffre.ouvrir(ligne.scelles, import_id, ligne.numero)
        numbers = {UUID(personne): nir for personne, nir in opened.items()}
        if line.connue is not None:
            return mettre_a_jour(lue, numbers, Demande(**line.connue), self.redaction)
        assert line.reference is not None
        return creer(lue, numbers, line.reference, self.redaction)

    def _beside_them(self, written: Sequence[Demande], fresh: dict[Table, Rows], beside: Beside) -> None:
        """Their facts, their points, and the flat rows by which they are found."""
        syntheses = [synthese(d.formulaire, self.today, d.departement) for d in written]
        facts = [self._facts(d, found, beside) for d, found in zip(written, syntheses, strict=True)]
        scores = [self._score(said) for said in facts]
        for demande, said in zip(written, facts, strict=True):
            kept = fait_rows(demande.departement, demande.id, said) if said else ()
            fresh[faits_de_cotation] += (rows_of(faits_de_cotation).depuis(row) for row in kept)
        departages = {grille.id: grille.contenu.departage for grille in self.grilles}
        for demande, found, resultats in zip(written, syntheses, scores, strict=True):
            rows = (row_of(demande.departement, demande.id, resultat) for resultat in resultats)
            fresh[cotations] += map(rows_of(cotations).depuis, rows)
            by_epci = classements(resultats, departages, demande.deposee_le, demande.numero_unique)
            by_commune = {c: by_epci[e] for c in demande.formulaire.communes if (e := self.communes.epci(c)) in by_epci}
            for table, flat in projected(
                demande, self.today, by_commune, self.communes.epci, self.redaction.le, found
            ).items():
                fresh[table] += map(rows_of(table).depuis, flat)

    def _facts(self, demande: Demande, found: Synthese, beside: Beside) -> Faits | None:
        if demande.etat is not EtatDemande.ACTIVE:
            return None
        pieces = beside.pieces.get(demande.id, ())
        return faits_de_la_demande(
            demande,
            self.communes,
            self.today,
            pieces=pieces,
            complet=dossier_complet(demande.formulaire, pieces, self.today),
            evenements=beside.evenements.get(demande.id, ()),
            labels=beside.labels.get(demande.id, ()),
            validations=beside.validations.get(demande.id, ()),
            foyer=found,
        )

    def _score(self, facts: Faits | None) -> Sequence[Resultat]:
        if facts is None:
            return ()
        grids = [g for e in sorted(facts.territoires) for g in self._grids.get(e, ())]
        return coter(grids, facts, self.today) if grids else ()

    def _number(self, demande: Demande, sequences: dict[str, int]) -> Iterator[tuple[Any, ...]]:
        if demande.numero_unique is None:
            return
        numero = NumeroUnique(demande.numero_unique)
        series = f"NU:{numero.territoire}:{numero.mois:%m%y}"
        sequences[series] = max(sequences[series], numero.sequence)
        yield rows_of(numeros_uniques).depuis(
            {
                "numero": demande.numero_unique,
                "departement": demande.departement,
                "attribue_le": demande.validee_le,
            }
        )

    def _sealed(self, redigee: Redigee) -> Iterator[tuple[Any, ...]]:
        demande = redigee.demande
        for personne, nir in redigee.nirs.items():
            yield rows_of(nirs).depuis(
                {
                    "departement": demande.departement,
                    "demande_id": demande.id,
                    "personne_id": personne,
                    "chiffre": self.coffre.chiffre.chiffrer(nir.encode(), f"nir:{demande.id}:{personne}"),
                    "index_aveugle": self.coffre.index(nir),
                    "a_verifier": bool(Nir(nir).alertes()),
                    "depose_le": demande.creee_le,
                }
            )

    def _origin(self, ligne: LigneGardee, lue: DemandeLue, demande: Demande) -> tuple[Any, ...]:
        return rows_of(provenances).depuis(
            {
                "departement": demande.departement,
                "cle": ligne.cle,
                "demande_id": demande.id,
                "modifiee_le": lue.enregistrement.modifiee_le,
                "empreinte": ligne.empreinte,
                "import_id": self.redaction.import_id,
            }
        )

    def _own_reference(self, lue: DemandeLue, demande: Demande) -> Iterator[tuple[Any, ...]]:
        if lue.enregistrement.reference_externe is not None:
            yield rows_of(references_internes).depuis(
                {
                    "departement": demande.departement,
                    "organisme_id": self.redaction.organisme_id,
                    "demande_id": demande.id,
                    "reference": lue.enregistrement.reference_externe,
                }
            )
