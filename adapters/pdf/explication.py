"""The points, the place and the wait of a demande as a tagged PDF: what the screens say, on paper."""

import asyncio
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from domain.cotation.attente import AttenteVue
from domain.cotation.phrases import points
from domain.cotation.queries import BlocExplique, Cotation
from domain.kernel.francais import jour

TEMPLATE = Path(__file__).with_name("explication.typ")


class ExplicationPdf:
    """Fonts are scanned once; a compiler serves one thread at a time."""

    def __init__(self) -> None:
        self._one_at_a_time = Lock()

    async def __call__(self, cotations: Sequence[Cotation], attente: AttenteVue) -> bytes:
        return await asyncio.to_thread(self._compile, cotations, attente)

    @cached_property
    def _compiler(self) -> typst.Compiler:
        return typst.Compiler(str(TEMPLATE))

    def _compile(self, cotations: Sequence[Cotation], attente: AttenteVue) -> bytes:
        given = json.dumps(words(cotations, attente), ensure_ascii=False)
        with self._one_at_a_time:
            pdf = self._compiler.compile(format="pdf", sys_inputs={"explication": given}, pdf_standards=["ua-1"])
        assert isinstance(pdf, bytes)
        return pdf


def words(cotations: Sequence[Cotation], attente: AttenteVue) -> dict[str, Any]:
    """Every sentence of the document, as the screens say it; the template only lays it out."""
    return {
        "territoires": [_territoire(cotation) for cotation in cotations],
        "attente": [attente.absente.phrase] if attente.absente else [e.phrase for e in attente.estimations],
        "avertissement": attente.avertissement,
        "fiabilite": attente.fiabilite.phrase if attente.fiabilite else None,
        "methode": attente.methode,
    }


def _territoire(cotation: Cotation) -> dict[str, Any]:
    total = None if cotation.points_verifies is None else points(cotation.points_verifies)
    return {
        "nom": cotation.epci_nom,
        "grille": f"{cotation.grille}, version {cotation.version_grille}. Calcul du {jour(cotation.calculee_le)}.",
        "statut": cotation.statut_libelle,
        "total": total,
        "hors_cotation": cotation.hors_cotation.phrase if cotation.hors_cotation else None,
        "avertissement": cotation.avertissement,
        "positions": [f"{p.phrase} {p.perimetre}" for p in cotation.positions],
        "leviers": [levier.phrase for levier in cotation.ce_qui_changerait],
        "blocs": [_bloc(bloc) for bloc in cotation.blocs],
    }


def _bloc(bloc: BlocExplique) -> dict[str, Any]:
    return {
        "libelle": bloc.libelle,
        "points": points(bloc.points),
        "explication": bloc.explication,
        "lignes": [
            {
                "libelle": ligne.libelle,
                "lu": ligne.valeur_lue,
                "source": ligne.source,
                "explication": ligne.explication
                + (f" Jusqu'au {jour(ligne.expire_le)}." if ligne.expire_le else "")
                + (f" {ligne.base_legale}." if ligne.base_legale else ""),
                "preuves": [preuve.phrase for preuve in ligne.preuves],
                "declares": points(ligne.points_declares),
                "retenus": points(ligne.points_retenus),
            }
            for ligne in bloc.lignes
            if ligne.points_declares or ligne.points
        ],
    }
