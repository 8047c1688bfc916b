"""Ce qu'un logement demande à ses candidats, et pourquoi un candidat n'est pas dans la liste, en phrases."""

from collections.abc import Iterator, Sequence
from datetime import date

from domain.demandes.rules.menage import Categorie
from domain.demandes.rules.plafonds import plafond
from domain.kernel.francais import compte, enumeration, euros
from domain.kernel.raisons import Raison
from domain.rapprochement.rules.chiffres import foyers_admis
from domain.rapprochement.rules.eligibilite import Condition, FaitsBien, manquements

UNE_PERSONNE = Categorie(numero=1, supplement=0)


def criteres(bien: FaitsBien, le: date) -> Iterator[Raison]:
    """Les conditions que remplit toute demande de la liste."""
    voisines = ", ou demande élargie dans son intercommunalité" if bien.epci else ""
    yield Raison(
        code="commune",
        phrase=f"{bien.commune_nom} souhaitée{voisines}.",
        parametres={"commune": bien.commune},
    )
    yield Raison(
        code="typologie",
        phrase=f"{bien.typologie.libelle} souhaité.",
        parametres={"typologie": bien.typologie.value},
    )
    tailles = foyers_admis(bien.typologie, bien.surface, le, bien.departement).ordinaires
    if tailles:
        foyer = f"{compte(tailles[0], 'personne')}" if len(tailles) == 1 else f"{tailles[0]} à {tailles[-1]} personnes"
        yield Raison(
            code="foyer",
            phrase=f"Foyer de {foyer}.",
            parametres={"minimum": tailles[0], "maximum": tailles[-1]},
        )
    seul = plafond(UNE_PERSONNE, bien.zone, bien.financement, le)
    if seul is not None:
        yield Raison(
            code="plafond",
            phrase=f"Ressources sous le plafond {bien.financement.value} "
            f"({euros(seul.valeur)} par an pour une personne seule).",
            parametres={"financement": bien.financement.value, "personne_seule": seul.valeur},
        )
    yield Raison(
        code="loyer",
        phrase=f"Loyer maximum d'au moins {euros(bien.mensualite)}, ou sans maximum.",
        parametres={"mensualite": float(bien.mensualite)},
    )
    if bien.etage == 0:
        yield Raison(code="rez-de-chaussee", phrase="Rez-de-chaussée accepté.")
    elif bien.etage is not None and bien.etage > 0 and not bien.ascenseur:
        yield Raison(code="sans-ascenseur", phrase="Étage sans ascenseur accepté.")
    if not bien.adapte_handicap:
        yield Raison(code="handicap", phrase="Sans besoin d'un logement adapté au handicap.")
    yield Raison(code="libre", phrase="Demande active, à jour, et qu'aucune commission ni proposition ne tient.")


def phrase_d_explication(conditions: Sequence[Condition]) -> str:
    """La réponse en une phrase, avant le détail."""
    manquent = [c.libelle.lower() for c in manquements(conditions)]
    if not manquent:
        return "Cette demande remplit toutes les conditions : elle est dans la liste des candidats."
    nombre = compte(len(manquent), "condition n'est pas remplie", "conditions ne sont pas remplies")
    return f"Cette demande n'est pas dans la liste : {nombre} ({enumeration(manquent)})."
