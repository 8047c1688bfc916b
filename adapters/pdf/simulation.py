"""The report of a simulation as a tagged PDF: the figures of the screen, for the conférence intercommunale."""

from collections.abc import Sequence
from typing import Any

from adapters.pdf.gabarit import Gabarit
from domain.cotation.phrases import MOINS
from domain.cotation.simulation.queries import SimulationVue
from domain.cotation.simulation.rapport import Deplacement, MenageDeplace, Mesures, Rapport, TrancheDePoints
from domain.cotation.simulation.rules import dire, pour_cent
from domain.kernel.francais import jour, nombre

TU = "secret"


class SimulationPdf:
    def __init__(self) -> None:
        self._gabarit = Gabarit("simulation.typ")

    async def __call__(self, simulation: SimulationVue, rapport: Rapport) -> bytes:
        return await self._gabarit.imprimer(words(simulation, rapport))


def words(simulation: SimulationVue, rapport: Rapport) -> dict[str, Any]:
    """Every figure of the report; the template only lays it out."""
    mesurees = [m for m in (rapport.simulee, rapport.comparee) if m is not None]
    return {
        "titre": f"{simulation.epci_nom} : {simulation.grille}",
        "sous": f"Simulation du {jour(rapport.le)} sur {nombre(rapport.demandes)} demandes actives. "
        "Rien n'a été changé.",
        "avertissements": rapport.avertissements,
        "grilles": [
            f"{m.grille.epci_nom}, {m.grille.libelle}, version {m.grille.version_grille} ({m.grille.statut_libelle})"
            for m in mesurees
        ],
        "ensemble": _ensemble(mesurees),
        "repartition": [
            [
                f"{_compte(t.de)} à {_compte(t.a)}",
                _compte(t.simulee),
                *([_compte(t.comparee)] if rapport.comparee else []),
            ]
            for t in rapport.repartition
        ],
        "dessin": dessin(rapport.repartition, grilles=len(mesurees)),
        "contributions": [
            [
                c.bloc,
                c.libelle,
                _compte(c.demandes),
                _dire(c.moyenne),
                _part(c.part_des_points),
                _part(c.part_de_variance),
            ]
            for c in rapport.simulee.contributions
        ],
        "garde_fous": [
            [g.libelle, {True: "tenu", False: "non tenu", None: "non mesuré"}[g.tenu], g.phrase, g.reference]
            for g in rapport.simulee.garde_fous
        ],
        "rejeu": _rejeu(mesurees),
        "deplacements": [
            [" ".join(filter(None, (d.groupe_libelle, d.typologie, d.commune_nom))), *_deplace(d)]
            for d in (*rapport.par_groupe, *rapport.par_typologie, *rapport.par_commune)
        ],
        "gagnants": menages_deplaces(rapport.gagnants),
        "perdants": menages_deplaces(rapport.perdants),
        "pied": f"« secret » : moins de {rapport.petit_groupe} ménages. Graine {rapport.graine}, stock "
        f"{rapport.empreinte_du_stock[:12]}, grille {rapport.simulee.grille.empreinte[:12]}.",
    }


def _ensemble(mesurees: Sequence[Mesures]) -> list[list[str]]:
    ensembles = [m.ensemble for m in mesurees]
    return [
        ["Demandes cotées", *(nombre(e.cotees) for e in ensembles)],
        ["Hors cotation", *(nombre(e.hors_cotation) for e in ensembles)],
        ["Provisoires : une preuve est attendue", *(nombre(e.provisoires) for e in ensembles)],
        ["À zéro point", *(f"{nombre(e.a_zero)} ({_part(e.part_a_zero)})" for e in ensembles)],
        ["À égalité avec une autre", *(f"{nombre(e.ex_aequo)} ({_part(e.part_ex_aequo)})" for e in ensembles)],
        ["Plus petit total", *(_compte(e.minimum, "—") for e in ensembles)],
        ["Médiane", *(_dire(e.mediane) for e in ensembles)],
        ["Moyenne", *(_dire(e.moyenne) for e in ensembles)],
        ["Plus grand total", *(_compte(e.maximum, "—") for e in ensembles)],
    ]


def _rejeu(mesurees: Sequence[Mesures]) -> list[list[str]]:
    rejeux = [m.rejeu for m in mesurees]
    return [
        ["Logements comparés", *(nombre(r.biens) for r in rejeux)],
        ["Attributaire premier par les points", *(_part(r.part_attributaire_premier) for r in rejeux)],
        ["Attributaire au-delà du troisième", *(_part(r.part_hors_des_trois) for r in rejeux)],
        ["Accord des classements (tau de Kendall)", *(_dire(r.kendall, 2) for r in rejeux)],
    ]


def dessin(tranches: Sequence[TrancheDePoints], grilles: int) -> list[list[float | None]]:
    """The length of each bar, as a percentage of the longest; none where the figure is a secret."""
    counts = [(t.simulee, t.comparee)[:grilles] for t in tranches]
    longest = max((n for row in counts for n in row if n), default=1)
    return [[None if n is None else round(100 * n / longest, 1) for n in row] for row in counts]


def _deplace(d: Deplacement) -> list[str]:
    return [nombre(d.souhaits), _dire(d.moyen), _part(d.montent), _part(d.descendent)]


def menages_deplaces(menages: Sequence[MenageDeplace]) -> list[list[str]]:
    return [
        [
            m.nom,
            f"{m.personnes} pers., {m.typologie}",
            m.groupe_libelle,
            f"{_compte(m.points_avant)} → {_compte(m.points_apres)}",
            f"{m.rangs:+}".replace("-", MOINS),
        ]
        for m in menages
    ]


def _compte(valeur: int | None, absent: str = TU) -> str:
    return absent if valeur is None else nombre(valeur).replace("-", MOINS)


def _dire(valeur: float | None, decimales: int = 1) -> str:
    if valeur is None:
        return "—"
    return dire(valeur) if decimales == 1 else f"{valeur:.{decimales}f}".replace(".", ",").replace("-", MOINS)


def _part(valeur: float | None) -> str:
    return "—" if valeur is None else pour_cent(valeur)
