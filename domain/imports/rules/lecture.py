"""D'une ligne de texte au formulaire : chaque case se lit selon le dictionnaire, ou dit ce qui ne va pas."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from domain.demandes.formulaire import Formulaire, Personne
from domain.demandes.rules.nir import incoherences_nir
from domain.imports.parametres import repetitions
from domain.imports.rules.dictionnaire import ENTETE, FORMULAIRE, Champ, Enregistrement, Feuille, Forme, Rubrique, Suite
from domain.kernel.calendrier import PARIS
from domain.kernel.errors import DomainError
from domain.kernel.identifiers import new_id
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.read_model import ReadModel
from domain.kernel.vocabulary import Nir

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomalie(ReadModel):
    """Ce qui empêche une ligne d'entrer. La valeur elle-même n'est jamais répétée."""

    champ: str
    """La colonne."""
    code: str
    message: str
    """Ce qui ne va pas et comment le réparer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneBrute:
    """Une demande du fichier, telle qu'elle est écrite : ses cases non vides, par nom de colonne."""

    numero: int
    """Rang dans le fichier : la première ligne de données porte le numéro 2, comme dans un tableur."""
    cases: Mapping[str, str] = field(repr=False)
    defaut: Anomalie | None = None
    """Ce qui empêche de la lire, avant même ses cases."""
    reprise: str | None = None
    """La ligne rejetée d'un import précédent que celle-ci corrige."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandeLue:
    """Une demande du fichier, comprise."""

    enregistrement: Enregistrement
    formulaire: Formulaire


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneLue:
    brute: LigneBrute
    demande: DemandeLue | None
    nirs: Mapping[UUID, str] = field(repr=False)
    """Par personne ; jamais gardés en clair."""
    anomalies: tuple[Anomalie, ...]


NIR_CONSERVE = "conservé"
"""Ce que le fichier des rejets écrit à la place d'un numéro de sécurité sociale, et qui le fait retrouver."""


def a_retrouver(brute: LigneBrute) -> bool:
    return brute.reprise is not None and NIR_CONSERVE in brute.cases.values()


def avec_ses_nirs(brute: LigneBrute, conserves: Mapping[str, str]) -> LigneBrute:
    """La ligne corrigée reprend les numéros que la ligne rejetée portait, colonne par colonne."""
    cases = {k: conserves.get(k, v) if v == NIR_CONSERVE else v for k, v in brute.cases.items()}
    return replace(brute, cases=cases)


DESIGNENT = ("numero_unique", "reference_externe")
"""Les colonnes qui disent de quelle demande parle une ligne."""


def a_la_forme_d_un_nir(texte: str) -> bool:
    """Même d'une clé fausse : des cases décalées le mettraient là où l'on attend une référence."""
    return Nir.FORME.fullmatch("".join(texte.split()).upper()) is not None


class CaseInvalide(ValueError):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def lire_ligne(brute: LigneBrute, le: date) -> LigneLue:
    """La demande de la ligne, ou toutes les cases à corriger."""
    if brute.defaut is not None:
        return LigneLue(brute=brute, demande=None, nirs={}, anomalies=(brute.defaut,))
    lecture = _Lecture(brute.cases, le)
    enregistrement = lecture.objet(ENTETE, "", Enregistrement)
    formulaire = lecture.objet(FORMULAIRE, "", Formulaire)
    lue = None
    if enregistrement is not None and formulaire is not None and not lecture.anomalies:
        lue = DemandeLue(enregistrement=enregistrement, formulaire=formulaire)
    return LigneLue(brute=brute, demande=lue, nirs=lecture.nirs, anomalies=tuple(lecture.anomalies))


class _Lecture:
    """Les cases d'une seule ligne, et ce que l'on en a déjà compris."""

    def __init__(self, cases: Mapping[str, str], le: date) -> None:
        self._cases = cases
        self._le = le
        self._remplies = {prefixe for colonne in cases for prefixe in _prefixes(colonne)}
        self._personnes: dict[str, UUID] = {}
        self.nirs: dict[UUID, str] = {}
        self.anomalies: list[Anomalie] = []

    def objet(self, ou: Rubrique, prefixe: str, attendu: type[T]) -> T | None:
        """Rien quand une case obligatoire manque ou ne se lit pas : l'anomalie est notée."""
        valeurs: dict[str, Any] = {}
        if ou.identifiee:
            valeurs["id"] = self._identifier(prefixe)
        avant = len(self.anomalies)
        for champ in ou.champs:
            trouvee = self._champ(champ, prefixe + champ.colonne)
            if trouvee is not None:
                valeurs[champ.nom] = trouvee
            elif champ.requis and champ.noeud == _TEXTE:
                valeurs[champ.nom] = ""  # les contrôles de la saisie diront s'il le faut
            elif champ.requis:
                self._noter(
                    prefixe + champ.colonne,
                    "champ-obligatoire",
                    "Remplissez cette case : sa rubrique ne se lit pas sans elle.",
                )
        if len(self.anomalies) > avant:
            return None
        fait = ou.type(**valeurs)
        if ou.avec_nir:
            self._nir(f"{prefixe}nir", fait)
        return fait  # type: ignore[no-any-return]

    def _champ(self, champ: Champ, colonne: str) -> Any:
        noeud = champ.noeud
        if isinstance(noeud, Feuille):
            texte = self._cases.get(colonne)
            if texte is None:
                return None
            try:
                return self._case(noeud, texte)
            except CaseInvalide as faute:
                self._noter(colonne, faute.code, faute.message)
                # Une case illisible n'est pas une case vide : une seule anomalie la dit.
                return _ILLISIBLE
        if isinstance(noeud, Suite):
            return self._suite(noeud, colonne)
        return self.objet(noeud, f"{colonne}.", noeud.type) if colonne in self._remplies else None

    def _suite(self, suite: Suite, colonne: str) -> tuple[Any, ...] | None:
        if colonne not in self._remplies:
            return None
        rangs = range(1, repetitions(colonne.rpartition(".")[2], self._le) + 1)
        lus = [
            self.objet(suite.rubrique, f"{colonne}.{rang}.", suite.rubrique.type)
            for rang in rangs
            if f"{colonne}.{rang}" in self._remplies
        ]
        return tuple(lus)

    def _case(self, case: Feuille, texte: str) -> Any:
        if _INTERDITS.search(texte):
            raise CaseInvalide("caractere-interdit", "Cette case contient un caractère de commande : retapez-la.")
        if case.codes is not None:
            codes = _codes(case.codes)
            if case.forme is Forme.CODES:
                return tuple(_code(codes, un.strip()) for un in texte.split("|"))
            return _code(codes, texte)
        if case.forme is Forme.PERSONNE:
            return self._personne(texte)
        return _LIRE[case.forme](texte)

    def _identifier(self, prefixe: str) -> UUID:
        """« demandeur », « codemandeur 1 », « occupant 2 » : ainsi les autres colonnes désignent une personne."""
        collection, _, rang = prefixe.rstrip(".").rpartition(".")
        nom = f"{collection.removesuffix('s')} {rang}" if collection and rang.isdecimal() else prefixe.rstrip(".")
        return self._personnes.setdefault(nom, new_id())

    def _personne(self, texte: str) -> UUID:
        trouvee = self._personnes.get(texte.lower())
        if trouvee is None:
            raise CaseInvalide(
                "personne-inconnue", "Écrivez « demandeur », « codemandeur 1 » ou « occupant 1 », présent sur la ligne."
            )
        return trouvee

    def _nir(self, colonne: str, personne: Personne) -> None:
        texte = self._cases.get(colonne)
        if texte is None:
            return
        try:
            nir = Nir.lire(texte)
        except DomainError as faute:
            self._noter(colonne, faute.code, faute.message)
            return
        for raison in incoherences_nir(personne, nir):
            self._noter(colonne, raison.code, f"{raison.phrase} Corrigez l'un ou l'autre.")
        self.nirs[personne.id] = nir.valeur

    def _noter(self, colonne: str, code: str, message: str) -> None:
        self.anomalies.append(Anomalie(champ=colonne, code=code, message=message))


_ILLISIBLE = object()
_TEXTE = Feuille(Forme.TEXTE)
_INTERDITS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_PREFIXES: dict[str, tuple[str, ...]] = {}


def _prefixes(colonne: str) -> tuple[str, ...]:
    """« demandeur.adresse.voie » remplit « demandeur » et « demandeur.adresse »."""
    connus = _PREFIXES.get(colonne)
    if connus is None:
        parties = colonne.split(".")
        connus = tuple(".".join(parties[:n]) for n in range(1, len(parties)))
        if len(_PREFIXES) < 10_000:
            _PREFIXES[colonne] = connus
    return connus


@cache
def _codes(nomenclature: type[Nomenclature]) -> Mapping[str, Nomenclature]:
    return {membre.value: membre for membre in nomenclature}


def _code(codes: Mapping[str, Nomenclature], texte: str) -> Nomenclature:
    trouve = codes.get(texte) or codes.get(texte.upper())
    if trouve is None:
        permis = ", ".join(codes) if len(codes) <= 12 else "ceux du dictionnaire"
        raise CaseInvalide("code-inconnu", f"Ce code n'est pas dans la liste : {permis}.")
    return trouve


def _entier(texte: str) -> int:
    try:
        return int(re.sub(r"[\s\u202f]", "", texte))
    except ValueError:
        raise CaseInvalide("nombre-illisible", "Écrivez un nombre entier, sans centimes ni unité.") from None


def _date(texte: str) -> date:
    try:
        if len(texte) != 10:
            raise ValueError
        return date.fromisoformat(texte)
    except ValueError:
        raise CaseInvalide("date-illisible", "Écrivez la date sous la forme AAAA-MM-JJ.") from None


def _instant(texte: str) -> datetime:
    try:
        lu = datetime.fromisoformat(texte)
    except ValueError:
        raise CaseInvalide("date-illisible", "Écrivez la date et l'heure sous la forme AAAA-MM-JJTHH:MM:SS.") from None
    return lu if lu.tzinfo else lu.replace(tzinfo=PARIS)


_OUI = {"oui": True, "o": True, "1": True, "true": True, "non": False, "n": False, "0": False, "false": False}


def _oui_non(texte: str) -> bool:
    lu = _OUI.get(texte.lower())
    if lu is None:
        raise CaseInvalide("oui-ou-non", "Écrivez « oui » ou « non ».")
    return lu


def _textes(texte: str) -> tuple[str, ...]:
    return tuple(un.strip() for un in texte.split("|") if un.strip())


_LIRE = {
    Forme.TEXTE: lambda texte: texte,
    Forme.ENTIER: _entier,
    Forme.DATE: _date,
    Forme.INSTANT: _instant,
    Forme.OUI_NON: _oui_non,
    Forme.TEXTES: _textes,
}
