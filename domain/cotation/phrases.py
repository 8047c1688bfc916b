"""Une grille dite en français : ses conditions, ses barèmes, ses preuves, ses cumuls."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, Nombre
from domain.cotation.ensembles import Ensemble, PlafondRelatif, Variation
from domain.cotation.grille import Bareme, Bloc, Critere, Cumul, Grille, ParEvenement, ParPas, PointsFixes, Tranche
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
)
from domain.cotation.vocabulary import ModeDeBloc, ModeDEnsemble, ModeDePreuve, Operateur, TypeEvenement
from domain.kernel import francais

MOINS: Final = "\u2212"

_MOTS: Final = {
    Operateur.EGAL: "égal à",
    Operateur.DIFFERENT: "différent de",
    Operateur.INFERIEUR: "moins de",
    Operateur.INFERIEUR_OU_EGAL: "au plus",
    Operateur.SUPERIEUR: "plus de",
    Operateur.SUPERIEUR_OU_EGAL: "au moins",
}


def points(combien: int) -> str:
    """« 25 points », « −10 points », « 0 point »."""
    return francais.compte(combien, "point").replace("-", MOINS)


def accorder(combien: int, participe: str) -> str:
    """« 1 point compté », « 25 points comptés »."""
    return f"{points(combien)} {participe}{'' if -2 < combien < 2 else 's'}"


def points_signes(combien: Nombre) -> str:
    """« +25 points », « −10 points »."""
    dit = francais.nombre(combien).replace("-", MOINS)
    mot = "point" if -2 < combien < 2 else "points"
    return f"{'+' if combien > 0 else ''}{dit}{francais.INSECABLE}{mot}"


def condition(predicat: Predicat) -> str:
    """La condition, comme on la dirait : « Logement actuel : « Hôtel » ou « Dans un squat » »."""
    match predicat:
        case Tous(parmi=parmi):
            return " et ".join(_emboitee(fils) for fils in parmi)
        case UnDe(parmi=parmi):
            return " ou ".join(_emboitee(fils) for fils in parmi)
        case AuMoins(combien=combien, parmi=parmi):
            return f"au moins {combien} de ces conditions : {' ; '.join(_emboitee(fils) for fils in parmi)}"
        case Non(predicat=nie):
            return f"sauf si {_emboitee(nie)}"
        case CompteEvenements(evenement=fenetre, op=op, val=val):
            return f"{evenements(fenetre)} : {_seuil(op, val, francais.nombre)}"
        case Comparaison():
            return _comparaison(predicat)


def _emboitee(predicat: Predicat) -> str:
    dite = condition(predicat)
    return f"({dite})" if isinstance(predicat, Tous | UnDe | AuMoins) else dite


def _comparaison(comparaison: Comparaison) -> str:
    champ = CATALOGUE[comparaison.champ]
    match comparaison:
        case Comparaison(op=Operateur.VIDE):
            return f"{champ.libelle} : non renseigné"
        case Comparaison(op=Operateur.NON_VIDE):
            return f"{champ.libelle} : renseigné"
        case Comparaison(val=bool() as val, op=op):
            return f"{champ.libelle} : {champ.dire(val is (op is Operateur.EGAL))}"
        case Comparaison(secteurs=secteurs) if secteurs:
            return f"{champ.libelle} : {francais.enumeration([f'secteur « {s.libelle} »' for s in secteurs], 'ou')}"
        case Comparaison(val=frozenset() as codes):
            return f"{champ.libelle} : {francais.enumeration([f'« {champ.dire(c)} »' for c in sorted(codes)], 'ou')}"
        case Comparaison(val=str() as code, op=op):
            return f"{champ.libelle} : {'' if op is Operateur.EGAL else 'autre que '}« {champ.dire(code)} »"
        case _:
            nom = nom_de_lecture(champ, comparaison.repart_de)
            return f"{nom} : {_seuil(comparaison.op, comparaison.val, champ.dire)}"


def nom_de_lecture(champ: Champ, repart_de: Reprise | None) -> str:
    """« Ancienneté de la demande, qui repart de zéro après un événement (Refus d'un logement proposé) »."""
    return champ.libelle if repart_de is None else f"{champ.libelle}, qui{_repart(repart_de)}"


def _repart(repart_de: Reprise | None) -> str:
    if repart_de is None:
        return ""
    if repart_de.recul_mois is None:
        return f" repart de zéro après un événement ({evenements(repart_de)})"
    return f" perd {repart_de.recul_mois}{francais.INSECABLE}mois par événement ({evenements(repart_de)})"


def _seuil(op: Operateur, val: Any, dire: Callable[[Nombre], str]) -> str:
    if isinstance(val, tuple):
        dits = [dire(nombre) for nombre in val]
        return f"de {dits[0]} à {dits[1]}" if op is Operateur.ENTRE else francais.enumeration(dits, "ou")
    return f"{_MOTS[op]} {dire(val)}"


def evenements(fenetre: FenetreEvenement) -> str:
    """« Refus d'un logement proposé (adapté), dans les 12 mois »."""
    types = francais.enumeration([TypeEvenement(type_).libelle for type_ in fenetre.types], "ou")
    adapte = {None: "", True: " (logement adapté)", False: " (logement non adapté)"}[fenetre.adapte]
    if fenetre.fenetre_mois is None:
        return f"{types}{adapte}"
    return f"{types}{adapte}, dans les {fenetre.fenetre_mois}{francais.INSECABLE}mois"


def bareme(critere: Critere, libelles: Mapping[str, str] = MappingProxyType({})) -> str:
    """Les points du critère, comme on les dirait. `libelles` : les noms des critères qu'un cumul compte."""
    match critere.valeur:
        case PointsFixes(points=fixes):
            return points_signes(fixes)
        case Bareme(champ=code, tranches=tranches, repart_de=repart_de):
            dit = " ; ".join(_tranche(code, tranche) for tranche in tranches)
            return dit if repart_de is None else f"{dit} ; le compte{_repart(repart_de)}"
        case ParPas() as par:
            champ = CATALOGUE[par.champ]
            dit = f"{points_signes(par.points)} par tranche entière de {champ.dire(par.pas)}"
            if par.franchise:
                dit += f" au-delà de {champ.dire(par.franchise)}"
            dit = dit if par.plafond is None else f"{dit}, {points(par.plafond)} au plus"
            return dit if par.repart_de is None else f"{dit} ; le compte{_repart(par.repart_de)}"
        case ParEvenement(evenement=fenetre, points=unitaires, franchise=franchise, max=maximum):
            dit = f"{points_signes(unitaires)} par événement{_a_partir_du(franchise + 1)} : {evenements(fenetre)}"
            return dit if maximum is None else f"{dit}, {maximum} au plus"
        case Cumul(parmi=parmi, paliers=paliers):
            dits = [
                f"{points_signes(palier.points)} à partir de "
                f"{francais.compte(palier.au_moins, 'critère rempli', 'critères remplis')}"
                for palier in paliers
            ]
            cites = francais.enumeration([f"« {libelles.get(code, code)} »" for code in parmi])
            return f"{' ; '.join(dits)}, parmi {cites}"


def _a_partir_du(rang: int) -> str:
    """« à partir du 2e » ; rien à dire du premier."""
    return "" if rang == 1 else f" à partir du {rang}e"


def _tranche(code: str, tranche: Tranche) -> str:
    dire = CATALOGUE[code].dire
    if tranche.min is not None and tranche.max is not None:
        bornes = f"de {dire(tranche.min)} à moins de {dire(tranche.max)}"
    elif tranche.min is not None:
        bornes = f"{dire(tranche.min)} et plus"
    else:
        bornes = "quelle que soit la valeur" if tranche.max is None else f"moins de {dire(tranche.max)}"
    return f"{bornes} : {points_signes(tranche.points)}"


def preuve(critere: Critere, types: frozenset[str], libelles: Mapping[str, str]) -> str:
    """Ce qu'il faut pour que les points soient vérifiés."""
    exigence = critere.preuve
    if exigence.mode is ModeDePreuve.JUSTIFIE:
        pieces = francais.enumeration([libelles.get(type_, type_) for type_ in sorted(types)], "ou")
        dite = f"Pièce validée : {pieces}" if pieces else ModeDePreuve.JUSTIFIE.libelle
    elif exigence.mode is ModeDePreuve.VALIDE_PAR:
        dite = f"Validation par : {exigence.role}"
    else:
        return exigence.mode.libelle
    if exigence.validite_mois is not None:
        dite += f" (vaut {exigence.validite_mois}{francais.INSECABLE}mois)"
    return dite


def variation(une: Variation) -> str:
    """« −50 % : « Refus d'un logement adapté » »."""
    pourquoi = condition(une.si) if une.libelle_public is None else f"« {une.libelle_public} »"
    return f"{part_en_plus(une)} : {pourquoi}"


def part_en_plus(une: Variation) -> str:
    """« +20 % », « −50 % »."""
    return f"{'+' if une.pourcent > 0 else MOINS}{francais.pourcent(abs(une.pourcent))}"


def regle_de_l_ensemble(ensemble: Ensemble, grille: Grille) -> str:
    """Ce qui compte ensemble, ce qui l'augmente ou le diminue, et ses bornes."""
    libelles = {partie.code: partie.libelle for partie in grille.parties}
    cites = francais.enumeration([f"« {libelles[code]} »" for code in ensemble.parmi])
    phrases = [f"Les points de {cites} comptent ensemble."]
    if ensemble.mode is ModeDEnsemble.MAX:
        phrases = [f"De {cites}, seul le plus élevé compte."]
    for numero, une in enumerate(ensemble.variations):
        dite = f"{variation(une)}{'' if une.libelle_public is None else f' ({condition(une.si)})'}"
        phrases.append(f"{dite}." if numero == 0 else f"Sinon, {dite}.")
    if ensemble.plafond is not None:
        phrases.append(f"Leur somme est plafonnée à {points(ensemble.plafond)}.")
    if ensemble.plafond_relatif is not None:
        phrases.append(f"Leur somme ne dépasse pas {part(ensemble.plafond_relatif, libelles)}.")
    if ensemble.plancher is not None:
        phrases.append(f"Leur somme ne descend pas sous {points(ensemble.plancher)}.")
    return " ".join(phrases)


def part(relatif: PlafondRelatif, libelles: Mapping[str, str]) -> str:
    """« 50 % des points de « Priorités nationales » »."""
    return f"{francais.pourcent(relatif.pourcent)} des points de « {libelles[relatif.bloc]} »"


def regle_du_bloc(bloc: Bloc, grille: Grille) -> str:
    """Cumul, bornes et exclusions d'un bloc."""
    libelles = {autre.code: autre.libelle for autre in grille.blocs}
    phrases = [f"{bloc.mode.libelle}."]
    if bloc.retenus is not None:
        phrases = [
            f"Seuls comptent les {bloc.retenus} critères les plus élevés, qui s'additionnent."
            if bloc.retenus > 1
            else f"{ModeDeBloc.MAX.libelle}."
        ]
    if bloc.coefficient != 1:
        phrases.append(f"Le bloc multiplie ces points par {francais.nombre(bloc.coefficient)}.")
    if bloc.plafond is not None:
        phrases.append(f"Le bloc est plafonné à {points(bloc.plafond)}.")
    if bloc.plancher is not None:
        phrases.append(f"Le bloc ne descend pas sous {points(bloc.plancher)}.")
    if bloc.exclu_si_positif:
        avant = francais.enumeration([f"« {libelles[code]} »" for code in bloc.exclu_si_positif], "ou")
        phrases.append(f"Il ne compte pas quand le bloc {avant} donne des points.")
    phrases += [f"Il ne compte pas dans ce cas : {condition(predicat)}." for predicat in bloc.exclu_si]
    return " ".join(phrases)
