"""Reconnaître les publics prioritaires d'après le dossier, et dire pourquoi (CCH L441-1, L441-2-3)."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, Protocol, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from domain.cotation.bascule import prochain_instant
from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Temps
from domain.cotation.compilation import Lecture, Test, compiler_predicat
from domain.cotation.conditions import ecrire_predicat, lire_predicat
from domain.cotation.faits import Faits
from domain.cotation.predicats import Comparaison, Predicat, feuilles
from domain.cotation.reader import (
    Journal,
    Objet,
    Refus,
    lecteur_de_choix,
    lire_booleen,
    lire_entier,
    lire_liste,
    lire_texte,
)
from domain.demandes.formulaire import Formulaire, Occupant, Personne
from domain.demandes.parametres import PARAMETRES as LECTURE_DU_DOSSIER
from domain.kernel.calendrier import age, ajouter_mois
from domain.kernel.codes import TypeReservataire
from domain.publics.codes import Famille, MotifUrgence
from domain.publics.errors import RegleInvalide
from domain.publics.model import Public, VersionDeRegle
from domain.publics.parametres import PARAMETRES, codes_livres


def lire_public(code: str, contenu: Mapping[str, object], *, effet_du: date, reference: str, numero: int = 0) -> Public:
    """Une règle bien formée, ou toutes les corrections à y apporter."""
    journal = Journal()
    public = journal.tenter(lambda: _lire(code, contenu, journal, effet_du, reference, numero))
    if public is not None and "label" in _champs(public.automatique):
        journal.noter("automatique", "label-de-label", "Un label ne se reconnaît pas d'après un autre label.")
    if journal.erreurs or public is None:
        raise RegleInvalide("Cette règle ne peut pas être lue. Corrigez les points signalés.", erreurs=journal.erreurs)
    return public


def _lire(
    code: str, contenu: Mapping[str, object], journal: Journal, effet_du: date, reference: str, numero: int
) -> Public:
    objet = Objet(contenu, "", journal)
    public = Public(
        code=code,
        libelle=objet.exiger("libelle", lire_texte),
        famille=objet.exiger("famille", lecteur_de_choix(Famille)),
        droit=objet.exiger("droit", lire_texte),
        contingents=tuple(str(c) for c in objet.lire("contingents", lire_liste) or ()),
        degre=objet.lire("degre", lire_degre),
        automatique=objet.lire("automatique", lambda brut, chemin: lire_predicat(brut, chemin, journal)),
        manuel=_ou(objet.lire("manuel", lire_booleen), True),
        validite_mois=objet.lire("validite_mois", lire_entier),
        sensible=_ou(objet.lire("sensible", lire_booleen), False),
        phrase_publique=objet.lire("phrase_publique", lire_texte),
        actif=_ou(objet.lire("actif", lire_booleen), True),
        numero=numero,
        effet_du=effet_du,
        reference=reference,
    )
    objet.fermer()
    return public


def lire_degre(brut: object, chemin: str) -> int:
    """De 1, le plus prioritaire, à 9."""
    degre = lire_entier(brut, chemin)
    if 1 <= degre <= 9:
        return degre
    raise Refus(chemin, "degre-impossible", "Le degré va de 1, le plus prioritaire, à 9.")


def _ou(lu: bool | None, defaut: bool) -> bool:
    return defaut if lu is None else lu


def ecrire_public(public: Public) -> dict[str, object]:
    """Le contenu d'une règle, tel qu'il se relit."""
    return {
        "libelle": public.libelle,
        "famille": public.famille.value,
        "droit": public.droit,
        "contingents": list(public.contingents),
        "degre": public.degre,
        "automatique": None if public.automatique is None else ecrire_predicat(public.automatique),
        "manuel": public.manuel,
        "validite_mois": public.validite_mois,
        "sensible": public.sensible,
        "phrase_publique": public.phrase_publique,
        "actif": public.actif,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsCherches:
    """Par quels labels se cherchent les demandes d'un contingent et d'un degré."""

    avec: tuple[str, ...]
    """L'un de ceux-ci."""
    sans: tuple[str, ...] = ()
    """Aucun de ceux-là : d'un degré plus prioritaire, la demande en est déjà."""


def labels_cherches(
    publics: Iterable[Public], contingent: TypeReservataire | None, degre: int | None
) -> LabelsCherches:
    """Le degré d'une demande dans un contingent est le plus prioritaire de ceux que ses labels y ont."""
    ouverts = [p for p in publics if contingent is None or contingent.value in p.contingents]
    if degre is None:
        return LabelsCherches(avec=tuple(p.code for p in ouverts))
    degres = [(p.code, p.degre) for p in ouverts if p.degre is not None]
    return LabelsCherches(
        avec=tuple(code for code, d in degres if d == degre), sans=tuple(code for code, d in degres if d < degre)
    )


def publics_en_vigueur(departement: str, versions: Iterable[VersionDeRegle], le: date) -> tuple[Public, ...]:
    """Ce que le département reconnaît ce jour-là : ses propres règles, et à défaut celles livrées avec le fichier."""
    propres: dict[str, VersionDeRegle] = {}
    for version in sorted(versions, key=lambda v: (v.effet_du, v.numero)):
        if version.effet_du <= le:
            propres[version.code] = version
    livres = codes_livres()
    codes = [*livres, *sorted(propres.keys() - set(livres))]
    trouves = []
    for code in codes:
        if (propre := propres.get(code)) is not None:
            trouves.append(de_la_version(propre))
        elif (livre := _public_livre(code, departement, le)) is not None:
            trouves.append(livre)
    return tuple(p for p in trouves if p.actif)


@lru_cache(maxsize=4096)
def _public_livre(code: str, departement: str, le: date) -> Public | None:
    """Le public que le fichier propose ; chaque demande qui change est relue avec tous, et ils ne changent pas."""
    valeur = PARAMETRES.cherche(f"publics.{code}", le, departement)
    if valeur is None:
        return None
    return lire_public(code, valeur.tableau(), effet_du=valeur.valable_du, reference=valeur.reference)


def de_la_version(version: VersionDeRegle) -> Public:
    return lire_public(
        version.code,
        version.contenu,
        effet_du=version.effet_du,
        reference=version.motif,
        numero=version.numero,
    )


def _champs(predicat: Predicat | None) -> dict[str, str]:
    """Les champs lus, par leur façon de se lire."""
    return {f.lu: f.champ for f in feuilles(predicat) if isinstance(f, Comparaison)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconnu:
    """Un public reconnu d'après le dossier, les faits qui le font reconnaître, et depuis quand."""

    public: Public
    faits: tuple[str, ...]
    depuis: date


class Labellisateur:
    """Les règles automatiques d'un département, compilées une fois pour autant de demandes que l'on veut."""

    def __init__(self, publics: Sequence[Public]) -> None:
        self.publics = {p.code: p for p in publics}
        automatiques = [(p, p.automatique) for p in publics if p.automatique is not None]
        champs = {lu: champ for _, predicat in automatiques for lu, champ in _champs(predicat).items()}
        index = {lu: rang for rang, lu in enumerate(champs)}
        self._lus = [(champ, CATALOGUE[champ]) for champ in champs.values()]
        self._regles: list[tuple[Public, Predicat, Test]] = [
            (public, predicat, compiler_predicat(predicat, index)) for public, predicat in automatiques
        ]
        self._index = index
        self._conditions = [predicat for _, predicat in automatiques]
        self.champs = tuple(dict.fromkeys(champs.values()))

    def reconnaitre(self, faits: Faits, le: date) -> dict[str, Reconnu]:
        """Chaque public dont la règle est vraie ce jour-là ; ce que le dossier ne dit pas n'en ouvre aucun."""
        valeurs = [champ.lire(faits.valeurs.get(code), le) for code, champ in self._lus]
        lecture = Lecture(valeurs, faits, le)
        return {
            public.code: Reconnu(
                public=public, faits=tuple(self._dire(predicat, lecture)), depuis=_depuis(predicat, faits, le)
            )
            for public, predicat, test in self._regles
            if test(lecture) is True
        }

    def a_relire_le(self, formulaire: Formulaire, faits: Faits, le: date) -> date:
        """Le premier jour où la même demande, sous les mêmes règles, pourrait être reconnue autrement.

        Une date du dossier passe un seuil, quelqu'un du foyer a un an de plus (la taille du foyer, sa catégorie et ses
        unités de consommation se comptent par âges), ou l'année change (celle des revenus à comparer).
        """
        jours = [_anniversaire(ne_le, le) for p in _personnes(formulaire) if (ne_le := p.ne_le) is not None]
        if (instant := prochain_instant(self._conditions, faits, le)) is not None:
            jours.append(instant)
        return min([*jours, date(le.year + 1, 1, 1)])

    def _dire(self, predicat: Predicat, lecture: Lecture) -> Iterable[str]:
        """Les conditions élémentaires qui sont vraies, avec ce que dit le dossier."""
        for feuille in feuilles(predicat, niees=False):
            if not isinstance(feuille, Comparaison) or compiler_predicat(feuille, self._index)(lecture) is not True:
                continue
            champ = CATALOGUE[feuille.champ]
            valeur = lecture.valeurs[self._index[feuille.lu]]
            if isinstance(valeur, frozenset) and isinstance(feuille.val, frozenset):
                valeur &= feuille.val
            if valeur is not None:
                yield f"{champ.libelle} : {champ.dire(valeur)}"


def _personnes(formulaire: Formulaire) -> Iterable[Personne | Occupant]:
    return (*formulaire.adultes, *formulaire.occupants)


def _anniversaire(ne_le: date, le: date) -> date:
    """Le premier jour après celui-là où la personne a un an de plus ; né un 29 février, le 1er mars."""
    annee = ne_le.year + age(ne_le, le) + 1
    try:
        return ne_le.replace(year=annee)
    except ValueError:
        return date(annee, 3, 1)


def empreinte_des_regles(publics: Sequence[Public], departement: str, le: date) -> str:
    """Ce que les règles disent ce jour-là, et les seuils d'après lesquels le dossier se lit.

    Différente, tout le stock est à relire ; la même, seulement les demandes qui ont changé ou dont la date est venue.
    """
    dites = [[p.code, p.numero, repr(sorted(ecrire_public(p).items()))] for p in publics]
    seuils = [[v.cle, repr(v.valeur)] for v in LECTURE_DU_DOSSIER.en_vigueur(le, departement)]
    return hashlib.sha256(repr([dites, seuils]).encode()).hexdigest()[:32]


def _depuis(predicat: Predicat, faits: Faits, le: date) -> date:
    """Depuis la date du dossier qui l'a fait naître, quand la règle tient à une date ; sinon depuis aujourd'hui."""
    datees = [
        fait
        for champ in _champs(predicat)
        if CATALOGUE[champ].temps is Temps.A_COMPTER_DU and isinstance(fait := faits.valeurs.get(champ), date)
    ]
    return min([d for d in datees if d <= le], default=le)


class LabelOuvert(Protocol):
    """Un label de la demande, tel qu'il se compare aux règles."""

    @property
    def code(self) -> str: ...

    @property
    def automatique(self) -> bool: ...

    @property
    def expire_le(self) -> date | None: ...


L = TypeVar("L", bound=LabelOuvert)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecart(Generic[L]):
    """Ce que la règle change sur une demande."""

    a_poser: tuple[Reconnu, ...]
    a_retirer: tuple[tuple[L, str], ...]
    """Chaque label à retirer, et pourquoi."""

    def __bool__(self) -> bool:
        return bool(self.a_poser or self.a_retirer)


PLUS_RECONNU = "Le dossier ne répond plus à la règle."
REGLE_RETIREE = "Le département ne reconnaît plus ce public."
EXPIRE = "Le label est arrivé à son terme."


def ecart(ouvertes: Iterable[L], reconnus: Mapping[str, Reconnu], publics: Mapping[str, Public], le: date) -> Ecart[L]:
    """Entrées et sorties d'une demande : un label posé à la main n'est jamais retiré par la règle, sauf son terme."""
    ouvertes = list(ouvertes)
    automatiques = {label.code for label in ouvertes if label.automatique}
    a_retirer = []
    for label in ouvertes:
        if label.expire_le is not None and label.expire_le < le:
            a_retirer.append((label, EXPIRE))
        elif label.automatique and label.code not in reconnus:
            a_retirer.append((label, PLUS_RECONNU if label.code in publics else REGLE_RETIREE))
    return Ecart(
        a_poser=tuple(r for code, r in reconnus.items() if code not in automatiques), a_retirer=tuple(a_retirer)
    )


def terme(public: Public, depuis: date, dit: date | None) -> date | None:
    """Le dernier jour d'un label posé à la main : celui que l'on dit, sinon la durée que le département lui donne."""
    if dit is not None or public.validite_mois is None:
        return dit
    return ajouter_mois(depuis, public.validite_mois)


def identifiant(departement: str, code: str) -> UUID:
    """Un public n'a pas d'autre identité que son code dans son département."""
    return uuid5(NAMESPACE_URL, f"fdls:public:{departement}:{code}")


def destinataire_de_l_urgence(motif: MotifUrgence, le: date, departement: str) -> str:
    """Le type d'organisme qui suit ce genre de situation dans ce département."""
    return PARAMETRES.a_la_date("labellisation.destinataires_des_urgences", le, departement).entree(motif.value).texte()
