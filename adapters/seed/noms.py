"""Names of nobody: ordinary surnames and first names, drawn apart and put together."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files

from adapters.seed.hasard import Hasard
from domain.kernel.codes import Sexe
from domain.kernel.text import normaliser_nom

DOMAINE = "exemple.test"
"""Reserved by RFC 2606: no message can ever be delivered there."""

_GENERATIONS = ((date(1960, 1, 1), "avant"), (date(1985, 1, 1), "milieu"), (date(2005, 1, 1), "jeune"))


def lignes(fichier: str) -> list[str]:
    contenu = files("adapters.seed").joinpath(f"donnees/{fichier}").read_text("utf-8")
    return [line for line in contenu.splitlines() if line and not line.startswith("#")]


def rubriques(fichier: str) -> Mapping[str, list[str]]:
    """The lines of a file, by the bracketed title above them."""
    found: dict[str, list[str]] = {}
    courante: list[str] = []
    for line in lignes(fichier):
        if line.startswith("["):
            courante = found.setdefault(line.strip("[]"), [])
        else:
            courante.append(line)
    return found


@cache
def noms() -> Sequence[str]:
    return [mot.replace("_", " ") for line in lignes("noms.txt") for mot in line.split()]


@cache
def _prenoms() -> Mapping[Sexe, Mapping[str, Sequence[str]]]:
    return {
        sexe: {titre: [p for line in lus for p in line.split()] for titre, lus in rubriques(fichier).items()}
        for sexe, fichier in ((Sexe.FEMININ, "prenoms_femmes.txt"), (Sexe.MASCULIN, "prenoms_hommes.txt"))
    }


def prenom(hasard: Hasard, sexe: Sexe, ne_le: date) -> str:
    generation = next((nom for avant, nom in _GENERATIONS if ne_le < avant), "enfant")
    return hasard.un(_prenoms()[sexe][generation])


@cache
def en_adresse(nom: str) -> str:
    """« Le Goff » gives « le-goff »."""
    return normaliser_nom(nom).lower().replace(" ", "-")


def courriel(hasard: Hasard, prenom: str, nom: str) -> str:
    return f"{en_adresse(prenom)}.{en_adresse(nom)}{hasard.entre(1, 999)}@{DOMAINE}"


def mobile(hasard: Hasard) -> str:
    """In the range that Arcep keeps for fiction."""
    return f"063998{hasard.entre(0, 9999):04d}"


def fixe(hasard: Hasard) -> str:
    """In the range that Arcep keeps for fiction, west of France."""
    return f"026191{hasard.entre(0, 9999):04d}"
