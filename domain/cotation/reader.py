"""Strict reading of a JSON document: every refusal says where it stands and how to mend it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Final, TypeVar

from domain.cotation.champs import Nombre
from domain.kernel.errors import ErreurDeChamp

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

NOMBRE_MAXIMUM: Final = 10_000_000
"""Aucun seuil d'une grille n'en approche : au-delà, c'est une faute de frappe."""

PRECISION: Final = Decimal("0.0001")


class Refus(Exception):
    """One element cannot be read; its parent notes it and reads the next one."""

    def __init__(self, chemin: str, code: str, message: str) -> None:
        super().__init__(message)
        self.erreur = ErreurDeChamp(champ=chemin, code=code, message=message)


@dataclass(slots=True)
class Journal:
    """All the refusals of one reading, so that they are mended in one go."""

    erreurs: list[ErreurDeChamp] = field(default_factory=list)

    def noter(self, chemin: str, code: str, message: str) -> None:
        self.erreurs.append(ErreurDeChamp(champ=chemin, code=code, message=message))

    def tenter(self, lire: Callable[[], T]) -> T | None:
        try:
            return lire()
        except Refus as refus:
            self.erreurs.append(refus.erreur)
            return None


def proches(mot: str, connus: list[str]) -> str:
    """« Vouliez-vous dire… » quand une faute de frappe est probable, sinon la liste."""
    candidats = get_close_matches(mot, connus, n=3) or connus
    return f"Possible : {', '.join(candidats)}."


def lire_nombre(brut: object, chemin: str) -> Nombre:
    if isinstance(brut, bool) or not isinstance(brut, int | float | Decimal):
        raise Refus(chemin, "nombre-attendu", "Un nombre est attendu ici.")
    exact = brut if isinstance(brut, int) else Decimal(str(brut))
    if isinstance(exact, Decimal) and not exact.is_finite():
        raise Refus(chemin, "nombre-attendu", "Un nombre fini est attendu ici.")
    if not -NOMBRE_MAXIMUM <= exact <= NOMBRE_MAXIMUM:
        raise Refus(chemin, "nombre-demesure", "Ce nombre est démesuré.")
    if isinstance(exact, Decimal):
        if exact != exact.quantize(PRECISION):
            raise Refus(chemin, "trop-precis", "Un nombre a quatre décimales au plus.")
        if exact == exact.to_integral_value():
            return int(exact)
    return exact


def lire_entier(brut: object, chemin: str) -> int:
    nombre = lire_nombre(brut, chemin)
    if not isinstance(nombre, int):
        raise Refus(chemin, "entier-attendu", "Un nombre entier est attendu ici.")
    return nombre


def lire_texte(brut: object, chemin: str) -> str:
    if not isinstance(brut, str) or not brut.strip():
        raise Refus(chemin, "texte-attendu", "Un texte non vide est attendu ici.")
    return brut


def lire_booleen(brut: object, chemin: str) -> bool:
    if not isinstance(brut, bool):
        raise Refus(chemin, "vrai-ou-faux-attendu", "Vrai ou faux (true, false) est attendu ici.")
    return brut


def lire_date(brut: object, chemin: str) -> date:
    if isinstance(brut, date):
        return brut
    try:
        return date.fromisoformat(lire_texte(brut, chemin))
    except ValueError as erreur:
        raise Refus(chemin, "date-attendue", "Une date de la forme AAAA-MM-JJ est attendue ici.") from erreur


def lire_liste(brut: object, chemin: str) -> list[object]:
    if not isinstance(brut, list | tuple):
        raise Refus(chemin, "liste-attendue", "Une liste est attendue ici.")
    return list(brut)


class Objet:
    """A JSON object whose every key must be read; the others are refused when it closes."""

    def __init__(self, brut: object, chemin: str, journal: Journal) -> None:
        if not isinstance(brut, Mapping):
            raise Refus(chemin, "objet-attendu", "Un objet est attendu ici.")
        self.contenu: Mapping[str, object] = brut
        self.chemin = chemin
        self.journal = journal
        self._lues: list[str] = []

    def __contains__(self, cle: str) -> bool:
        return self.contenu.get(cle) is not None

    def sous(self, cle: str) -> str:
        return f"{self.chemin}.{cle}" if self.chemin else cle

    def lire(self, cle: str, lecture: Callable[[object, str], T]) -> T | None:
        """The value of an optional key; null is the same as absent."""
        self._lues.append(cle)
        brut = self.contenu.get(cle)
        return None if brut is None else lecture(brut, self.sous(cle))

    def exiger(self, cle: str, lecture: Callable[[object, str], T]) -> T:
        lue = self.lire(cle, lecture)
        if lue is None:
            raise Refus(self.sous(cle), "cle-manquante", f"La clé « {cle} » est obligatoire ici.")
        return lue

    def elements(self, cle: str, lecture: Callable[[object, str], T]) -> tuple[T, ...]:
        """The readable elements of a list; the others are noted."""
        bruts = self.lire(cle, lire_liste) or []
        lus = (self._element(lecture, brut, f"{self.sous(cle)}[{rang}]") for rang, brut in enumerate(bruts))
        return tuple(element for element in lus if element is not None)

    def _element(self, lecture: Callable[[object, str], T], brut: object, chemin: str) -> T | None:
        return self.journal.tenter(lambda: lecture(brut, chemin))

    def choix(self, cle: str, enumeration: type[E], defaut: E) -> E:
        return self.lire(cle, lecteur_de_choix(enumeration)) or defaut

    def fermer(self) -> None:
        connues = list(dict.fromkeys(self._lues))
        for cle in self.contenu:
            if cle not in connues:
                self.journal.noter(
                    self.sous(str(cle)),
                    "cle-inconnue",
                    f"La clé « {cle} » n'existe pas ici. {proches(str(cle), connues)}",
                )


def lecteur_de_choix(enumeration: type[E]) -> Callable[[object, str], E]:
    """Reads one of the values of a closed list."""

    def lire(brut: object, chemin: str) -> E:
        mot = lire_texte(brut, chemin)
        for membre in enumeration:
            if membre.value == mot:
                return membre
        connus = [str(membre.value) for membre in enumeration]
        raise Refus(chemin, "choix-inconnu", f"« {mot} » n'est pas un choix possible. {proches(mot, connus)}")

    return lire
