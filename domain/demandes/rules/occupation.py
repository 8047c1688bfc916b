"""Le logement est-il à la taille du foyer ?"""

from datetime import date

from domain.demandes.codes import Typologie
from domain.demandes.parametres import PARAMETRES
from domain.kernel.explication import Explication
from domain.kernel.francais import compte, nombre
from domain.kernel.parametres import Parametres, ValeurDatee


def _ligne(tableau: ValeurDatee, personnes: int) -> ValeurDatee:
    """La ligne du nombre de personnes ; la dernière vaut pour ce nombre « et plus »."""
    derniere = max(int(nom) for nom in tableau.tableau() if nom.isdecimal())
    return tableau.entree(str(min(max(personnes, 1), derniere)))


def surface_minimale(personnes: int, le: date, parametres: Parametres = PARAMETRES) -> ValeurDatee:
    """La surface habitable en dessous de laquelle un logement est suroccupé.

    CCH R822-25.
    """
    return _ligne(parametres.a_la_date("occupation.surface_minimale", le), personnes)


def sur_occupation(surface: int, personnes: int, le: date, parametres: Parametres = PARAMETRES) -> Explication[bool]:
    """Un logement est suroccupé quand sa surface est inférieure à celle qu'exige le nombre d'occupants.

    CCH R822-25.
    """
    norme = surface_minimale(personnes, le, parametres)
    suroccupe = surface < norme.entier()
    return Explication(
        valeur=suroccupe,
        code="sur-occupation",
        phrase=f"{nombre(surface)} m² pour {compte(personnes, 'personne')} : "
        + (f"il en faudrait au moins {norme.entier()}." if suroccupe else f"le minimum est de {norme.entier()} m²."),
        parametres={"surface": surface, "personnes": personnes, "minimum": norme.entier()},
        reference=norme.reference,
        a_verifier=norme.a_verifier,
    )


def sous_occupation(
    typologie: Typologie, personnes: int, le: date, parametres: Parametres = PARAMETRES
) -> Explication[bool]:
    """Un logement est sous-occupé quand ses pièces habitables dépassent de plus d'une le nombre d'occupants.

    CCH L621-2.
    """
    ecart = parametres.a_la_date("occupation.ecart_sous_occupation", le)
    sous_occupe = typologie.pieces - personnes > ecart.entier()
    suite = "le logement est trop grand" if sous_occupe else "la taille convient"
    return Explication(
        valeur=sous_occupe,
        code="sous-occupation",
        phrase=f"{compte(typologie.pieces, 'pièce')} pour {compte(personnes, 'personne')} : {suite}.",
        parametres={"pieces": typologie.pieces, "personnes": personnes},
        reference=ecart.reference,
        a_verifier=ecart.a_verifier,
    )


def typologies_adaptees(
    personnes: int,
    le: date,
    *,
    couple_seul: bool = False,
    assistant_maternel: bool = False,
    departement: str | None = None,
    parametres: Parametres = PARAMETRES,
) -> Explication[tuple[Typologie, ...]]:
    """Les tailles de logement qui conviennent à un foyer, selon l'usage des commissions.

    Un(e) assistant(e) maternel(le) ou familial(e) peut avoir une pièce de plus.
    """
    usuelles = parametres.a_la_date("occupation.typologies_usuelles", le, departement)
    couple = couple_seul and "2_couple" in usuelles.tableau()
    ligne = usuelles.entree("2_couple") if couple else _ligne(usuelles, personnes)
    codes = [Typologie(code) for code in ligne.textes()]
    if assistant_maternel:
        de_plus = parametres.a_la_date("occupation.pieces_assistant_maternel", le, departement).entier()
        ordre = list(Typologie)
        plus_grande = max(ordre.index(code) for code in codes)
        codes += ordre[plus_grande + 1 : plus_grande + 1 + de_plus]
    libelles = " ou ".join(code.libelle for code in codes)
    metier = ", avec une pièce pour l'accueil d'enfants" if assistant_maternel else ""
    return Explication(
        valeur=tuple(codes),
        code="typologies-adaptees",
        phrase=f"Pour {compte(personnes, 'personne')} à loger{metier} : {libelles}.",
        parametres={"personnes": personnes, "couple_seul": couple_seul},
        reference=ligne.reference,
        a_verifier=ligne.a_verifier,
    )
