"""Reconnaître la même personne dans deux demandes, sans confondre des jumeaux ni des homonymes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.demandes.codes import Civilite
from domain.demandes.formulaire import Personne
from domain.kernel.francais import jour
from domain.kernel.nomenclature import Nomenclature
from domain.kernel.raisons import Raison
from domain.kernel.text import normaliser_nom


class Force(Nomenclature):
    """À quel point il s'agit de la même personne. Codes du projet."""

    CERTAINE = "certaine", "Même personne"
    FORTE = "forte", "Sans doute la même personne"
    FAIBLE = "faible", "Peut-être la même personne"
    AUCUNE = "aucune", "Deux personnes différentes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identite:
    """Ce que l'on compare d'une personne ; son numéro de sécurité sociale se compare à part."""

    nom_naissance: str | None
    nom_usage: str | None = None
    prenoms: str | None = None
    ne_le: date | None = None
    civilite: Civilite | None = None

    @classmethod
    def de(cls, personne: Personne) -> "Identite":
        return cls(
            nom_naissance=personne.nom_naissance,
            nom_usage=personne.nom_usage,
            prenoms=personne.prenoms,
            ne_le=personne.ne_le,
            civilite=personne.civilite,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClesDoublon:
    """Les écritures d'une identité, à chercher parmi celles des autres demandes."""

    exacte: str | None
    """K2 : nom de naissance, premier prénom, date de naissance ; absente si l'un manque."""
    voisines: frozenset[str]
    """K3 : nom d'usage, nom et prénom échangés, jour et mois échangés."""

    @property
    def toutes(self) -> frozenset[str]:
        return self.voisines if self.exacte is None else self.voisines | {self.exacte}


def premier_prenom(prenoms: str) -> str:
    """« Jean-Paul Marie » donne « JEAN PAUL » : le trait d'union lie, l'espace et la virgule séparent."""
    return normaliser_nom(re.split(r"[\s,]+", prenoms.strip(), maxsplit=1)[0])


def cles_doublon(identite: Identite) -> ClesDoublon:
    """Les clés de recherche d'une personne (règle du projet, d'après le contrôle des doublons du SNE)."""
    if not (identite.nom_naissance and identite.prenoms and identite.ne_le):
        return ClesDoublon(exacte=None, voisines=frozenset())
    nom, prenom, ne_le = (
        normaliser_nom(identite.nom_naissance),
        premier_prenom(identite.prenoms),
        identite.ne_le,
    )
    exacte = _cle(nom, prenom, ne_le)
    return ClesDoublon(exacte=exacte, voisines=frozenset(_voisines(identite, nom, prenom, ne_le)) - {exacte})


def _cle(nom: str, prenom: str, ne_le: date) -> str:
    return f"{nom}|{prenom}|{ne_le.isoformat()}"


def _voisines(identite: Identite, nom: str, prenom: str, ne_le: date) -> Iterator[str]:
    if identite.nom_usage:
        usage = normaliser_nom(identite.nom_usage)
        yield _cle(usage, prenom, ne_le)
        yield _cle(prenom, usage, ne_le)
    yield _cle(prenom, nom, ne_le)
    mots = normaliser_nom(identite.prenoms or "").split()
    if len(mots) > 1:
        yield _cle(nom, " ".join(mots[:2]), ne_le)
    if ne_le.day <= 12 and ne_le.day != ne_le.month:
        yield _cle(nom, prenom, ne_le.replace(month=ne_le.day, day=ne_le.month))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparaison:
    """Ce qui rapproche deux personnes, ce qui les sépare, et ce qu'il faut en penser."""

    force: Force
    pour: tuple[Raison, ...] = ()
    contre: tuple[Raison, ...] = ()

    @property
    def raisons(self) -> tuple[Raison, ...]:
        return (*self.pour, *self.contre)


NIR_EGAL = Raison(code="doublon-nir", phrase="Le numéro de sécurité sociale est le même.")
NIR_DIFFERENT = Raison(
    code="contre-nir",
    phrase="Les numéros de sécurité sociale sont connus et différents : ce sont deux personnes.",
)
IDENTITE_EGALE = Raison(
    code="doublon-identite",
    phrase="Le nom de naissance, le premier prénom et la date de naissance sont les mêmes.",
)
CIVILITE_DIFFERENTE = Raison(code="contre-civilite", phrase="La civilité n'est pas la même.")


def comparer(a: Identite, b: Identite, *, meme_nir: bool | None = None) -> Comparaison:
    """Compare deux personnes, avec leurs raisons pour et contre.

    `meme_nir` vaut vrai ou faux quand les deux numéros sont connus, rien sinon.
    Des numéros différents l'emportent sur tout : des jumeaux ou des homonymes ne sont pas un doublon.
    """
    pour, contre = tuple(_pour(a, b)), tuple(_contre(a, b))
    if meme_nir:
        return Comparaison(force=Force.CERTAINE, pour=(NIR_EGAL, *pour), contre=contre)
    if meme_nir is False:
        return Comparaison(force=Force.AUCUNE, pour=pour, contre=(NIR_DIFFERENT, *contre))
    if not pour:
        return Comparaison(force=Force.AUCUNE, contre=contre)
    forte = IDENTITE_EGALE in pour and not contre
    return Comparaison(force=Force.FORTE if forte else Force.FAIBLE, pour=pour, contre=contre)


def _pour(a: Identite, b: Identite) -> Iterator[Raison]:
    cles_a, cles_b = cles_doublon(a), cles_doublon(b)
    if cles_a.exacte is not None and cles_a.exacte == cles_b.exacte:
        yield IDENTITE_EGALE
    elif cles_a.toutes & cles_b.toutes:
        yield _ecriture_voisine(a, b)


def _ecriture_voisine(a: Identite, b: Identite) -> Raison:
    """Dit en quoi les deux écritures se ressemblent."""
    if a.ne_le != b.ne_le:
        return Raison(
            code="doublon-date-inversee",
            phrase="Le nom et le prénom sont les mêmes, le jour et le mois de naissance sont inversés.",
        )
    nom_a, nom_b = normaliser_nom(a.nom_naissance or ""), normaliser_nom(b.nom_naissance or "")
    prenom_a, prenom_b = premier_prenom(a.prenoms or ""), premier_prenom(b.prenoms or "")
    if nom_a == nom_b:
        return Raison(
            code="doublon-prenom-proche",
            phrase="Le nom et la date de naissance sont les mêmes, le prénom est écrit autrement.",
        )
    if prenom_a == prenom_b:
        return Raison(
            code="doublon-nom-usage",
            phrase="Le prénom et la date de naissance sont les mêmes, et le nom d'usage correspond.",
        )
    return Raison(
        code="doublon-nom-prenom-inverses",
        phrase="La date de naissance est la même, le nom et le prénom sont inversés.",
    )


def _contre(a: Identite, b: Identite) -> Iterator[Raison]:
    if a.civilite is not None and b.civilite is not None and a.civilite is not b.civilite:
        yield CIVILITE_DIFFERENTE
    if not (a.nom_naissance and b.nom_naissance and a.prenoms and b.prenoms and a.ne_le and a.ne_le == b.ne_le):
        return
    if normaliser_nom(a.nom_naissance) != normaliser_nom(b.nom_naissance):
        return
    suite_a, suite_b = normaliser_nom(a.prenoms).split(), normaliser_nom(b.prenoms).split()
    if any(x != y for x, y in zip(suite_a, suite_b, strict=False)):
        yield Raison(
            code="contre-prenoms",
            phrase=f"Même nom et même date de naissance ({jour(a.ne_le)}), mais des prénoms différents : "
            "ce sont peut-être des jumeaux.",
            parametres={"ne_le": a.ne_le.isoformat()},
        )
