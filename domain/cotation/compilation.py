"""Each condition and value of a grid becomes a function, once; evaluating a demande is then a few calls.

Three-valued logic, as in SQL: unknown is neither true nor false, and « not unknown » stays unknown, so that
a missing answer never opens a right by accident.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Nombre, ValeurLue
from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.grille import (
    POINTS_MAXIMUM,
    Bareme,
    Critere,
    Cumul,
    ParEvenement,
    ParPas,
    PointsFixes,
    Preuve,
    Valeur,
    arrondir,
    champs_lus,
)
from domain.cotation.predicats import (
    AuMoins,
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Non,
    Predicat,
    Reprise,
    Tous,
    UnDe,
    feuilles,
)
from domain.cotation.vocabulary import Arrondi, ModeDePreuve, Operateur
from domain.kernel.calendrier import ajouter_mois


@dataclass(slots=True)
class Lecture:
    """The facts of one demande as they stand on one day."""

    valeurs: list[ValeurLue | None]
    """In the order of what the grid reads."""
    faits: Faits
    le: date


Test = Callable[[Lecture], bool | None]
Compte = Callable[[Lecture], int | None]
Index = Mapping[str, int]

_COMPARAISONS: Final[Mapping[Operateur, Callable[[Any, Any], Any]]] = {
    Operateur.EGAL: operator.eq,
    Operateur.DIFFERENT: operator.ne,
    Operateur.INFERIEUR: operator.lt,
    Operateur.INFERIEUR_OU_EGAL: operator.le,
    Operateur.SUPERIEUR: operator.gt,
    Operateur.SUPERIEUR_OU_EGAL: operator.ge,
}


def compiler_predicat(predicat: Predicat, index: Index) -> Test:
    match predicat:
        case Tous(parmi=parmi):
            return _tous([compiler_predicat(fils, index) for fils in parmi])
        case UnDe(parmi=parmi):
            return _un_de([compiler_predicat(fils, index) for fils in parmi])
        case AuMoins(combien=combien, parmi=parmi):
            return _au_moins(combien, [compiler_predicat(fils, index) for fils in parmi])
        case Non(predicat=nie):
            return _non(compiler_predicat(nie, index))
        case CompteEvenements(evenement=evenement, op=op, val=val):
            compter = compiler_fenetre(evenement)
            comparer = comparateur(op, val)
            return lambda lecture: comparer(compter(lecture))
        case Comparaison():
            return _comparaison(predicat, index[predicat.lu])


def _tous(tests: list[Test]) -> Test:
    def tester(lecture: Lecture) -> bool | None:
        inconnu = False
        for test in tests:
            resultat = test(lecture)
            if resultat is None:
                inconnu = True
            elif not resultat:
                return False
        return None if inconnu else True

    return tester


def _un_de(tests: list[Test]) -> Test:
    def tester(lecture: Lecture) -> bool | None:
        inconnu = False
        for test in tests:
            resultat = test(lecture)
            if resultat is None:
                inconnu = True
            elif resultat:
                return True
        return None if inconnu else False

    return tester


def _au_moins(combien: int, tests: list[Test]) -> Test:
    def tester(lecture: Lecture) -> bool | None:
        resultats = [test(lecture) for test in tests]
        remplis = resultats.count(True)
        if remplis >= combien:
            return True
        return None if remplis + resultats.count(None) >= combien else False

    return tester


def _non(test: Test) -> Test:
    def tester(lecture: Lecture) -> bool | None:
        resultat = test(lecture)
        return None if resultat is None else not resultat

    return tester


def _comparaison(comparaison: Comparaison, rang: int) -> Test:
    if comparaison.op is Operateur.VIDE:
        return lambda lecture: lecture.valeurs[rang] in (None, frozenset())
    if comparaison.op is Operateur.NON_VIDE:
        return lambda lecture: lecture.valeurs[rang] not in (None, frozenset())
    comparer = comparateur(comparaison.op, comparaison.val)

    def tester(lecture: Lecture) -> bool | None:
        valeur = lecture.valeurs[rang]
        return None if valeur is None else comparer(valeur)

    return tester


def comparateur(op: Operateur, val: object) -> Callable[[object], bool]:
    if op is Operateur.ENTRE:
        bas, haut = cast("tuple[Any, Any]", val)
        return lambda valeur: bool(bas <= valeur <= haut)
    if op is Operateur.DANS:
        parmi = frozenset(cast("frozenset[str] | tuple[Nombre, ...]", val))
        return lambda valeur: not parmi.isdisjoint(valeur) if isinstance(valeur, frozenset) else valeur in parmi
    comparer = _COMPARAISONS[op]
    return lambda valeur: bool(comparer(valeur, val))


def est_compte(fenetre: FenetreEvenement, evenement: Evenement, le: date) -> bool:
    """Un événement passé, du bon type, adapté s'il le faut, et encore dans sa fenêtre."""
    return (
        evenement.type in fenetre.types
        and evenement.le <= le
        and (fenetre.adapte is None or evenement.adapte is fenetre.adapte)
        and (fenetre.fenetre_mois is None or le < ajouter_mois(evenement.le, fenetre.fenetre_mois))
    )


def compiler_fenetre(fenetre: FenetreEvenement) -> Callable[[Lecture], int]:
    def compter(lecture: Lecture) -> int:
        evenements = lecture.faits.evenements
        return sum([est_compte(fenetre, evenement, lecture.le) for evenement in evenements]) if evenements else 0

    return compter


def depart_du_compte(depuis: date, reprise: Reprise, faits: Faits, le: date) -> date:
    """D'où se compte ce jour-là une durée que des événements font repartir, ou reculer.

    Du dernier d'entre eux, s'il y en a un ; ou de sa date, plus tard de ce que chacun fait perdre.
    """
    comptes = [evenement.le for evenement in faits.evenements if est_compte(reprise, evenement, le)]
    if reprise.recul_mois is None:
        return max([depuis, *comptes])
    return ajouter_mois(depuis, reprise.recul_mois * len(comptes)) if comptes else depuis


def compiler_valeur(valeur: Valeur, index: Index, arrondi: Arrondi) -> Compte:
    match valeur:
        case PointsFixes(points=points):
            return lambda _lecture: points
        case Bareme():
            return _bareme(valeur, index[valeur.lu])
        case ParPas():
            return _par_pas(valeur, index[valeur.lu], arrondi)
        case ParEvenement():
            compter = compiler_fenetre(valeur.evenement)
            return lambda lecture: borner(valeur.donne(compter(lecture)), POINTS_MAXIMUM)
        case Cumul():
            # counted once the other criteria are known
            return lambda _lecture: 0


def borner(points: int, limite: int) -> int:
    return max(-limite, min(limite, points))


def _bareme(bareme: Bareme, rang: int) -> Compte:
    def lire(lecture: Lecture) -> int | None:
        valeur = cast("Nombre | None", lecture.valeurs[rang])
        if valeur is None:
            return None
        return next((tranche.points for tranche in bareme.tranches if tranche.contient(valeur)), 0)

    return lire


def _par_pas(par: ParPas, rang: int, arrondi: Arrondi) -> Compte:
    def lire(lecture: Lecture) -> int | None:
        valeur = cast("Nombre | None", lecture.valeurs[rang])
        return None if valeur is None else points_par_pas(par, valeur, arrondi)

    return lire


def pas_franchis(par: ParPas, valeur: Nombre) -> int:
    return max(0, int((Decimal(valeur) - par.franchise) // Decimal(par.pas)))


def points_par_pas(par: ParPas, valeur: Nombre, arrondi: Arrondi) -> int:
    return borner(arrondir(par.points * pas_franchis(par, valeur), arrondi), plafond_des_pas(par))


def plafond_des_pas(par: ParPas) -> int:
    return POINTS_MAXIMUM if par.plafond is None else par.plafond


def types_attendus(critere: Critere) -> frozenset[str]:
    """Les types de pièces qui prouvent un critère : ceux qu'il cite, sinon ceux des champs qu'il affirme."""
    if critere.preuve.types_pj:
        return frozenset(critere.preuve.types_pj)
    usuels = {CATALOGUE[champ].justificatif for champ in champs_lus(critere)}
    for feuille in feuilles(critere.si, niees=False):
        if isinstance(feuille, Comparaison):
            codes = feuille.val if isinstance(feuille.val, frozenset) else {feuille.val}
            justificatifs = CATALOGUE[feuille.champ].justificatifs
            usuels |= {justificatifs.get(code) for code in codes if isinstance(code, str)}
    return frozenset(usuel for usuel in usuels if usuel is not None)


def selecteur_de_preuves(critere: Critere) -> Callable[[Faits], list[PreuveAdmise]]:
    """Les preuves du dossier qui concernent un critère, encore valables ou non."""
    code, role = critere.code, critere.preuve.role
    if critere.preuve.mode is ModeDePreuve.VALIDE_PAR:
        return lambda faits: [admise for admise in faits.validations.get(code, ()) if admise.type == role]
    types = types_attendus(critere)
    return lambda faits: [piece for piece in faits.pieces if piece.type in types]


def fin_de_validite(preuve: Preuve, admise: PreuveAdmise) -> date | None:
    """Le premier jour où une preuve ne vaut plus ; aucun si elle vaut toujours."""
    fins = [admise.expire_le] if admise.expire_le is not None else []
    if preuve.validite_mois is not None:
        fins.append(ajouter_mois(admise.valide_le, preuve.validite_mois))
    return min(fins, default=None)


def est_valable(preuve: Preuve, admise: PreuveAdmise, le: date) -> bool:
    fin = fin_de_validite(preuve, admise)
    return admise.valide_le <= le and (fin is None or le < fin)


def compiler_preuve(critere: Critere) -> Callable[[Lecture], bool] | None:
    """Vrai quand les points sont vérifiés ; rien à compiler quand aucune preuve n'est exigée."""
    preuve = critere.preuve
    if not preuve.exigee:
        return None
    preuves = selecteur_de_preuves(critere)
    return lambda lecture: any(est_valable(preuve, admise, lecture.le) for admise in preuves(lecture.faits))
