"""Le dictionnaire des données : les colonnes d'un fichier de demandes, lues du formulaire lui-même."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.demandes.codes import MotifRadiation, NatureDossier
from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.parametres import PARAMETRES as LIMITES
from domain.demandes.rules.controles.longueurs import longueur_du_champ
from domain.demandes.sources import Source
from domain.imports.parametres import repetitions
from domain.kernel.nomenclature import Choix, Nomenclature
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Enregistrement(ReadModel):
    """Ce que le fichier dit de la demande elle-même, à côté du formulaire."""

    modifiee_le: datetime
    """Dernière modification à la source. Une demande déjà connue n'est changée que si cette date est plus récente."""
    numero_unique: str | None = None
    """Numéro unique déjà attribué. Sans lui, la demande entre comme brouillon, à valider par un guichet."""
    reference_externe: str | None = None
    """Référence dans le logiciel d'origine, par laquelle l'organisme la retrouve. Obligatoire sans numéro unique."""
    deposee_le: date | None = None
    """Date de dépôt : l'ancienneté part de là. Obligatoire avec un numéro unique."""
    renouvelee_le: date | None = None
    """Date du dernier renouvellement."""
    radiee_le: date | None = None
    """Date de radiation, pour une demande qui n'est plus active."""
    motif_radiation: MotifRadiation | None = None
    """Motif de la radiation. Obligatoire avec une date de radiation."""
    nature: NatureDossier = NatureDossier.STANDARD
    """Nature du dossier."""
    dalo: bool = False
    """La demande est reconnue prioritaire au titre du droit au logement opposable."""
    source: Source | None = None
    """Qui a fourni ce que la ligne change ; absent, ce que dit pour tout le fichier l'agent qui l'applique."""
    accord_le: date | None = None
    """Le jour où la personne a donné son accord à ce qu'un tiers a fourni. Obligatoire quand la source est un tiers."""


class Forme(StrEnum):
    """Comment une case s'écrit."""

    TEXTE = "texte"
    ENTIER = "entier"
    DATE = "date"
    INSTANT = "date et heure"
    OUI_NON = "oui ou non"
    CODE = "code"
    CODES = "codes séparés par |"
    TEXTES = "textes séparés par |"
    PERSONNE = "personne"
    NIR = "numéro de sécurité sociale"


EXEMPLES: dict[Forme, str] = {
    Forme.DATE: "AAAA-MM-JJ",
    Forme.INSTANT: "AAAA-MM-JJ ou AAAA-MM-JJTHH:MM:SS, heure de Paris",
    Forme.OUI_NON: "oui ou non",
    Forme.CODES: "du plus important au moins important, par exemple 09|13",
    Forme.PERSONNE: "demandeur, codemandeur 1, occupant 2… ; vide pour le foyer",
    Forme.NIR: "15 caractères ; il est chiffré dès la lecture et ne ressort jamais",
}
"""Ce qu'il faut savoir pour remplir la case."""


@dataclass(frozen=True, slots=True)
class Feuille:
    """Une case."""

    forme: Forme
    codes: type[Nomenclature] | None = None


@dataclass(frozen=True, slots=True)
class Champ:
    nom: str
    """L'attribut."""
    colonne: str
    noeud: "Noeud"
    requis: bool
    description: str


@dataclass(frozen=True, slots=True)
class Rubrique:
    """Des cases qui font un objet du formulaire."""

    type: type
    champs: tuple[Champ, ...]
    identifiee: bool
    """L'objet a un identifiant, que l'import lui donne."""
    avec_nir: bool


@dataclass(frozen=True, slots=True)
class Suite:
    """Une rubrique qui se répète : `occupants.1`, `occupants.2`…"""

    rubrique: Rubrique


Noeud = Feuille | Rubrique | Suite

_SIMPLES: dict[type, Forme] = {
    str: Forme.TEXTE,
    int: Forme.ENTIER,
    date: Forme.DATE,
    datetime: Forme.INSTANT,
    bool: Forme.OUI_NON,
}


@cache
def rubrique(type_: type) -> Rubrique:
    """Les cases d'un objet du formulaire, dans l'ordre de ses attributs."""
    types, dites = get_type_hints(type_), descriptions(type_)
    champs = []
    for champ in fields(type_):
        if champ.name == "id" or champ.metadata.get("du_fichier"):
            continue
        personne = champ.name.endswith("_id")
        noeud: Noeud = Feuille(Forme.PERSONNE) if personne else _noeud(types[champ.name])
        defaut = champ.default is not MISSING or champ.default_factory is not MISSING
        champs.append(
            Champ(
                nom=champ.name,
                colonne=champ.name.removesuffix("_id"),
                noeud=noeud,
                requis=not defaut,
                description=dites.get(champ.name, ""),
            )
        )
    return Rubrique(type=type_, champs=tuple(champs), identifiee="id" in types, avec_nir=issubclass(type_, Personne))


def _noeud(type_: Any) -> Noeud:
    type_ = _sans_none(type_)
    if get_origin(type_) is tuple:
        contenu = get_args(type_)[0]
        if is_dataclass(contenu) and isinstance(contenu, type):
            return Suite(rubrique(contenu))
        if issubclass(contenu, Nomenclature):
            return Feuille(Forme.CODES, contenu)
        return Feuille(Forme.TEXTES)
    if is_dataclass(type_) and isinstance(type_, type):
        return rubrique(type_)
    if isinstance(type_, type) and issubclass(type_, Nomenclature):
        return Feuille(Forme.CODE, type_)
    return Feuille(_SIMPLES[type_])


def _sans_none(type_: Any) -> Any:
    if get_origin(type_) in (Union, UnionType):
        [seul] = [t for t in get_args(type_) if t is not NoneType]
        return seul
    return type_


@cache
def descriptions(type_: type) -> dict[str, str]:
    """La phrase écrite sous chaque attribut, les hérités compris."""
    trouvees: dict[str, str] = {}
    for classe in reversed(type_.__mro__):
        if not is_dataclass(classe):
            continue
        [corps] = ast.parse(textwrap.dedent(inspect.getsource(classe))).body
        assert isinstance(corps, ast.ClassDef)
        attribut = None
        for ligne in corps.body:
            if attribut and isinstance(ligne, ast.Expr) and isinstance(ligne.value, ast.Constant):
                trouvees[attribut] = " ".join(str(ligne.value.value).split())
            champ = isinstance(ligne, ast.AnnAssign) and isinstance(ligne.target, ast.Name)
            attribut = ligne.target.id if champ else None  # type: ignore[attr-defined]
    return trouvees


ENTETE = rubrique(Enregistrement)
FORMULAIRE = rubrique(Formulaire)


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonneDuFichier(ReadModel):
    """Une colonne du fichier CSV."""

    nom: str
    """Nom exact de la colonne ; `N` est un rang, à partir de 1."""
    description: str
    forme: str
    ecriture: str
    """Comment remplir la case."""
    obligatoire: bool
    """Toujours, ou dès que sa rubrique est remplie."""
    longueur: int | None
    """Caractères au plus."""
    codes: tuple[Choix, ...]
    """Les valeurs permises."""
    repetee: int | None
    """Combien de fois la rubrique peut se répéter."""


def dictionnaire(le: date) -> tuple[ColonneDuFichier, ...]:
    """Toutes les colonnes possibles : il n'y a pas d'autre définition du fichier que celle du formulaire."""
    return (*_colonnes(ENTETE, "", None, le), *_colonnes(FORMULAIRE, "", None, le))


def _colonnes(ou: Rubrique, prefixe: str, repetee: int | None, le: date) -> Iterator[ColonneDuFichier]:
    for champ in ou.champs:
        nom = f"{prefixe}{champ.colonne}"
        if isinstance(champ.noeud, Rubrique):
            yield from _colonnes(champ.noeud, f"{nom}.", repetee, le)
        elif isinstance(champ.noeud, Suite):
            combien = repetitions(champ.colonne, le)
            yield from _colonnes(champ.noeud.rubrique, f"{nom}.N.", combien, le)
        else:
            longueur = longueur_du_champ(ou.type, champ.nom, le, LIMITES)
            yield _colonne(nom, champ.noeud, champ.description, champ.requis, repetee, longueur)
    if ou.avec_nir:
        dite = "Obligatoire pour une personne de nationalité française, hors demande ANRU."
        yield _colonne(f"{prefixe}nir", Feuille(Forme.NIR), dite, False, repetee, None)


def _colonne(
    nom: str, case: Feuille, description: str, requis: bool, repetee: int | None, longueur: int | None
) -> ColonneDuFichier:
    return ColonneDuFichier(
        nom=nom,
        description=description,
        forme=case.forme.value,
        ecriture=EXEMPLES.get(case.forme, ""),
        obligatoire=requis,
        longueur=longueur,
        codes=case.codes.choix() if case.codes else (),
        repetee=repetee,
    )


def colonne_connue(nom: str, le: date) -> bool:
    """Une faute de frappe dans un en-tête ferait perdre une colonne en silence : elle se refuse."""
    return _existe(ENTETE, nom.split("."), le) or _existe(FORMULAIRE, nom.split("."), le)


def _existe(ou: Rubrique, chemin: list[str], le: date) -> bool:
    tete, *reste = chemin
    if tete == "nir" and ou.avec_nir and not reste:
        return True
    champ = next((c for c in ou.champs if c.colonne == tete), None)
    if champ is None:
        return False
    if isinstance(champ.noeud, Feuille):
        return not reste
    if isinstance(champ.noeud, Rubrique):
        return bool(reste) and _existe(champ.noeud, reste, le)
    if len(reste) < 2 or not reste[0].isdecimal():
        return False
    return 1 <= int(reste[0]) <= repetitions(tete, le) and _existe(champ.noeud.rubrique, reste[1:], le)
