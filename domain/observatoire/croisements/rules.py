"""Ce qu'un tableau croisé montre et ce qu'il tait, et ses mots."""

from collections.abc import Mapping, Sequence

from domain.cotation.simulation.rapport import GroupePrioritaire
from domain.cotation.statistiques.queries import Dimension
from domain.cotation.statistiques.rules import LIBELLES as LIBELLES_DES_PHOTOS
from domain.demandes.codes import NatureDossier
from domain.kernel.codes import Typologie
from domain.kernel.tableur import Cellule
from domain.observatoire.croisements.errors import AxesIdentiques
from domain.observatoire.croisements.queries import Axe, TableauCroise

INCONNU = "inconnu"
NON_RENSEIGNE = "Non renseigné"

DEFINITION = (
    "Demandes actives la nuit de la photo, chacune une fois : à sa première commune souhaitée et à son premier type "
    "cherché. Les revenus et la composition sont ceux que le dossier déclare."
)

LIBELLES: Mapping[Axe, Mapping[str, str]] = {
    Axe.TYPOLOGIE: {t.value: t.libelle for t in Typologie},
    Axe.COMPOSITION: {
        "seul": "Personne seule",
        "adultes": "Plusieurs personnes, sans enfant",
        "monoparent": "Parent isolé",
        "famille": "Famille avec enfants",
        INCONNU: NON_RENSEIGNE,
    },
    Axe.PERSONNES: LIBELLES_DES_PHOTOS[Dimension.PERSONNES],
    Axe.AGE: LIBELLES_DES_PHOTOS[Dimension.AGE],
    Axe.PLAFOND: LIBELLES_DES_PHOTOS[Dimension.PLAFOND],
    Axe.STATUT: LIBELLES_DES_PHOTOS[Dimension.STATUT],
    Axe.MOTIF: LIBELLES_DES_PHOTOS[Dimension.MOTIF],
    Axe.QPV: LIBELLES_DES_PHOTOS[Dimension.QPV],
    Axe.ANCIENNETE: {
        "-6": "Moins de six mois",
        "6-12": "De six mois à un an",
        "12-24": "De un à deux ans",
        "24-48": "De deux à quatre ans",
        "48+": "Quatre ans ou plus",
    },
    Axe.NATURE: {n.value: n.libelle for n in NatureDossier},
    Axe.PUBLIC: {g.value: g.libelle for g in GroupePrioritaire},
}
"""Dans l'ordre où ils se lisent ; les communes et les EPCI ont leur nom."""


def exiger_deux_axes(lignes: Axe, colonnes: Axe) -> None:
    if lignes is colonnes:
        raise AxesIdentiques("Choisissez deux dimensions différentes : une pour les lignes, une pour les colonnes.")


def phrase_du_secret(petit: int) -> str:
    return (
        f"« secret » : moins de {petit} demandes, ou une case d'où l'on déduirait une autre. "
        "Aucun ménage ne doit pouvoir se reconnaître."
    )


def cases_tues(nombres: Sequence[Sequence[int]], petit: int) -> list[list[bool]]:
    """Ce qui ne se montre pas d'un tableau donné avec ses totaux, en dernière ligne et en dernière colonne.

    Une case de moins de `petit` demandes se tait. Dans chaque ligne et chaque colonne, totaux compris, ce qui se tait
    est au moins deux cases et réunit au moins `petit` demandes : sinon la plus petite de celles qui restent se tait
    aussi, et l'on recommence, car sa colonne ou sa ligne a pu changer.
    """
    tues = [[0 < n < petit for n in rang] for rang in nombres]
    hauteur, largeur = len(nombres), len(nombres[0]) if nombres else 0
    suites = [[(i, j) for j in range(largeur)] for i in range(hauteur)]
    suites += [[(i, j) for i in range(hauteur)] for j in range(largeur)]
    encore = True
    while encore:
        encore = False
        for suite in suites:
            cachees = [(i, j) for i, j in suite if tues[i][j]]
            if not cachees or (len(cachees) >= 2 and sum(nombres[i][j] for i, j in cachees) >= petit):
                continue
            restantes = [(i, j) for i, j in suite if not tues[i][j] and nombres[i][j] > 0]
            if restantes:
                i, j = min(restantes, key=lambda place: (nombres[place[0]][place[1]], place))
                tues[i][j] = encore = True
    return tues


TUE = "secret"


def feuille(tableau: TableauCroise) -> tuple[list[str], list[list[Cellule]]]:
    """Les titres et les lignes d'un fichier : exactement ce que l'écran montre, secrets compris."""
    entetes = [tableau.lignes_par.libelle, *(c.libelle for c in tableau.colonnes), "Ensemble"]

    def dire(valeur: int | None) -> Cellule:
        return TUE if valeur is None else valeur

    lignes: list[list[Cellule]] = [
        [ligne.modalite.libelle, *map(dire, ligne.valeurs), dire(ligne.total)] for ligne in tableau.lignes
    ]
    lignes.append(["Ensemble", *map(dire, tableau.totaux), dire(tableau.total)])
    lignes.append([f"{tableau.mesure.libelle}. Photo du {tableau.photo_du:%d/%m/%Y}." if tableau.photo_du else ""])
    lignes.append([tableau.definition])
    lignes.append([tableau.secret])
    return entetes, lignes
