"""L'attente dite à un demandeur : sur le plus petit territoire qui permet d'en parler, avec son incertitude."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from domain.cotation.attente import (
    Groupe,
    Seuils,
    Souhaits,
    Tables,
    dire_la_fiabilite,
    eprouver,
    estimer_les_souhaits,
    estimer_plus_large,
    groupes_a_lire,
)
from domain.cotation.attente_lue import AttenteEstimee, PartLogee
from domain.cotation.position import NiveauDeLieu
from domain.cotation.secteurs import SecteurSitue, nommer_aussi
from domain.cotation.survie import Mois
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie

N, T = NiveauDeLieu, Typologie
LE = date(2026, 3, 1)
RENNES, LE_RHEU, METROPOLE = "35238", "35240", "243500139"
NOMS = {RENNES: "Rennes", LE_RHEU: "Le Rheu", METROPOLE: "Rennes Métropole", "35": "Ille-et-Vilaine"}
SEUILS = Seuils.le(LE)


def nommer(niveau: NiveauDeLieu, lieu: str) -> str:
    return NOMS[lieu] if niveau is not N.VOISINAGE else f"{NOMS[lieu]} et ses voisines"


def groupe(niveau: NiveauDeLieu, lieu: str, taille: Typologie = T.T3) -> Groupe:
    return Groupe(niveau=niveau, lieu=lieu, typologie=taille, population=Population.PRIMO)


def table(par_mois: int, mois: int = 24, demandes: int = 200) -> Sequence[Mois]:
    """Autant de logées chaque mois d'attente, sur des demandes suivies depuis leur dépôt."""
    return [Mois(0, entrees=demandes, logees=par_mois), *(Mois(rang, logees=par_mois) for rang in range(1, mois))]


def souhaits(*communes: str, tailles: tuple[Typologie, ...] = (T.T3,)) -> Souhaits:
    return Souhaits(communes=communes, typologies=tailles, population=Population.PRIMO, departement="35")


def epci_de(commune: str) -> str | None:
    return METROPOLE


def estimer(tables: Tables, *communes: str) -> list[AttenteEstimee]:
    return estimer_les_souhaits(souhaits(*communes), tables, nommer, epci_de, SEUILS)


@pytest.mark.parametrize(
    ("tables", "niveau"),
    [
        ({groupe(N.COMMUNE, RENNES): table(5)}, N.COMMUNE),
        ({groupe(N.COMMUNE, RENNES): table(0), groupe(N.VOISINAGE, RENNES): table(5)}, N.VOISINAGE),
        ({groupe(N.EPCI, METROPOLE): table(5), groupe(N.DEPARTEMENT, "35"): table(8)}, N.EPCI),
        ({groupe(N.EPCI, METROPOLE): table(5, mois=2), groupe(N.DEPARTEMENT, "35"): table(8)}, N.DEPARTEMENT),
    ],
)
def test_sans_assez_d_attributions_on_elargit_d_un_cran_et_on_le_dit(tables: Tables, niveau: NiveauDeLieu) -> None:
    (estimee,) = estimer(tables, RENNES)
    assert estimee.niveau is niveau
    if niveau is N.COMMUNE:
        assert estimee.elargie is None
    else:
        assert estimee.elargie is not None
        assert estimee.elargie.code == "territoire-elargi"
        assert estimee.lieu_nom in estimee.elargie.phrase


def test_le_secteur_que_la_grille_nomme_passe_avant_l_intercommunalite() -> None:
    couronne = SecteurSitue(
        lieu=f"{METROPOLE}:COURONNE",
        libelle="Première couronne",
        population=Population.TOUS,
        communes=frozenset({RENNES, LE_RHEU}),
    )
    tables = {groupe(N.SECTEUR, couronne.lieu): table(5), groupe(N.EPCI, METROPOLE): table(8)}
    cherche = replace(souhaits(RENNES, LE_RHEU), secteurs=(couronne,))
    assert groupe(N.SECTEUR, couronne.lieu) in groupes_a_lire(cherche, (), epci_de, SEUILS)
    estimees = estimer_les_souhaits(cherche, tables, nommer_aussi([couronne], nommer), epci_de, SEUILS)
    assert [(e.niveau, e.lieu_nom) for e in estimees] == [(N.SECTEUR, "secteur « Première couronne »")]
    assert estimees[0].elargie is not None
    assert "Première couronne" in estimees[0].elargie.phrase


def test_dix_attributions_ne_suffisent_jamais_onze_oui() -> None:
    dix = [Mois(0, entrees=300), *(Mois(rang, logees=1) for rang in range(1, 11)), Mois(11), Mois(24, attendent=290)]
    assert estimer({groupe(N.DEPARTEMENT, "35"): dix}, RENNES) == []
    (estimee,) = estimer({groupe(N.DEPARTEMENT, "35"): [*dix[:-1], Mois(12, logees=1), dix[-1]]}, RENNES)
    assert estimee.attributions == 11


def test_deux_communes_elargies_au_meme_territoire_ne_font_qu_une_estimation() -> None:
    assert len(estimer({groupe(N.EPCI, METROPOLE): table(5)}, RENNES, LE_RHEU)) == 1


def test_la_phrase_dit_la_part_la_duree_et_l_intervalle() -> None:
    (estimee,) = estimer({groupe(N.COMMUNE, RENNES): table(5)}, RENNES)
    moitie = next(d for d in estimee.durees if d.part is PartLogee.MOITIE)
    assert moitie.mois is not None
    assert moitie.au_moins is not None
    assert moitie.au_moins <= moitie.mois
    assert moitie.phrase.replace("\u00a0", " ").startswith("Une demande sur deux est logée en 1 an 8 mois (")
    assert estimee.attributions == 120
    assert [e.mois for e in estimee.echeances] == [12, 24]


def test_une_part_que_l_on_n_a_pas_vue_atteinte_ne_recoit_pas_de_duree() -> None:
    (estimee,) = estimer({groupe(N.COMMUNE, RENNES): table(1)}, RENNES)
    assert all(d.mois is None for d in estimee.durees)
    assert "moins d'une demande sur quatre est logée après 2 ans" in estimee.phrase.replace("\u00a0", " ")


def elargir(tables: Tables, deja: Sequence[AttenteEstimee] = ()) -> Sequence[AttenteEstimee]:
    return estimer_plus_large(souhaits(RENNES), deja, [LE_RHEU], tables, nommer, epci_de, SEUILS)


def test_une_autre_commune_se_lit_sur_ses_propres_attributions_le_plus_court_d_abord() -> None:
    tables = {
        groupe(N.COMMUNE, RENNES): table(5),
        groupe(N.COMMUNE, LE_RHEU): table(6),
        groupe(N.COMMUNE, RENNES, T.T2): table(7),
        groupe(N.COMMUNE, RENNES, T.T4): table(0),
        groupe(N.EPCI, METROPOLE, T.T4): table(7),
    }
    trouvees = elargir(tables, estimer(tables, RENNES))
    assert [(e.commune, e.typologie) for e in trouvees] == [(RENNES, T.T2), (LE_RHEU, T.T3)]
    assert all(e.elargie is None for e in trouvees)
    assert elargir({groupe(N.EPCI, METROPOLE): table(6)}) == [], "une commune ne s'élargit pas : ce serait la même"


def test_une_autre_taille_se_compare_dans_le_territoire_ou_la_sienne_est_observee() -> None:
    tables = {
        groupe(N.EPCI, METROPOLE): table(5),
        groupe(N.COMMUNE, RENNES, T.T2): table(9),
        groupe(N.EPCI, METROPOLE, T.T2): table(7),
        groupe(N.DEPARTEMENT, "35", T.T4): table(7),
    }
    [seule] = elargir(tables, estimer(tables, RENNES))
    assert (seule.typologie, seule.niveau, seule.elargie) == (T.T2, N.EPCI, None)


def test_quand_on_ne_peut_rien_dire_des_voeux_une_autre_taille_se_dit_encore_la_ou_on_l_observe() -> None:
    [seule] = elargir({groupe(N.DEPARTEMENT, "35", T.T2): table(7)})
    assert (seule.typologie, seule.lieu_nom) == (T.T2, "Ille-et-Vilaine")
    assert seule.elargie is not None


def test_une_page_ne_lit_que_les_groupes_dont_elle_peut_parler() -> None:
    lus = groupes_a_lire(souhaits(RENNES), [LE_RHEU], epci_de, SEUILS)
    assert lus == {groupe(N.COMMUNE, LE_RHEU)} | {
        groupe(niveau, lieu, taille)
        for taille in (T.T2, T.T3, T.T4)
        for niveau, lieu in (
            (N.COMMUNE, RENNES),
            (N.VOISINAGE, RENNES),
            (N.EPCI, METROPOLE),
            (N.DEPARTEMENT, "35"),
        )
    }


def test_la_fiabilite_compte_les_annonces_qui_se_sont_verifiees_et_celles_qui_non() -> None:
    commune, epci = groupe(N.COMMUNE, RENNES), groupe(N.EPCI, METROPOLE)
    passe = {commune: table(5), epci: table(5)}
    recent = {commune: table(5), epci: table(0)}
    assert eprouver(passe, recent, SEUILS) == (2, 1)
    fiabilite = dire_la_fiabilite(2, 1, LE)
    assert fiabilite is not None
    assert (fiabilite.previsions, fiabilite.tenues, fiabilite.pourcentage, fiabilite.annonce) == (2, 1, 50, 95)
    assert "50 % se sont vérifiées, pour 95 % annoncés" in fiabilite.phrase.replace("\u00a0", " ")
    assert dire_la_fiabilite(0, 0, LE) is None
