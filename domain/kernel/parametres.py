"""Les paramètres datés : tout seuil, délai, montant ou liste, avec sa période et sa source.

Un fichier TOML par thème ; chaque clé porte une suite de versions qui se succèdent sans trou.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

Valeur = object
"""Un nombre, un texte, un booléen, une liste ou un tableau : ce que TOML sait dire."""

CHAMPS: Final = frozenset(
    {"valable_du", "valable_au", "valeur", "montants", "reference", "url", "statut", "departement"}
)
STATUTS: Final = frozenset({"verifie", "a_verifier"})


class ParametreInvalide(ValueError):
    """Le fichier de paramètres ne peut pas servir : il faut le corriger avant de démarrer."""


class ParametreAbsent(LookupError):
    """Aucune version du paramètre ne couvre cette date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValeurDatee:
    """La valeur d'un paramètre pendant une période, et le texte qui la fixe."""

    cle: str
    valeur: Valeur
    valable_du: date
    valable_au: date | None = None
    """Dernier jour compris ; absent, jusqu'à nouvel ordre."""
    reference: str
    url: str | None = None
    a_verifier: bool = False
    """Vrai tant que la valeur n'a pas été relue sur le texte officiel."""
    departement: str | None = None
    """Absent, la valeur est nationale."""
    _entrees: "dict[str, ValeurDatee]" = field(default_factory=dict, init=False, repr=False, compare=False)

    def vaut_le(self, le: date) -> bool:
        return self.valable_du <= le and (self.valable_au is None or le <= self.valable_au)

    def entier(self) -> int:
        if isinstance(self.valeur, int) and not isinstance(self.valeur, bool):
            return self.valeur
        raise self._attendu("un nombre entier")

    def decimal(self) -> Decimal:
        if isinstance(self.valeur, Decimal | int) and not isinstance(self.valeur, bool):
            return Decimal(self.valeur)
        raise self._attendu("un nombre")

    def booleen(self) -> bool:
        if isinstance(self.valeur, bool):
            return self.valeur
        raise self._attendu("vrai ou faux")

    def texte(self) -> str:
        if isinstance(self.valeur, str):
            return self.valeur
        raise self._attendu("un texte")

    def textes(self) -> tuple[str, ...]:
        if isinstance(self.valeur, tuple):
            return tuple(str(element) for element in self.valeur)
        raise self._attendu("une liste")

    def tableau(self) -> Mapping[str, Valeur]:
        if isinstance(self.valeur, MappingProxyType):
            return self.valeur
        raise self._attendu("un tableau")

    def entree(self, nom: str) -> "ValeurDatee":
        """Une ligne du tableau, avec la même période et la même source."""
        trouvee = self._entrees.get(nom)
        if trouvee is None:
            tableau = self.tableau()
            if nom not in tableau:
                raise ParametreAbsent(f"Le paramètre {self.cle} ne dit rien de « {nom} ».")
            # gardée : la lecture la plus fréquente de toutes
            trouvee = self._entrees[nom] = replace(self, cle=f"{self.cle}.{nom}", valeur=tableau[nom])
        return trouvee

    def _attendu(self, quoi: str) -> ParametreInvalide:
        return ParametreInvalide(f"Le paramètre {self.cle} devrait être {quoi}, il vaut {self.valeur!r}.")


class Parametres:
    """Tous les paramètres d'un module, prêts à répondre pour n'importe quelle date."""

    def __init__(self, versions: Mapping[tuple[str, str | None], tuple[ValeurDatee, ...]]) -> None:
        self._versions = versions
        # Une demande lue pose cinquante fois les mêmes questions, du même jour.
        self._cherche = lru_cache(maxsize=4096)(self._choisit)

    def __iter__(self) -> Iterator[ValeurDatee]:
        for suite in self._versions.values():
            yield from suite

    @property
    def cles(self) -> frozenset[str]:
        return frozenset(cle for cle, _ in self._versions)

    def en_vigueur(self, le: date, departement: str) -> Iterator[ValeurDatee]:
        """Tout ce qui vaut ce jour-là dans ce département : deux jours où rien n'en diffère se calculent pareil."""
        for cle in sorted(self.cles):
            if (trouvee := self.cherche(cle, le, departement)) is not None:
                yield trouvee

    def cherche(self, cle: str, le: date, departement: str | None = None) -> ValeurDatee | None:
        """La valeur du département s'il en a une, sinon la valeur nationale, sinon rien."""
        return self._cherche(cle, le, departement)

    def _choisit(self, cle: str, le: date, departement: str | None) -> ValeurDatee | None:
        if departement is not None:
            propre = self._en_vigueur((cle, departement), le)
            if propre is not None:
                return propre
        return self._en_vigueur((cle, None), le)

    def a_la_date(self, cle: str, le: date, departement: str | None = None) -> ValeurDatee:
        """La valeur en vigueur ce jour-là. Une date que rien ne couvre est une erreur, jamais un zéro."""
        trouvee = self.cherche(cle, le, departement)
        if trouvee is None:
            ou = f" pour le département {departement}" if departement else ""
            raise ParametreAbsent(f"Le paramètre {cle} n'a pas de valeur au {le.isoformat()}{ou}.")
        return trouvee

    def _en_vigueur(self, cle: tuple[str, str | None], le: date) -> ValeurDatee | None:
        return next((v for v in self._versions.get(cle, ()) if v.vaut_le(le)), None)


@cache
def charger(dossier: Path) -> Parametres:
    """Les paramètres de tous les fichiers TOML d'un dossier, lus une fois pour toutes."""
    fichiers = sorted(dossier.glob("*.toml"))
    if not fichiers:
        raise ParametreInvalide(f"Aucun fichier de paramètres dans {dossier.name}.")
    return _assemble(v for f in fichiers for v in _versions(f.read_text(encoding="utf-8"), f.name))


def lire(texte: str) -> Parametres:
    """Refuse une valeur sans date ni source, deux valeurs pour un même jour et un jour sans valeur."""
    return _assemble(_versions(texte, "texte"))


def _versions(texte: str, origine: str) -> Iterator[ValeurDatee]:
    try:
        contenu = tomllib.loads(texte, parse_float=Decimal)
    except tomllib.TOMLDecodeError as erreur:
        raise ParametreInvalide(f"{origine} est mal écrit : {erreur}") from erreur
    for cle, ligne in _lignes(contenu, ()):
        yield _version(cle, ligne)


def _assemble(versions: Iterable[ValeurDatee]) -> Parametres:
    suites: dict[tuple[str, str | None], list[ValeurDatee]] = {}
    for version in versions:
        suites.setdefault((version.cle, version.departement), []).append(version)
    return Parametres({cle: _suite(suite) for cle, suite in suites.items()})


def _lignes(contenu: Mapping[str, object], chemin: tuple[str, ...]) -> Iterator[tuple[str, Mapping[str, object]]]:
    for nom, valeur in contenu.items():
        cle = ".".join((*chemin, nom))
        if isinstance(valeur, dict):
            yield from _lignes(valeur, (*chemin, nom))
        elif isinstance(valeur, list) and valeur and all(isinstance(ligne, dict) for ligne in valeur):
            for ligne in valeur:
                yield cle, ligne
        else:
            raise ParametreInvalide(f"{cle} : une valeur doit porter ses dates et sa référence.")


def _version(cle: str, ligne: Mapping[str, object]) -> ValeurDatee:
    inconnus = set(ligne) - CHAMPS
    if inconnus:
        raise ParametreInvalide(f"{cle} : champ inconnu {', '.join(sorted(inconnus))}.")
    reference = ligne.get("reference")
    if not isinstance(reference, str) or not reference.strip():
        raise ParametreInvalide(f"{cle} : la référence du texte manque.")
    debut, fin = ligne.get("valable_du"), ligne.get("valable_au")
    if type(debut) is not date or (fin is not None and type(fin) is not date):
        raise ParametreInvalide(f"{cle} : valable_du et valable_au sont des dates.")
    if fin is not None and fin < debut:
        raise ParametreInvalide(f"{cle} : la période du {debut} finit avant de commencer.")
    if ("valeur" in ligne) == ("montants" in ligne):
        raise ParametreInvalide(f"{cle} : il faut « valeur » ou « montants », et un seul des deux.")
    statut = ligne.get("statut", "verifie")
    if statut not in STATUTS:
        raise ParametreInvalide(f"{cle} : statut inconnu « {statut} ».")
    url, departement = ligne.get("url"), ligne.get("departement")
    return ValeurDatee(
        cle=cle,
        valeur=_fige(ligne.get("valeur", ligne.get("montants"))),
        valable_du=debut,
        valable_au=fin,
        reference=reference,
        url=None if url is None else str(url),
        a_verifier=statut == "a_verifier",
        departement=None if departement is None else str(departement),
    )


def _suite(versions: list[ValeurDatee]) -> tuple[ValeurDatee, ...]:
    suite = tuple(sorted(versions, key=lambda version: version.valable_du))
    for avant, apres in pairwise(suite):
        if avant.valable_au is None or avant.valable_au >= apres.valable_du:
            raise ParametreInvalide(f"{avant.cle} : deux valeurs pour le {apres.valable_du}.")
        if avant.valable_au + timedelta(days=1) != apres.valable_du:
            raise ParametreInvalide(f"{avant.cle} : aucune valeur entre {avant.valable_au} et {apres.valable_du}.")
    return suite


def _fige(valeur: object) -> Valeur:
    if isinstance(valeur, dict):
        return MappingProxyType({nom: _fige(contenu) for nom, contenu in valeur.items()})
    if isinstance(valeur, list):
        return tuple(_fige(element) for element in valeur)
    return valeur
