"""What the packaged files must say, whoever extracts them next year."""

import gzip
import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from adapters.referentiel.contours import dissolve
from adapters.referentiel.extract import CONTOURS
from adapters.referentiel.loader import lire_communes, lire_departements, lire_epcis, lire_regions
from domain.referentiel.model import Commune, TypeEpci, ZoneAbc, ZonePlafonds
from domain.referentiel.rules import distance_km

DEPARTEMENTS_LIVRES = ["22", "29", "35", "44", "49", "53", "56", "72", "85"]


@pytest.fixture(scope="module")
def communes() -> dict[str, Commune]:
    return {commune.code: commune for commune in lire_communes()}


def _contours(departement: str) -> dict[str, Any]:
    lu: dict[str, Any] = json.loads((CONTOURS / f"{departement}.json").read_text("utf-8"))
    return lu


def test_toutes_les_communes_de_france_y_sont(communes: dict[str, Commune]) -> None:
    assert 34_900 <= len(communes) < 35_000
    assert 68_000_000 < sum(c.population for c in communes.values()) < 70_000_000


def test_chaque_commune_est_dans_un_departement_connu(communes: dict[str, Commune]) -> None:
    assert {c.departement for c in communes.values()} <= {d.code for d in lire_departements()}


def test_chaque_departement_est_dans_une_region_connue() -> None:
    assert {d.region for d in lire_departements()} == {r.code for r in lire_regions()}


def test_chaque_epci_cite_existe_et_chaque_epci_a_des_communes(communes: dict[str, Commune]) -> None:
    assert {c.epci for c in communes.values() if c.epci} == {e.siren for e in lire_epcis()}


def test_le_departement_d_un_epci_est_celui_de_l_une_de_ses_communes(communes: dict[str, Commune]) -> None:
    lieux = {(c.epci, c.departement) for c in communes.values()}
    assert all((e.siren, e.departement) in lieux for e in lire_epcis())


def test_le_grand_paris_se_partage_entre_paris_et_onze_etablissements_territoriaux(
    communes: dict[str, Commune],
) -> None:
    """CCH L441-2-8 : chacun a sa grille de cotation."""
    territoires = {
        e.siren: e for e in lire_epcis() if e.type in (TypeEpci.ETABLISSEMENT_TERRITORIAL, TypeEpci.VILLE_DE_PARIS)
    }
    assert len(territoires) == 12
    siennes = {code: c.epci for code, c in communes.items() if c.epci in territoires}
    assert len(siennes) == 130
    assert territoires[siennes["75056"] or ""].nom == "Ville de Paris"
    assert territoires[siennes["93066"] or ""].nom == "Plaine Commune"
    assert siennes["95018"] == siennes["92004"], "Argenteuil et Asnières : un territoire sur deux départements"


def test_seules_quelques_iles_de_metropole_n_ont_pas_d_epci(communes: dict[str, Commune]) -> None:
    assert sorted(c.nom for c in communes.values() if not c.epci and c.departement < "97") == [
        "L'Île-d'Yeu",
        "Ouessant",
        "Île-de-Bréhat",
        "Île-de-Sein",
    ]


@pytest.mark.parametrize("departement", DEPARTEMENTS_LIVRES)
def test_chaque_commune_des_deux_regions_est_complete(departement: str) -> None:
    trouvees = lire_communes([departement])
    assert trouvees
    for commune in trouvees:
        assert commune.code.startswith(departement)
        assert commune.point is not None
        assert 46 < commune.point.latitude < 49
        assert -5.2 < commune.point.longitude < 1
        assert commune.codes_postaux
        assert commune.population > 0
        assert commune.zone_abc is not None
        assert commune.zone_apl in (2, 3)
        assert commune.zone_plafonds is ZonePlafonds.AUTRES


def test_rennes_est_dans_rennes_metropole(communes: dict[str, Commune]) -> None:
    rennes = communes["35238"]
    assert rennes.nom == "Rennes"
    assert rennes.epci == "243500139"
    assert rennes.codes_postaux == ("35000", "35200", "35700")
    metropole = next(e for e in lire_epcis() if e.siren == "243500139")
    assert (metropole.nom, metropole.type, metropole.departement) == (
        "Rennes Métropole",
        TypeEpci.METROPOLE,
        "35",
    )
    assert sum(c.epci == metropole.siren for c in communes.values()) == 43


def test_un_epci_a_cheval_va_au_departement_de_ses_habitants() -> None:
    assert {e.siren: e.departement for e in lire_epcis()}["243500741"] == "35"  # Redon : 35, 44 et 56


def test_un_epci_porte_le_nom_que_tout_le_monde_lui_donne() -> None:
    noms = {e.siren: e.nom for e in lire_epcis()}
    assert noms["200039022"] == "Vitré Communauté"
    assert noms["242900074"] == "Communauté de communes du Pays d'Iroise"
    assert not [nom for nom in noms.values() if nom.startswith(("CC ", "CA ", "CU "))]


def test_rennes_et_nantes_sont_a_cent_kilometres(communes: dict[str, Commune]) -> None:
    rennes, nantes = communes["35238"].point, communes["44109"].point
    assert rennes is not None
    assert nantes is not None
    assert distance_km(rennes, nantes) == pytest.approx(100, abs=5)


def test_les_trois_zonages_disent_la_tension_des_grandes_villes(communes: dict[str, Commune]) -> None:
    def zones(code: str) -> tuple[object, ...]:
        commune = communes[code]
        return commune.zone_abc, commune.zone_apl, commune.zone_plafonds

    assert zones("75056") == (ZoneAbc.A_BIS, 1, ZonePlafonds.PARIS)
    assert zones("92012")[2] is ZonePlafonds.PARIS
    assert zones("35238") == (ZoneAbc.A, 2, ZonePlafonds.AUTRES)
    assert zones("97411") == (ZoneAbc.B1, 2, None)


def test_une_commune_nee_d_une_fusion_garde_un_zonage(communes: dict[str, Commune]) -> None:
    oree_d_anjou = communes["49126"]
    assert (oree_d_anjou.zone_abc, oree_d_anjou.zone_apl) == (ZoneAbc.C, 3)


def test_les_fichiers_livres_restent_legers() -> None:
    dossier = files("adapters.referentiel").joinpath("donnees")
    assert sum(len(f.read_bytes()) for f in dossier.iterdir()) < 1_500_000
    for departement in DEPARTEMENTS_LIVRES:
        assert len(gzip.compress((CONTOURS / f"{departement}.json").read_bytes())) < 150_000


@pytest.mark.parametrize("departement", DEPARTEMENTS_LIVRES)
def test_la_carte_montre_toutes_les_communes_du_departement(departement: str) -> None:
    montrees = {f["properties"]["code"]: f["properties"] for f in _contours(departement)["features"]}
    attendues = {c.code: {"code": c.code, "nom": c.nom, "epci": c.epci} for c in lire_communes([departement])}
    assert montrees == attendues


@pytest.mark.parametrize("departement", DEPARTEMENTS_LIVRES)
def test_aucun_jour_ne_s_ouvre_entre_deux_communes_voisines(departement: str) -> None:
    """A border is walked once in each direction, the coast once: never twice the same way."""
    aretes: Counter[tuple[object, object]] = Counter()
    for feature in _contours(departement)["features"]:
        for polygone in feature["geometry"]["coordinates"]:
            for anneau in polygone:
                assert anneau[0] == anneau[-1]
                assert len(anneau) >= 4
                aretes.update(zip(map(tuple, anneau), map(tuple, anneau[1:]), strict=False))
    assert set(aretes.values()) == {1}


@pytest.mark.parametrize(("departement", "morceaux"), [("35", 3), ("49", 1), ("72", 1)])
def test_les_communes_reunies_font_le_departement(departement: str, morceaux: int) -> None:
    formes = [
        [[[(x, y) for x, y in anneau] for anneau in polygone] for polygone in feature["geometry"]["coordinates"]]
        for feature in _contours(departement)["features"]
    ]
    assert len(dissolve(formes)) == morceaux
