"""Combien de logements revient à chaque réservataire cette année, et où en est-on ?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from domain.conventions_flux.model import RelogementsAnru
from domain.conventions_flux.parametres import PARAMETRES
from domain.kernel.codes import TypeReservataire
from domain.kernel.explication import Explication
from domain.kernel.francais import compte, enumeration, jour, nombre, pourcent
from domain.kernel.parametres import Parametres, ValeurDatee
from domain.kernel.raisons import Raison
from domain.kernel.vocabulary import Periode

DIXIEME = Decimal("0.1")

NOMS_DES_CONTINGENTS = {
    "etat": "l'État",
    "agents": "les agents de l'État",
    "collectivites": "les collectivités",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """La part d'un réservataire dans le flux d'un bailleur, en pour cent de l'assiette."""

    cle: str
    """Ce qui distingue le réservataire : l'identifiant de sa convention."""
    type: TypeReservataire
    taux: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Plafond:
    """Ce que la loi réserve au plus à un contingent."""

    nom: str
    types: frozenset[TypeReservataire]
    taux: Decimal
    reference: str

    def logements(self, assiette: int) -> int:
        """Un plafond s'arrondit toujours vers le bas."""
        return int((assiette * self.taux / 100).to_integral_value(ROUND_FLOOR))


def plafonds_legaux(le: date, parametres: Parametres = PARAMETRES) -> tuple[Plafond, ...]:
    """Les plafonds en vigueur à une date : État, agents de l'État, collectivités.

    CCH R441-5-2 et R441-5-4.
    """
    contingents = parametres.a_la_date("flux.contingents", le)

    def lire(nom: str) -> Plafond:
        taux: ValeurDatee = parametres.a_la_date(f"flux.plafonds.{nom}", le)
        types = frozenset(TypeReservataire(code) for code in contingents.entree(nom).textes())
        return Plafond(nom=nom, types=types, taux=taux.decimal(), reference=taux.reference)

    return tuple(lire(nom) for nom in contingents.tableau())


def depassements(parts: Iterable[Part], le: date, parametres: Parametres = PARAMETRES) -> list[Raison]:
    """Les plafonds légaux que les taux convenus dépassent, chacun nommé."""
    connues = tuple(parts)
    raisons: list[Raison] = []
    for limite in plafonds_legaux(le, parametres):
        total = sum((p.taux for p in connues if p.type in limite.types), Decimal(0))
        if total > limite.taux:
            qui = NOMS_DES_CONTINGENTS[limite.nom]
            raisons.append(
                Raison(
                    code=f"plafond-{limite.nom}",
                    phrase=f"La part réservée pour {qui} atteint {pourcent(total)} du flux : "
                    f"la loi la limite à {pourcent(limite.taux)} ({limite.reference}).",
                    parametres={"taux": float(total), "plafond": float(limite.taux)},
                )
            )
    total = sum((p.taux for p in connues), Decimal(0))
    if total > 100:
        raisons.append(
            Raison(
                code="plus-que-le-flux",
                phrase=f"Les parts réservées atteignent {pourcent(total)} du flux : "
                "elles ne peuvent pas en dépasser la totalité.",
                parametres={"taux": float(total)},
            )
        )
    return raisons


def repartir(
    assiette: int, parts: Sequence[Part], le: date, parametres: Parametres = PARAMETRES
) -> dict[str, Explication[int]]:
    """Répartit l'assiette en logements entiers, au plus fort reste, sans jamais dépasser un plafond légal.

    CCH R441-5, R441-5-2 et R441-5-4. Ce que personne ne réserve reste au bailleur.
    """
    exacts = {p.cle: assiette * p.taux / 100 for p in parts}
    objectifs = {cle: int(exact.to_integral_value(ROUND_FLOOR)) for cle, exact in exacts.items()}
    # le plafond le plus étroit d'abord : ce que les agents perdent ne doit pas manquer deux fois à l'État
    etroits_d_abord = sorted(plafonds_legaux(le, parametres), key=lambda limite: limite.taux)
    limites = [(limite, limite.logements(assiette)) for limite in etroits_d_abord]
    bridees: dict[str, Plafond] = {}
    a_repartir = int(sum(exacts.values(), Decimal(0)).to_integral_value(ROUND_HALF_UP))
    a_repartir -= _ramener_sous_les_plafonds(objectifs, parts, limites, bridees)
    for part in sorted(parts, key=lambda p: (objectifs[p.cle] - exacts[p.cle], -p.taux, p.cle)):
        if sum(objectifs.values()) >= a_repartir:
            break
        if exacts[part.cle] <= objectifs[part.cle] or part.cle in bridees:
            continue
        atteinte = _limite_atteinte(part, objectifs, parts, limites)
        if atteinte is not None:
            bridees[part.cle] = atteinte
        else:
            objectifs[part.cle] += 1
    return {p.cle: _objectif(assiette, p, objectifs[p.cle], bridees.get(p.cle)) for p in parts}


def _limite_atteinte(
    part: Part, objectifs: dict[str, int], parts: Sequence[Part], limites: Sequence[tuple[Plafond, int]]
) -> Plafond | None:
    for limite, maximum in limites:
        deja = sum(objectifs[p.cle] for p in parts if p.type in limite.types)
        if part.type in limite.types and deja >= maximum:
            return limite
    return None


def _ramener_sous_les_plafonds(
    objectifs: dict[str, int],
    parts: Sequence[Part],
    limites: Sequence[tuple[Plafond, int]],
    bridees: dict[str, Plafond],
) -> int:
    """Ramène des taux trop élevés au plafond, la plus grande part d'abord ; dit combien est retiré."""
    retires = 0
    for limite, maximum in limites:
        concernees = [p for p in parts if p.type in limite.types]
        while sum(objectifs[p.cle] for p in concernees) > maximum:
            plus_grande = max(concernees, key=lambda p: (objectifs[p.cle], p.taux, p.cle))
            objectifs[plus_grande.cle] -= 1
            bridees[plus_grande.cle] = limite
            retires += 1
    return retires


def _objectif(assiette: int, part: Part, valeur: int, limite: Plafond | None) -> Explication[int]:
    calcul = f"{pourcent(part.taux)} de {compte(assiette, 'logement')}"
    suite = "" if limite is None else f", dans la limite de {pourcent(limite.taux)} ({limite.reference})"
    return Explication(
        valeur=valeur,
        code="objectif" if limite is None else "objectif-plafonne",
        phrase=f"Objectif de {compte(valeur, 'logement')} : {calcul}{suite}.",
        parametres={"objectif": valeur, "assiette": assiette, "taux": float(part.taux)},
        reference="CCH R441-5" if limite is None else limite.reference,
    )


def objectif(
    assiette: int, taux: Decimal, type: TypeReservataire, le: date, parametres: Parametres = PARAMETRES
) -> Explication[int]:
    """L'objectif d'une convention prise seule : assiette x taux, au logement le plus proche, plafond compris.

    CCH R441-5.
    """
    return repartir(assiette, [Part(cle="", type=type, taux=taux)], le, parametres)[""]


def assiette(logements_liberes: int, soustraits: Iterable[tuple[str, int]]) -> Explication[int]:
    """Le flux de l'année : les logements qui se libèrent, moins ceux que la loi met de côté.

    CCH R441-5 : mutations internes, relogements, ventes, logements identifiés.
    """
    lignes = [(libelle, combien) for libelle, combien in soustraits if combien]
    valeur = max(0, logements_liberes - sum(combien for _, combien in lignes))
    detail = "".join(f", moins {combien} ({libelle})" for libelle, combien in lignes)
    return Explication(
        valeur=valeur,
        code="assiette",
        phrase=f"Assiette de {compte(valeur, 'logement')} : "
        f"{compte(logements_liberes, 'logement libéré', 'logements libérés')}{detail}.",
        parametres={"assiette": valeur, "liberes": logements_liberes},
        reference="CCH R441-5",
    )


def prorata(objectif_annuel: int, periode: Periode, le: date) -> Explication[Decimal]:
    """Ce qui devrait être atteint à cette date, en proportion des jours écoulés de la convention.

    Une convention à venir n'attend rien ; une convention échue attend tout.
    """
    if periode.jours is None:
        raise ValueError("L'objectif d'une convention se mesure sur une période qui finit.")
    ecoules = max(0, min((le - periode.du).days + 1, periode.jours))
    valeur = (Decimal(objectif_annuel) * ecoules / periode.jours).quantize(DIXIEME, ROUND_HALF_UP)
    return Explication(
        valeur=valeur,
        code="prorata",
        phrase=f"Au {jour(le)}, {compte(ecoules, 'jour écoulé', 'jours écoulés')} sur {periode.jours} : "
        f"{nombre(valeur.normalize())} attendus sur {objectif_annuel}.",
        parametres={"prorata": float(valeur), "jours": ecoules, "sur": periode.jours},
    )


def ecart(realises: int, attendus: Decimal) -> Explication[Decimal]:
    """L'avance ou le retard sur ce qui était attendu à cette date."""
    valeur = Decimal(realises) - attendus
    distance = nombre(abs(valeur).normalize())
    if valeur == 0:
        phrase = "Juste à l'objectif attendu à cette date."
    elif valeur > 0:
        phrase = f"En avance de {distance} sur l'objectif attendu à cette date."
    else:
        phrase = f"En retard de {distance} sur l'objectif attendu à cette date."
    return Explication(valeur=valeur, code="ecart", phrase=phrase, parametres={"ecart": float(valeur)})


def reste(objectif_annuel: int, realises: int) -> Explication[int]:
    """Ce qu'il reste à mettre à disposition d'ici la fin de la convention."""
    valeur = max(0, objectif_annuel - realises)
    phrase = (
        "L'objectif est atteint."
        if valeur == 0
        else f"Il reste {compte(valeur, 'logement')} à mettre à disposition sur {objectif_annuel}."
    )
    return Explication(valeur=valeur, code="reste", phrase=phrase, parametres={"reste": valeur})


def contingents_possibles(
    type_organisme: str, le: date, parametres: Parametres = PARAMETRES
) -> Explication[tuple[TypeReservataire, ...]]:
    """Au titre de quels contingents cet organisme peut réserver des logements.

    CCH R441-5 : État, collectivités, employeurs et Action Logement, organismes agréés.
    """
    connus = parametres.a_la_date("flux.reservataires", le)
    codes = connus.entree(type_organisme).textes() if type_organisme in connus.tableau() else ()
    types = tuple(TypeReservataire(code) for code in codes)
    phrase = (
        f"Cet organisme réserve au titre de : {enumeration([t.libelle for t in types], 'ou')}."
        if types
        else "Cet organisme n'est pas réservataire."
    )
    return Explication(valeur=types, code="contingents-possibles", phrase=phrase, reference=connus.reference)


def relogements_anru_comptes(
    choix: RelogementsAnru, le: date, departement: str, parametres: Parametres = PARAMETRES
) -> Explication[bool]:
    """Si un relogement ANRU compte pour la convention ce jour-là : comme elle le dit, sinon comme le département.

    CCH R441-5 : les logements des relogements du renouvellement urbain sont soustraits du flux annuel.
    """
    regle = parametres.a_la_date("flux.relogements_anru_comptes", le, departement)
    propre = choix is not RelogementsAnru.DEPARTEMENT
    comptes = choix is RelogementsAnru.COMPTES if propre else regle.booleen()
    sens = "comptent pour" if comptes else "ne comptent pas pour"
    source = "ses parties en sont convenues" if propre else f"règle du département, {regle.reference}"
    return Explication(
        valeur=comptes,
        code="relogements-anru-comptes" if comptes else "relogements-anru-exclus",
        phrase=f"Les relogements des opérations ANRU {sens} cette convention ({source}).",
        reference=None if propre else regle.reference,
    )
