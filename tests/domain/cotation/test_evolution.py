"""Ce qui a changé depuis la dernière visite : le dossier, le temps, la grille ou les autres, et pour combien."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.cotation.departage import PAR_DEFAUT, dire_le_departage
from domain.cotation.evolution import CauseDeChangement, Evolution, affichage, comparer
from domain.cotation.faits import Faits, PreuveAdmise
from domain.cotation.interpreter import preparer
from domain.cotation.model import GrilleCotation, VersionDeGrille
from domain.cotation.position import NiveauDeLieu, Place, Position, positions_dans_l_epci
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie
from tests.domain.cotation.cases import un_bloc, une_grille

C = CauseDeChangement
HIER, AUJOURD_HUI = date(2026, 2, 1), date(2026, 3, 1)
EPCI = "243500139"

ANCIENNETE: dict[str, Any] = {
    "code": "ANC",
    "libelle_public": "Ancienneté",
    "bareme": {"champ": "anciennete_mois", "tranches": [[0, 12, 0], [12, None, 5]]},
}
DALO: dict[str, Any] = {
    "code": "DALO",
    "libelle_public": "Décision DALO",
    "si": {"champ": "dalo", "op": "=", "val": True},
    "points": 50,
}
VIOLENCES: dict[str, Any] = {
    "code": "VIO",
    "libelle_public": "Violences",
    "si": {"champ": "motifs", "op": "dans", "val": ["06"]},
    "preuve": "justifie",
    "points": 45,
}


def version(*criteres: dict[str, Any], effet_du: date | None = None) -> VersionDeGrille:
    contenu = une_grille(un_bloc(*criteres))
    ebauche = GrilleCotation.ebaucher(
        departement="35", epci=EPCI, contenu=contenu, le=datetime(2026, 1, 1, tzinfo=UTC)
    ).instantane()
    return replace(ebauche, effet_du=effet_du)


def evolution(
    ancienne: VersionDeGrille,
    avant: Faits,
    apres: Faits,
    *,
    actuelle: VersionDeGrille | None = None,
    places: tuple[Position | None, Position | None] = (None, None),
    muets: frozenset[str] = frozenset(),
) -> Evolution:
    actuelle = actuelle or ancienne
    points = preparer(actuelle.contenu).evaluer(apres.pour(EPCI), AUJOURD_HUI).total_verifie
    trouvee = comparer(
        affichage(ancienne, avant, HIER, places[0]),
        ancienne,
        actuelle,
        apres,
        AUJOURD_HUI,
        points=points,
        position=places[1],
        muets=muets,
    )
    effets = sum(c.points or 0 for c in trouvee.changements)
    assert points is None or (trouvee.points_avant or 0) + effets == points, "les effets s'additionnent"
    return trouvee


def dits(trouvee: Evolution) -> list[tuple[CauseDeChangement, int | None, int | None]]:
    return [(c.cause, c.points, c.places) for c in trouvee.changements]


def place(rang: int, commune: str = "35238") -> Position:
    (position,) = positions_dans_l_epci(
        EPCI,
        [commune],
        [Typologie.T3],
        [
            Place(
                niveau=NiveauDeLieu.COMMUNE,
                lieu=commune,
                typologie=Typologie.T3,
                population=Population.PRIMO,
                points=0,
                rang=rang,
                sur=200,
            )
        ],
        Population.PRIMO,
        lambda niveau, lieu: {"35238": "Rennes", "35240": "Le Rheu"}[lieu],
        departage=dire_le_departage(PAR_DEFAUT),
        secteur_de=lambda commune: None,
        photo_du=AUJOURD_HUI,
        le=AUJOURD_HUI,
    )
    return position


DEPUIS_UN_AN = Faits.de({"anciennete_mois": date(2025, 2, 15), "dalo": False})


def test_une_tranche_d_anciennete_franchie_vient_du_temps() -> None:
    trouvee = evolution(version(ANCIENNETE), DEPUIS_UN_AN, DEPUIS_UN_AN)
    assert dits(trouvee) == [(C.TEMPS, 5, None)]
    assert "« Ancienneté »" in trouvee.phrase


def test_une_situation_qui_change_vient_du_demandeur() -> None:
    apres = Faits.de({"anciennete_mois": date(2025, 2, 15), "dalo": True})
    assert dits(evolution(version(ANCIENNETE, DALO), DEPUIS_UN_AN, apres)) == [(C.VOUS, 50, None), (C.TEMPS, 5, None)]


def test_une_piece_validee_entre_deux_visites_vient_du_demandeur_et_non_du_temps() -> None:
    avant = Faits.de({"motifs": ["06"]})
    apres = Faits.de({"motifs": ["06"]}, pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2026, 2, 10)),))
    assert dits(evolution(version(VIOLENCES), avant, apres)) == [(C.VOUS, 45, None)]


def test_une_grille_qui_change_se_dit_avec_sa_date_et_dit_que_la_situation_n_a_pas_change() -> None:
    connue = Faits.de({"dalo": True})
    nouvelle = version({**DALO, "points": 44}, effet_du=date(2026, 2, 15))
    (changement,) = evolution(version(DALO), connue, connue, actuelle=nouvelle).changements
    assert (changement.cause, changement.points) == (C.GRILLE, -6)
    phrase = changement.phrase.replace("\u00a0", " ")
    assert phrase == "\u22126 points : la grille a changé le 15 février 2026 ; votre situation n'a pas changé."


def test_une_place_perdue_a_points_egaux_vient_des_autres() -> None:
    trouvee = evolution(version(DALO), DEPUIS_UN_AN, DEPUIS_UN_AN, places=(place(12), place(15)))
    assert dits(trouvee) == [(C.AUTRES, None, -3)]
    assert "vos points n'ont pas changé" in trouvee.phrase


def test_une_place_gagnee_avec_des_points_vient_de_ce_qui_les_a_donnes() -> None:
    trouvee = evolution(version(ANCIENNETE), DEPUIS_UN_AN, DEPUIS_UN_AN, places=(place(15), place(12)))
    assert dits(trouvee) == [(C.TEMPS, 5, None), (C.TEMPS, None, 3)]


def test_une_place_dans_un_autre_lieu_ne_se_compare_pas_et_le_dit() -> None:
    trouvee = evolution(version(DALO), DEPUIS_UN_AN, DEPUIS_UN_AN, places=(place(12), place(3, "35240")))
    assert dits(trouvee) == [(C.VOUS, None, None)]
    assert "Le Rheu" in trouvee.phrase
    assert "ne se compare pas" in trouvee.phrase


def test_une_place_qui_apparait_ou_disparait_se_dit() -> None:
    apparue = evolution(version(DALO), DEPUIS_UN_AN, DEPUIS_UN_AN, places=(None, place(3)))
    disparue = evolution(version(DALO), DEPUIS_UN_AN, DEPUIS_UN_AN, places=(place(3), None))
    assert dits(apparue) == [(C.TEMPS, None, None)]
    assert dits(disparue) == [(C.AUTRES, None, None)]


def test_une_demande_qui_entre_dans_la_cotation_ou_en_sort_le_lit() -> None:
    contenu = une_grille(
        un_bloc(DALO), hors_cotation=[{"motif": "anru", "si": {"champ": "nature", "op": "=", "val": "ANRU"}}]
    )
    grille = replace(version(DALO), contenu=contenu)
    dehors, dedans = Faits.de({"dalo": True, "nature": "ANRU"}), Faits.de({"dalo": True})
    assert dits(evolution(grille, dehors, dedans)) == [(C.VOUS, 50, None)]
    (sortie,) = evolution(grille, dedans, dehors).changements
    assert (sortie.cause, sortie.points) == (C.VOUS, None)


def test_un_critere_reserve_ne_dit_pas_son_nom() -> None:
    avant = Faits.de({"motifs": ["06"]})
    apres = Faits.de({"motifs": ["06"]}, pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2026, 2, 10)),))
    trouvee = evolution(version(VIOLENCES), avant, apres, muets=frozenset({"VIO"}))
    assert "Violences" not in trouvee.phrase


def test_rien_de_change_se_dit_aussi() -> None:
    trouvee = evolution(version(DALO), DEPUIS_UN_AN, DEPUIS_UN_AN)
    assert (trouvee.changements, trouvee.phrase[:15]) == ([], "Rien n'a changé")
