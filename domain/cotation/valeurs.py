"""Ce que donne un critère, tel que le document l'écrit : des points, un barème, un pas, des événements ou un cumul."""

from typing import Final

from domain.cotation.champs import Temps
from domain.cotation.conditions import lire_champ_nombre, lire_fenetre, lire_reprise, lire_seuil
from domain.cotation.grille import (
    POINTS_MAXIMUM,
    Bareme,
    Cumul,
    Palier,
    ParEvenement,
    ParPas,
    PointsFixes,
    Tranche,
    Valeur,
)
from domain.cotation.reader import Journal, Objet, Refus, lire_entier, lire_liste, lire_nombre, lire_texte

_VALEURS: Final = ("points", "bareme", "par", "evenement", "cumul")

EVENEMENTS_SANS_EFFET: Final = 100
"""Au-delà, aucun événement ne compterait jamais."""


def lire_points(brut: object, chemin: str) -> int:
    points = lire_entier(brut, chemin)
    if abs(points) > POINTS_MAXIMUM:
        raise Refus(chemin, "points-hors-limites", f"Les points vont de −{POINTS_MAXIMUM} à {POINTS_MAXIMUM}.")
    return points


class LecteurDeValeurs:
    """Lit la valeur d'un critère ; un refus dit où elle est mal écrite, et comment la corriger."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def lire(self, objet: Objet) -> Valeur:
        formes = [forme for forme in _VALEURS if forme in objet]
        if len(formes) != 1:
            raise Refus(
                objet.chemin,
                "valeur-ambigue",
                "Un critère porte une valeur et une seule parmi : points, bareme, par, evenement, cumul.",
            )
        match formes[0]:
            case "points":
                return PointsFixes(points=objet.exiger("points", lire_points))
            case "bareme":
                return objet.exiger("bareme", self._bareme)
            case "par":
                return objet.exiger("par", self._par)
            case "cumul":
                return objet.exiger("cumul", self._cumul)
            case _:
                return objet.exiger("evenement", self._par_evenement)

    def _cumul(self, brut: object, chemin: str) -> Cumul:
        objet = Objet(brut, chemin, self.journal)

        def palier(contenu: object, ou: str) -> Palier:
            bruts = lire_liste(contenu, ou)
            if len(bruts) != 2:
                raise Refus(ou, "palier-attendu", "Un palier s'écrit [nombre de critères, points].")
            return Palier(au_moins=lire_entier(bruts[0], f"{ou}[0]"), points=lire_points(bruts[1], f"{ou}[1]"))

        parmi = tuple(dict.fromkeys(objet.elements("parmi", lire_texte)))
        paliers = tuple(sorted(objet.elements("paliers", palier), key=lambda lu: lu.au_moins))
        objet.fermer()
        if not parmi or not paliers:
            raise Refus(objet.chemin, "liste-vide", "Un cumul cite des critères et porte au moins un palier.")
        seuils = [palier.au_moins for palier in paliers]
        if len(set(seuils)) < len(seuils) or not 1 <= seuils[0] <= seuils[-1] <= len(parmi):
            raise Refus(
                objet.sous("paliers"),
                "palier-inatteignable",
                f"Les paliers d'un cumul sont tous différents, de 1 à {len(parmi)} critères.",
            )
        return Cumul(parmi=parmi, paliers=paliers)

    def _bareme(self, brut: object, chemin: str) -> Bareme:
        objet = Objet(brut, chemin, self.journal)
        champ = objet.exiger("champ", lire_champ_nombre)

        def tranche(contenu: object, ou: str) -> Tranche:
            bornes = lire_liste(contenu, ou)
            if len(bornes) != 3:
                raise Refus(ou, "tranche-attendue", "Une tranche s'écrit [borne basse, borne haute, points].")
            bas, haut = (
                None if borne is None else lire_seuil(champ, borne, f"{ou}[{rang}]")
                for rang, borne in enumerate(bornes[:2])
            )
            if bas is not None and haut is not None and bas >= haut:
                raise Refus(ou, "tranche-vide", "La borne basse doit être inférieure à la borne haute.")
            return Tranche(min=bas, max=haut, points=lire_points(bornes[2], f"{ou}[2]"))

        tranches = objet.elements("tranches", tranche)
        if "tranches" not in objet or not objet.contenu["tranches"]:
            raise Refus(objet.sous("tranches"), "liste-vide", "Un barème porte au moins une tranche.")
        repart_de = lire_reprise(objet, champ, self.journal)
        objet.fermer()
        return Bareme(champ=champ.code, tranches=tranches, repart_de=repart_de)

    def _par(self, brut: object, chemin: str) -> ParPas:
        objet = Objet(brut, chemin, self.journal)
        champ = objet.exiger("champ", lire_champ_nombre)
        par = ParPas(
            champ=champ.code,
            pas=objet.exiger("pas", lire_nombre),
            points=objet.exiger("points", lire_nombre),
            franchise=objet.lire("franchise", lambda contenu, ou: lire_seuil(champ, contenu, ou)) or 0,
            plafond=objet.lire("plafond", lire_points),
            repart_de=lire_reprise(objet, champ, self.journal),
        )
        objet.fermer()
        if champ.temps is Temps.MOIS_AVANT:
            raise Refus(
                objet.sous("champ"),
                "champ-sans-pas",
                f"« {champ.libelle} » diminue avec les jours : écrivez un barème par tranches.",
            )
        if par.pas <= 0:
            raise Refus(objet.sous("pas"), "pas-nul", "Un pas est plus grand que zéro.")
        if par.points == 0 or abs(int(par.points)) > POINTS_MAXIMUM:
            raise Refus(objet.sous("points"), "points-hors-limites", "Des points par pas sont attendus ici.")
        if par.plafond is not None and par.plafond <= 0:
            raise Refus(objet.sous("plafond"), "plafond-nul", "Un plafond est plus grand que zéro.")
        return par

    def _par_evenement(self, brut: object, chemin: str) -> ParEvenement:
        objet = Objet(brut, chemin, self.journal)
        maximum, franchise = objet.lire("max", lire_entier), objet.lire("franchise", lire_entier) or 0
        valeur = ParEvenement(
            evenement=lire_fenetre(objet),
            points=objet.exiger("points", lire_points),
            franchise=franchise,
            max=maximum,
        )
        objet.fermer()
        if not 0 <= franchise <= EVENEMENTS_SANS_EFFET:
            raise Refus(
                objet.sous("franchise"),
                "franchise-hors-limites",
                f"De 0 à {EVENEMENTS_SANS_EFFET} événements peuvent rester sans effet.",
            )
        if maximum is not None and maximum < 1:
            raise Refus(objet.sous("max"), "maximum-nul", "Au moins un événement doit pouvoir compter.")
        return valeur
