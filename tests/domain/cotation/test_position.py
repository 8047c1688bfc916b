"""La place d'une demande : parmi lesquelles, à quelle date, et jamais dans un groupe trop petit."""

from datetime import date

import pytest

from domain.cotation.departage import PAR_DEFAUT, dire_le_departage
from domain.cotation.position import NiveauDeLieu, Place, Position, positions_dans_l_epci
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie

LE = date(2026, 3, 1)
EPCI, RENNES, LE_RHEU = "243500139", "35238", "35240"
COURONNE = f"{EPCI}:COURONNE"
NOMS = {EPCI: "Rennes Métropole", COURONNE: "secteur « Première couronne »", RENNES: "Rennes", LE_RHEU: "Le Rheu"}


def place(niveau: NiveauDeLieu, lieu: str, rang: int, sur: int) -> Place:
    return Place(
        niveau=niveau, lieu=lieu, typologie=Typologie.T3, population=Population.MUTATION, points=40, rang=rang, sur=sur
    )


def positions(*places: Place, communes: tuple[str, ...] = (RENNES,), secteur: str | None = None) -> list[Position]:
    return positions_dans_l_epci(
        EPCI,
        communes,
        [Typologie.T3],
        places,
        Population.MUTATION,
        lambda niveau, lieu: NOMS[lieu],
        departage=dire_le_departage(PAR_DEFAUT),
        secteur_de=lambda commune: secteur,
        photo_du=LE,
        le=LE,
    )


C, S, E = NiveauDeLieu.COMMUNE, NiveauDeLieu.SECTEUR, NiveauDeLieu.EPCI


@pytest.mark.parametrize(("rang", "sur", "pourcentage"), [(1, 1000, 1), (12, 200, 6), (13, 200, 7), (200, 200, 100)])
def test_le_pourcentage_ne_flatte_pas(rang: int, sur: int, pourcentage: int) -> None:
    (vue,) = positions(place(C, RENNES, rang, sur))
    assert (vue.rang, vue.sur, vue.pourcentage) == (rang, sur, pourcentage)


def test_le_perimetre_dit_la_taille_la_mutation_le_lieu_et_la_date() -> None:
    (vue,) = positions(place(C, RENNES, 1, 11))
    dit = vue.perimetre.replace("\u00a0", " ")
    assert dit == "Demandes actives de mutation d'un T3 à Rennes, au 1er mars 2026."
    assert vue.departage.startswith("À égalité de points : la demande la plus ancienne passe devant, puis")
    assert vue.phrase.replace("\u00a0", " ").endswith(f"la première sur 11 par le nombre de points. {vue.departage}")


def test_dix_demandes_semblables_s_elargissent_a_l_intercommunalite_et_on_dit_pourquoi() -> None:
    (vue,) = positions(place(C, RENNES, 2, 10), place(E, EPCI, 30, 400))
    assert (vue.niveau, vue.rang, vue.sur) == (E, 30, 400)
    assert vue.elargie is not None
    assert vue.elargie.code == "groupe-elargi"
    assert "Moins de 11 demandes comparables à Rennes" in vue.elargie.phrase


def test_le_secteur_que_la_grille_nomme_vient_avant_l_intercommunalite_et_se_nomme() -> None:
    larges = place(S, COURONNE, 5, 60), place(E, EPCI, 30, 400)
    (vue,) = positions(place(C, RENNES, 2, 10), *larges, secteur=COURONNE)
    assert (vue.niveau, vue.lieu, vue.rang, vue.sur) == (S, COURONNE, 5, 60)
    assert "dans le secteur « Première couronne »" in vue.perimetre.replace("\u00a0", " ")
    assert vue.elargie is not None
    assert vue.elargie.phrase.endswith("on compare dans le secteur « Première couronne ».")
    petit = place(C, RENNES, 2, 10), place(S, COURONNE, 2, 10), place(E, EPCI, 30, 400)
    assert [v.niveau for v in positions(*petit, secteur=COURONNE)] == [E], "un secteur trop petit s'élargit encore"


def test_sans_onze_demandes_nulle_part_aucun_rang_n_est_donne() -> None:
    (vue,) = positions(place(C, RENNES, 2, 3), place(E, EPCI, 5, 10))
    assert (vue.rang, vue.sur, vue.pourcentage) == (None, None, None)
    assert vue.absente is not None
    assert vue.absente.code == "groupe-trop-petit"


def test_deux_communes_elargies_ne_donnent_qu_une_place() -> None:
    vues = positions(place(C, RENNES, 1, 2), place(C, LE_RHEU, 1, 3), place(E, EPCI, 5, 90), communes=(RENNES, LE_RHEU))
    assert [(v.niveau, v.rang) for v in vues] == [(E, 5)]


def test_une_demande_que_la_nuit_n_a_pas_vue_attend_la_suivante() -> None:
    (vue,) = positions()
    assert vue.absente is not None
    assert vue.absente.code == "position-a-venir"
