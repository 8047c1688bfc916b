"""Lire et écrire les conditions d'une grille, champ par champ, contre le catalogue."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeVar, assert_never

from domain.cotation.catalogue import champ_nomme, noms_proches
from domain.cotation.champs import DUREES, Champ, Nombre, Temps, TypeChamp
from domain.cotation.predicats import (
    AuMoins,
    Comparaison,
    CompteEvenements,
    FenetreEvenement,
    Non,
    Predicat,
    Reprise,
    Secteur,
    Tous,
    UnDe,
)
from domain.cotation.reader import (
    Journal,
    Objet,
    Refus,
    lecteur_de_choix,
    lire_booleen,
    lire_entier,
    lire_liste,
    lire_nombre,
    lire_texte,
    proches,
)
from domain.cotation.vocabulary import Operateur, TypeEvenement

T = TypeVar("T")

Secteurs = Mapping[str, Secteur]
"""Les secteurs d'une grille, par leur code."""

SANS_SECTEUR: Final[Secteurs] = MappingProxyType({})

ECRITURES: Final = {
    "==": Operateur.EGAL,
    "≠": Operateur.DIFFERENT,
    "<>": Operateur.DIFFERENT,
    "≤": Operateur.INFERIEUR_OU_EGAL,
    "≥": Operateur.SUPERIEUR_OU_EGAL,
}
"""Autres façons d'écrire un opérateur."""

_PRESENCE = {Operateur.VIDE, Operateur.NON_VIDE}
_EGALITE = {Operateur.EGAL, Operateur.DIFFERENT}

OPERATEURS: Final = {
    TypeChamp.NOMBRE: frozenset(Operateur),
    TypeChamp.BOOLEEN: frozenset(_EGALITE | _PRESENCE),
    TypeChamp.CODE: frozenset(_EGALITE | _PRESENCE | {Operateur.DANS}),
    TypeChamp.ENSEMBLE: frozenset(_PRESENCE | {Operateur.DANS}),
}
"""Les opérateurs que chaque type de champ admet."""

PROFONDEUR_MAXIMALE: Final = 12
"""Au-delà, une condition ne se lit plus."""

MOIS_MAXIMUM: Final = 1200
"""Un siècle : une durée plus longue est une faute de frappe."""

_PLUS_LONGUES: Final = {
    Temps.MOIS: MOIS_MAXIMUM,
    Temps.MOIS_AVANT: MOIS_MAXIMUM,
    Temps.ANNEES: MOIS_MAXIMUM // 12,
}

_FORMES: Final = ("tous", "un_de", "au_moins", "non", "champ", "evenement")


def lire_predicat(
    brut: object, chemin: str, journal: Journal, secteurs: Secteurs = SANS_SECTEUR, profondeur: int = 0
) -> Predicat:
    """Une condition : tous, un_de, au_moins, non, champ-op-val, ou un compte d'événements."""
    if profondeur >= PROFONDEUR_MAXIMALE:
        raise Refus(chemin, "condition-trop-profonde", "Cette condition en emboîte trop d'autres.")
    objet = Objet(brut, chemin, journal)
    formes = [forme for forme in _FORMES if forme in objet]
    if len(formes) != 1:
        raise Refus(
            chemin,
            "condition-ambigue",
            f"Une condition porte une clé et une seule parmi : {', '.join(_FORMES)}.",
        )

    # counting conditions reads each of them twice: nesting counts costs as much as nesting three groups
    marche = 3 if formes[0] == "au_moins" else 1

    def fils(contenu: object, ou: str) -> Predicat:
        return lire_predicat(contenu, ou, journal, secteurs, profondeur + marche)

    predicat: Predicat
    match formes[0]:
        case "tous":
            predicat = Tous(parmi=_plusieurs(objet, "tous", fils))
        case "un_de":
            predicat = UnDe(parmi=_plusieurs(objet, "un_de", fils))
        case "au_moins":
            predicat = AuMoins(combien=objet.exiger("au_moins", lire_entier), parmi=_plusieurs(objet, "parmi", fils))
            if not 1 <= predicat.combien <= len(predicat.parmi):
                raise Refus(
                    objet.sous("au_moins"),
                    "nombre-inatteignable",
                    f"Entre 1 et {len(predicat.parmi)} conditions sont attendues ici.",
                )
        case "non":
            predicat = Non(predicat=objet.exiger("non", fils))
        case "evenement":
            predicat = _compte(objet, journal)
        case _:
            predicat = _comparaison(objet, journal, secteurs)
    objet.fermer()
    return predicat


def _plusieurs(objet: Objet, cle: str, fils: Callable[[object, str], Predicat]) -> tuple[Predicat, ...]:
    lus = objet.elements(cle, fils)
    if not lus:
        raise Refus(objet.sous(cle), "liste-vide", "Au moins une condition est attendue ici.")
    return lus


def lire_champ(brut: object, chemin: str) -> Champ:
    """Un champ du catalogue, sous l'un de ses noms."""
    nom = lire_texte(brut, chemin)
    champ = champ_nomme(nom)
    if champ is None:
        proches = noms_proches(nom)
        conseil = f" Possible : {', '.join(proches)}." if proches else ""
        raise Refus(chemin, "champ-inconnu", f"Le champ « {nom} » n'est pas au catalogue.{conseil}")
    return champ


def lire_champ_nombre(brut: object, chemin: str) -> Champ:
    champ = lire_champ(brut, chemin)
    if champ.type is not TypeChamp.NOMBRE:
        raise Refus(chemin, "champ-non-numerique", f"« {champ.libelle} » n'est pas un nombre.")
    return champ


def lire_seuil(champ: Champ, brut: object, chemin: str) -> Nombre:
    """Un nombre que le champ peut vraiment prendre, à sa précision."""
    nombre = lire_nombre(brut, chemin)
    if champ.arrondir(nombre) != nombre:
        raise Refus(
            chemin,
            "trop-precis",
            f"« {champ.libelle} » est connu avec {champ.decimales} décimale(s) au plus.",
        )
    limite = _PLUS_LONGUES.get(champ.temps or Temps.A_COMPTER_DU)
    if limite is not None and not -limite <= nombre <= limite:
        raise Refus(chemin, "duree-trop-longue", f"« {champ.libelle} » ne dépasse pas {champ.dire(limite)}.")
    return nombre


def lire_reprise(objet: Objet, champ: Champ, journal: Journal) -> Reprise | None:
    """Les événements qui font repartir une durée de zéro, ou la font reculer, si la grille en nomme."""
    reprise = objet.lire("repart_de", lambda brut, chemin: _reprise(brut, chemin, journal))
    if reprise is not None and champ.temps not in DUREES:
        raise Refus(
            objet.sous("repart_de"), "champ-sans-duree", f"« {champ.libelle} » n'est pas une durée qui puisse repartir."
        )
    return reprise


def _comparaison(objet: Objet, journal: Journal, secteurs: Secteurs) -> Comparaison:
    champ = objet.exiger("champ", lire_champ)
    repart_de = lire_reprise(objet, champ, journal)
    op = objet.exiger("op", _lire_operateur)
    if op not in OPERATEURS[champ.type]:
        raise Refus(objet.sous("op"), "operateur-inadapte", f"« {op} » ne convient pas au champ « {champ.libelle} ».")
    if op in _PRESENCE:
        return Comparaison(champ=champ.code, op=op, repart_de=repart_de)
    if "secteurs" in objet:
        return _dans_des_secteurs(objet, champ, op, secteurs)
    match champ.type:
        case TypeChamp.NOMBRE:
            val: Nombre | bool | str | tuple[Nombre, ...] | frozenset[str]
            val = _valeur_nombre(objet, op, lambda brut, chemin: lire_seuil(champ, brut, chemin))
        case TypeChamp.BOOLEEN:
            val = objet.exiger("val", lire_booleen)
        case _ if op is Operateur.DANS:
            val = frozenset(code for codes in _liste(objet, lambda b, c: _codes(champ, b, c)) for code in codes)
        case _:
            val = objet.exiger("val", lambda brut, chemin: _un_code(champ, brut, chemin))
    return Comparaison(champ=champ.code, op=op, val=val, repart_de=repart_de)


def _dans_des_secteurs(objet: Objet, champ: Champ, op: Operateur, secteurs: Secteurs) -> Comparaison:
    """Une condition sur une commune nomme des secteurs au lieu d'énumérer leurs communes."""
    chemin = objet.sous("secteurs")

    def lire(brut: object, ou: str) -> Secteur:
        nom = lire_texte(brut, ou)
        if nom not in secteurs:
            conseil = proches(nom, list(secteurs)) if secteurs else "Cette grille n'en nomme aucun."
            raise Refus(ou, "secteur-inconnu", f"Le secteur « {nom} » n'est pas défini. {conseil}")
        return secteurs[nom]

    cites = tuple(dict.fromkeys(objet.elements("secteurs", lire)))
    if not champ.est_une_commune or op is not Operateur.DANS:
        raise Refus(chemin, "secteur-sans-commune", "Un secteur se compare avec « dans », à une commune.")
    if "val" in objet:
        raise Refus(chemin, "valeur-ambigue", "Une condition nomme des secteurs ou énumère des communes, pas les deux.")
    if not cites:
        raise Refus(chemin, "liste-vide", "Au moins un secteur est attendu ici.")
    communes = frozenset(commune for secteur in cites for commune in secteur.communes)
    return Comparaison(champ=champ.code, op=op, val=communes, secteurs=cites)


def _valeur_nombre(objet: Objet, op: Operateur, seuil: Callable[[object, str], Nombre]) -> Nombre | tuple[Nombre, ...]:
    match op:
        case Operateur.DANS:
            return tuple(sorted(set(_liste(objet, seuil))))
        case Operateur.ENTRE:
            bornes = _liste(objet, seuil)
            if len(bornes) != 2 or bornes[0] > bornes[1]:
                raise Refus(objet.sous("val"), "bornes-attendues", "Deux bornes croissantes sont attendues ici.")
            return bornes
        case _:
            return objet.exiger("val", seuil)


def _liste(objet: Objet, lire: Callable[[object, str], T]) -> tuple[T, ...]:
    bruts = objet.exiger("val", lire_liste)
    if not bruts:
        raise Refus(objet.sous("val"), "liste-vide", "La liste ne peut pas être vide.")
    return tuple(lire(brut, f"{objet.sous('val')}[{rang}]") for rang, brut in enumerate(bruts))


def _codes(champ: Champ, brut: object, chemin: str) -> tuple[str, ...]:
    mot = lire_texte(brut, chemin)
    codes = champ.codes_de(mot)
    if not codes:
        raise Refus(chemin, "code-inconnu", f"« {mot} » n'est pas un code du champ « {champ.libelle} ».")
    return codes


def _un_code(champ: Champ, brut: object, chemin: str) -> str:
    codes = _codes(champ, brut, chemin)
    if len(codes) > 1:
        raise Refus(chemin, "plusieurs-codes", f"« {brut} » désigne plusieurs codes : utilisez « dans ».")
    return codes[0]


def _lire_operateur(brut: object, chemin: str) -> Operateur:
    autre = ECRITURES.get(brut) if isinstance(brut, str) else None
    return autre or lecteur_de_choix(Operateur)(brut, chemin)


def _compte(objet: Objet, journal: Journal) -> CompteEvenements:
    evenement = objet.exiger("evenement", lambda brut, chemin: _fenetre(brut, chemin, journal))
    op = objet.exiger("op", _lire_operateur)
    if op in _PRESENCE:
        raise Refus(objet.sous("op"), "operateur-inadapte", f"« {op} » ne convient pas à un nombre d'événements.")
    return CompteEvenements(evenement=evenement, op=op, val=_valeur_nombre(objet, op, lire_entier))


def _fenetre(brut: object, chemin: str, journal: Journal) -> FenetreEvenement:
    objet = Objet(brut, chemin, journal)
    fenetre = lire_fenetre(objet)
    objet.fermer()
    return fenetre


def _reprise(brut: object, chemin: str, journal: Journal) -> Reprise:
    objet = Objet(brut, chemin, journal)
    fenetre, recul = lire_fenetre(objet), objet.lire("recul_mois", lire_duree)
    objet.fermer()
    return Reprise(types=fenetre.types, fenetre_mois=fenetre.fenetre_mois, adapte=fenetre.adapte, recul_mois=recul)


def lire_fenetre(objet: Objet) -> FenetreEvenement:
    """Les types d'événements, leur fenêtre et, pour un refus, s'il portait sur un logement adapté."""
    types = objet.elements("types", lecteur_de_choix(TypeEvenement))
    if not types:
        raise Refus(objet.sous("types"), "liste-vide", "Au moins un type d'événement est attendu ici.")
    return FenetreEvenement(
        types=tuple(dict.fromkeys(t.value for t in types)),
        fenetre_mois=objet.lire("fenetre_mois", lire_duree),
        adapte=objet.lire("adapte", lire_booleen),
    )


def lire_duree(brut: object, chemin: str) -> int:
    """Un nombre de mois, au moins un et au plus un siècle."""
    mois = lire_entier(brut, chemin)
    if not 1 <= mois <= MOIS_MAXIMUM:
        raise Refus(chemin, "duree-hors-limites", f"Une durée va de 1 à {MOIS_MAXIMUM} mois.")
    return mois


def ecrire_nombre(nombre: Nombre) -> int | float:
    return float(nombre) if isinstance(nombre, Decimal) else nombre


def ecrire_predicat(predicat: Predicat) -> dict[str, object]:
    match predicat:
        case Tous(parmi=parmi):
            return {"tous": [ecrire_predicat(p) for p in parmi]}
        case UnDe(parmi=parmi):
            return {"un_de": [ecrire_predicat(p) for p in parmi]}
        case AuMoins(combien=combien, parmi=parmi):
            return {"au_moins": combien, "parmi": [ecrire_predicat(p) for p in parmi]}
        case Non(predicat=nie):
            return {"non": ecrire_predicat(nie)}
        case CompteEvenements(evenement=evenement, op=op, val=val):
            return {"evenement": ecrire_fenetre(evenement), "op": op.value, "val": _ecrire_val(val)}
        case Comparaison(champ=champ, op=op, secteurs=secteurs) if secteurs:
            return {"champ": champ, "op": op.value, "secteurs": [secteur.code for secteur in secteurs]}
        case Comparaison(champ=champ, op=op, val=None, repart_de=repart_de):
            return {"champ": champ, "op": op.value} | ecrire_reprise(repart_de)
        case Comparaison(champ=champ, op=op, val=valeur, repart_de=repart_de):
            return {"champ": champ, "op": op.value, "val": _ecrire_val(valeur)} | ecrire_reprise(repart_de)
        case _:
            assert_never(predicat)


def ecrire_fenetre(evenement: FenetreEvenement) -> dict[str, object]:
    ecrite: dict[str, object] = {"types": list(evenement.types)}
    if evenement.fenetre_mois is not None:
        ecrite["fenetre_mois"] = evenement.fenetre_mois
    if evenement.adapte is not None:
        ecrite["adapte"] = evenement.adapte
    return ecrite


def ecrire_reprise(repart_de: Reprise | None) -> dict[str, object]:
    if repart_de is None:
        return {}
    recul = {} if repart_de.recul_mois is None else {"recul_mois": repart_de.recul_mois}
    return {"repart_de": ecrire_fenetre(repart_de) | recul}


def _ecrire_val(val: object) -> object:
    match val:
        case frozenset():
            return sorted(val)
        case tuple():
            return [_ecrire_val(element) for element in val]
        case Decimal():
            return ecrire_nombre(val)
        case _:
            return val
