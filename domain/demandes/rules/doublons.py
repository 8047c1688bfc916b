"""Reconnaître la même personne dans deux demandes, sans confondre des jumeaux, une fratrie ni des homonymes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

from domain.demandes.codes import Civilite
from domain.demandes.formulaire import Occupant, Personne
from domain.demandes.parametres import PARAMETRES
from domain.demandes.rules.domicile import cle_de_domicile
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


class Cle(Nomenclature):
    """Ce qui a rapproché deux personnes. Codes du projet, d'après le contrôle des doublons du SNE."""

    NIR = "K1", "Même numéro de sécurité sociale"
    IDENTITE = "K2", "Mêmes nom de naissance, premier prénom et date de naissance"
    VOISINE = "K3", "Écriture voisine : nom d'usage, inversion, faute de frappe"


class Degre(Nomenclature):
    """À quel point deux écritures d'un même fait se ressemblent."""

    EGAL = "egal", "Identiques"
    VOISIN = "voisin", "Voisins"
    DIFFERENT = "different", "Différents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """Ce que l'on admet d'une écriture à l'autre."""

    une_faute_des: int
    """Lettres à partir desquelles une faute de frappe est admise."""
    deux_fautes_des: int
    ecart_d_annees: int
    """Années d'écart au plus, quand un seul chiffre de la date change."""
    ecart_parent_enfant: int
    """Années."""

    @classmethod
    @cache
    def au(cls, le: date) -> "Tolerance":
        fautes = PARAMETRES.a_la_date("doublons.fautes_de_frappe", le)
        return cls(
            une_faute_des=fautes.entree("une_des").entier(),
            deux_fautes_des=fautes.entree("deux_des").entier(),
            ecart_d_annees=PARAMETRES.a_la_date("doublons.ecart_d_annees", le).entier(),
            ecart_parent_enfant=PARAMETRES.a_la_date("doublons.ecart_parent_enfant_ans", le).entier(),
        )


TOLERANCE = Tolerance.au(date.max)
"""Celle que rien ne remplace encore."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identite:
    """Ce que l'on compare d'une personne ; son numéro de sécurité sociale se compare à part."""

    nom_naissance: str | None
    nom_usage: str | None = None
    prenoms: str | None = None
    ne_le: date | None = None
    civilite: Civilite | None = None
    telephone: str | None = None
    email: str | None = None
    domicile: str | None = None
    """L'adresse, écrite comme elle se compare."""
    entourage: frozenset[str] = frozenset()
    """Les autres personnes du foyer : premier prénom et date de naissance de chacune."""

    @classmethod
    def de(cls, personne: Personne, foyer: Iterable[Personne | Occupant] = ()) -> "Identite":
        """`foyer` : toutes les personnes de la même demande, elle comprise."""
        adresse = personne.adresse_logement or personne.adresse
        return cls(
            nom_naissance=personne.nom_naissance,
            nom_usage=personne.nom_usage,
            prenoms=personne.prenoms,
            ne_le=personne.ne_le,
            civilite=personne.civilite,
            telephone=personne.telephone,
            email=personne.email,
            domicile=None if adresse is None else cle_de_domicile(adresse),
            entourage=frozenset(_entourage(p for p in foyer if p.id != personne.id)),
        )

    @property
    def noms(self) -> tuple[str, ...]:
        """Le nom de naissance, puis le nom d'usage, sans accent ni ponctuation."""
        lus = (normaliser_nom(n) for n in (self.nom_naissance, self.nom_usage) if n)
        return tuple(dict.fromkeys(n for n in lus if n))

    @property
    def contacts(self) -> frozenset[str]:
        chiffres = re.sub(r"\D", "", self.telephone or "")[-9:]
        lus = {chiffres if len(chiffres) == 9 else "", (self.email or "").strip().lower()}
        return frozenset(lus - {""})


def _entourage(personnes: Iterable[Personne | Occupant]) -> Iterator[str]:
    for personne in personnes:
        prenoms = personne.prenom if isinstance(personne, Occupant) else personne.prenoms
        if prenoms and personne.ne_le:
            yield f"{premier_prenom(prenoms)}|{personne.ne_le.isoformat()}"


def premier_prenom(prenoms: str) -> str:
    """« Jean-Paul Marie » donne « JEAN PAUL » : le trait d'union lie, l'espace et la virgule séparent."""
    return normaliser_nom(re.split(r"[\s,]+", prenoms.strip(), maxsplit=1)[0])


def cles_de_recherche(identite: Identite, departement: str) -> frozenset[str]:
    """Sous quoi se rangent les personnes à comparer : toute ressemblance se trouve par l'une de ces clés.

    Deux personnes qui se ressemblent sont nées le même jour, ou portent les mêmes nom et prénom. Le département est
    dans la clé : un index de tout le pays répond pour un seul.
    """
    return frozenset(f"{departement}|{cle}" for cle in _cles(identite))


def _cles(identite: Identite) -> Iterator[str]:
    if identite.ne_le is None or not identite.prenoms:
        return
    yield identite.ne_le.isoformat()
    prenom = premier_prenom(identite.prenoms)
    for nom in identite.noms:
        yield f"{nom}|{prenom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparaison:
    """Ce qui rapproche deux personnes, ce qui les sépare, et ce qu'il faut en penser."""

    force: Force
    cle: Cle | None = None
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
NOM_D_USAGE = Raison(
    code="doublon-nom-usage",
    phrase="Le prénom et la date de naissance sont les mêmes, et le nom d'usage correspond.",
)
NOM_PROCHE = Raison(
    code="doublon-nom-proche",
    phrase="Le prénom et la date de naissance sont les mêmes, le nom est écrit autrement.",
)
PRENOM_PROCHE = Raison(
    code="doublon-prenom-proche",
    phrase="Le nom et la date de naissance sont les mêmes, le prénom est écrit autrement.",
)
INVERSES = Raison(
    code="doublon-nom-prenom-inverses",
    phrase="La date de naissance est la même, le nom et le prénom sont inversés.",
)
DATE_INVERSEE = Raison(
    code="doublon-date-inversee",
    phrase="Le nom et le prénom sont les mêmes, le jour et le mois de naissance sont inversés.",
)
DATE_PROCHE = Raison(
    code="doublon-date-proche",
    phrase="Le nom et le prénom sont les mêmes, la date de naissance ne diffère que d'un chiffre.",
)
CONTACT_EGAL = Raison(
    code="doublon-contact",
    phrase="Le téléphone ou l'adresse électronique est le même.",
)
DOMICILE_EGAL = Raison(code="doublon-domicile", phrase="L'adresse est la même.")
FOYER_EGAL = Raison(
    code="doublon-foyer",
    phrase="Une même personne, mêmes prénom et date de naissance, est dans les deux foyers.",
)
CIVILITE_DIFFERENTE = Raison(code="contre-civilite", phrase="La civilité n'est pas la même.")


@dataclass(frozen=True, slots=True)
class _Rapport:
    """Le nom, le prénom et la date de deux personnes, comparés un à un."""

    nom: Degre
    prenom: Degre
    date: Degre
    inverses: bool
    confirmations: tuple[Raison, ...]
    """Ce qui, hors de l'identité, dit que c'est la même personne : un contact, l'adresse, quelqu'un du foyer."""
    pour: tuple[Raison, ...]

    @property
    def ecarts(self) -> int:
        return sum(degre is not Degre.EGAL for degre in (self.nom, self.prenom, self.date))

    @property
    def se_ressemblent(self) -> bool:
        """Une différence s'explique seule ; deux, ou un autre nom, demandent que quelque chose les confirme."""
        if self.inverses:
            return True
        if Degre.DIFFERENT in (self.prenom, self.date):
            return False
        if self.nom is Degre.DIFFERENT:
            return bool(self.confirmations) and self.ecarts == 1
        return self.ecarts < 2 or (bool(self.confirmations) and self.date is Degre.EGAL)


def comparer(
    a: Identite, b: Identite, *, meme_nir: bool | None = None, tolerance: Tolerance = TOLERANCE
) -> Comparaison:
    """Compare deux personnes, avec leurs raisons pour et contre.

    `meme_nir` vaut vrai ou faux quand les deux numéros sont connus, rien sinon.
    Des numéros différents l'emportent sur tout : des jumeaux ou des homonymes ne sont pas un doublon.
    """
    rapport = _rapprocher(a, b, tolerance)
    contre = tuple(_contre(a, b, rapport, tolerance))
    if meme_nir:
        pour = rapport.pour if rapport.se_ressemblent else ()
        return Comparaison(force=Force.CERTAINE, cle=Cle.NIR, pour=(NIR_EGAL, *pour), contre=contre)
    if meme_nir is False:
        pour = rapport.pour if rapport.se_ressemblent else ()
        return Comparaison(force=Force.AUCUNE, pour=pour, contre=(NIR_DIFFERENT, *contre))
    if not rapport.se_ressemblent or (CIVILITE_DIFFERENTE in contre and rapport.ecarts):
        return Comparaison(force=Force.AUCUNE, contre=contre)
    identite = rapport.ecarts == 0 and not rapport.inverses
    cle = Cle.IDENTITE if identite else Cle.VOISINE
    force = Force.FORTE if identite and not contre else Force.FAIBLE
    return Comparaison(force=force, cle=cle, pour=rapport.pour, contre=contre)


def _rapprocher(a: Identite, b: Identite, tolerance: Tolerance) -> _Rapport:
    if not (a.noms and b.noms and a.prenoms and b.prenoms and a.ne_le and b.ne_le):
        return _Rapport(Degre.DIFFERENT, Degre.DIFFERENT, Degre.DIFFERENT, False, (), ())
    nom, prenom = _noms(a, b, tolerance), _prenoms(a.prenoms, b.prenoms, tolerance)
    le = _dates(a.ne_le, b.ne_le, tolerance)
    confirmations = tuple(_confirmations(a, b))
    inverses = le is Degre.EGAL and _inverses(a, b) and not (nom is Degre.EGAL and prenom is Degre.EGAL)
    rapport = _Rapport(nom, prenom, le, inverses, confirmations, ())
    pour = tuple(_pour(a, b, rapport))
    return replace(rapport, pour=(*pour, *confirmations) if rapport.ecarts else pour)


def _confirmations(a: Identite, b: Identite) -> Iterator[Raison]:
    if a.contacts & b.contacts:
        yield CONTACT_EGAL
    if a.domicile is not None and a.domicile == b.domicile:
        yield DOMICILE_EGAL
    if a.entourage & b.entourage:
        yield FOYER_EGAL


def _noms(a: Identite, b: Identite, tolerance: Tolerance) -> Degre:
    if a.nom_naissance and b.nom_naissance and a.noms[0] == b.noms[0]:
        return Degre.EGAL
    ressemblent = any(_voisins(x, y, tolerance) for x, y in product(a.noms, b.noms))
    return Degre.VOISIN if ressemblent else Degre.DIFFERENT


def _voisins(x: str, y: str, tolerance: Tolerance) -> bool:
    """Le même nom collé ou détaché, l'un des deux noms d'un nom double, ou une faute de frappe."""
    if x.replace(" ", "") == y.replace(" ", ""):
        return True
    mots_x, mots_y = _noms_propres(x), _noms_propres(y)
    if mots_x and mots_y and (mots_x < mots_y or mots_y < mots_x):
        return True
    return a_une_faute_pres(x, y, tolerance)


def _noms_propres(nom: str) -> frozenset[str]:
    """Les mots d'un nom, particules ôtées : « LE » ne rapproche personne."""
    return frozenset(mot for mot in nom.split() if len(mot) > 3)


def _prenoms(a: str, b: str, tolerance: Tolerance) -> Degre:
    x, y = premier_prenom(a), premier_prenom(b)
    if x == y:
        return Degre.EGAL
    tous_a, tous_b = normaliser_nom(a).split(), normaliser_nom(b).split()
    debut = min(len(tous_a), len(tous_b))
    if tous_a[:debut] == tous_b[:debut] or ((len(tous_a) > 1) != (len(tous_b) > 1) and _prenom_usuel(tous_a, tous_b)):
        return Degre.VOISIN
    return Degre.VOISIN if a_une_faute_pres(x, y, tolerance) else Degre.DIFFERENT


def _prenom_usuel(a: list[str], b: list[str]) -> bool:
    """L'un ne dit que le second prénom de l'autre : c'est parfois celui que l'on porte."""
    seul, plusieurs = (a, b) if len(a) == 1 else (b, a)
    return seul[0] in plusieurs


def _dates(a: date, b: date, tolerance: Tolerance) -> Degre:
    if a == b:
        return Degre.EGAL
    if _inversee(a, b):
        return Degre.VOISIN
    un_chiffre = sum(x != y for x, y in zip(a.isoformat(), b.isoformat(), strict=True)) == 1
    return Degre.VOISIN if un_chiffre and abs(a.year - b.year) <= tolerance.ecart_d_annees else Degre.DIFFERENT


def _inversee(a: date, b: date) -> bool:
    return (a.year, a.month, a.day) == (b.year, b.day, b.month)


def _inverses(a: Identite, b: Identite) -> bool:
    return _est_un_nom(a.prenoms or "", b) and _est_un_nom(b.prenoms or "", a)


def _est_un_nom(prenoms: str, autre: Identite) -> bool:
    return premier_prenom(prenoms) in autre.noms or normaliser_nom(prenoms) in autre.noms


def a_une_faute_pres(x: str, y: str, tolerance: Tolerance = TOLERANCE) -> bool:
    """Une lettre de plus, de moins, changée ou déplacée ; deux dans un nom long."""
    longueur = min(len(x), len(y))
    if longueur < tolerance.une_faute_des:
        return False
    permises = 2 if longueur >= tolerance.deux_fautes_des else 1
    return abs(len(x) - len(y)) <= permises and _distance(x, y) <= permises


def _distance(x: str, y: str) -> int:
    """Le nombre de fautes de frappe qui mènent de l'un à l'autre (Damerau-Levenshtein, sans recouvrement)."""
    avant: list[int] = []
    ligne = list(range(len(y) + 1))
    for i, lettre in enumerate(x, start=1):
        suivante = [i]
        for j, autre in enumerate(y, start=1):
            cout = min(ligne[j] + 1, suivante[j - 1] + 1, ligne[j - 1] + (lettre != autre))
            if i > 1 and j > 1 and lettre == y[j - 2] and x[i - 2] == autre:
                cout = min(cout, avant[j - 2] + 1)
            suivante.append(cout)
        avant, ligne = ligne, suivante
    return ligne[-1]


def _pour(a: Identite, b: Identite, rapport: _Rapport) -> Iterator[Raison]:
    """En quoi les deux écritures se ressemblent."""
    if rapport.inverses:
        yield INVERSES
        return
    if rapport.ecarts == 0:
        yield IDENTITE_EGALE
    if rapport.nom is Degre.VOISIN:
        yield NOM_D_USAGE if set(a.noms) & set(b.noms) else NOM_PROCHE
    if rapport.prenom is Degre.VOISIN:
        yield PRENOM_PROCHE
    if rapport.date is Degre.VOISIN and a.ne_le and b.ne_le:
        yield DATE_INVERSEE if _inversee(a.ne_le, b.ne_le) else DATE_PROCHE


def _contre(a: Identite, b: Identite, rapport: _Rapport, tolerance: Tolerance) -> Iterator[Raison]:
    if a.civilite is not None and b.civilite is not None and a.civilite is not b.civilite:
        yield CIVILITE_DIFFERENTE
    if not (a.prenoms and b.prenoms and a.ne_le and b.ne_le) or rapport.nom is Degre.DIFFERENT or rapport.inverses:
        return
    if rapport.date is Degre.DIFFERENT:
        yield _autre_naissance(a.ne_le, b.ne_le, rapport, tolerance)
    elif a.ne_le == b.ne_le and rapport.nom is Degre.EGAL and _prenoms_distincts(a.prenoms, b.prenoms):
        yield Raison(
            code="contre-prenoms",
            phrase=f"Même nom et même date de naissance ({jour(a.ne_le)}), mais des prénoms différents : "
            "ce sont peut-être des jumeaux.",
            parametres={"ne_le": a.ne_le.isoformat()},
        )


def _autre_naissance(a: date, b: date, rapport: _Rapport, tolerance: Tolerance) -> Raison:
    """Le même nom et pas le même jour de naissance : de la même famille, ou du même nom."""
    dates = {"ne_le": a.isoformat(), "autre_ne_le": b.isoformat()}
    if rapport.prenom is not Degre.EGAL:
        return Raison(
            code="contre-fratrie",
            phrase="Même nom, mais prénoms et dates de naissance différents : frère ou sœur probable.",
            parametres=dates,
        )
    generation = abs(a.year - b.year) >= tolerance.ecart_parent_enfant
    return Raison(
        code="contre-homonyme",
        phrase="Mêmes nom et prénom, mais dates de naissance différentes : "
        + ("un parent et son enfant, sans doute." if generation else "un homonyme, sans doute."),
        parametres=dates,
    )


def _prenoms_distincts(a: str, b: str) -> bool:
    """Un prénom plus court que l'autre, ou porté en second par l'autre, n'en est pas forcément un autre."""
    suite_a, suite_b = normaliser_nom(a).split(), normaliser_nom(b).split()
    usuel = suite_a[0] != suite_b[0] and (suite_a[0] in suite_b or suite_b[0] in suite_a)
    return not usuel and any(x != y for x, y in zip(suite_a, suite_b, strict=False))
