"""Le format publié et le lecteur disent la même chose : un autre logiciel peut s'y fier avant d'envoyer sa grille."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cotation.document import lire_grille
from domain.cotation.errors import GrilleInvalide
from domain.cotation.grille import Grille
from domain.cotation.registre.format import CHEMIN, schema_de_grille
from domain.cotation.registre.use_cases import grille_modele
from domain.cotation.writer import ecrire_grille
from tests.domain.cas import cas
from tests.domain.cotation.cases import document, document_du_cas
from tests.domain.cotation.strategies import REGLAGES, grilles

ADRESSE = f"https://fdls.test/grandpublic/v1{CHEMIN}"
FORMAT = jsonschema_rs.Draft202012Validator(schema_de_grille(ADRESSE), validate_formats=True)
CAS = sorted(chemin.stem for chemin in (Path(__file__).parent / "cas").glob("*.json"))

Chemin = tuple[str | int, ...]


@pytest.mark.parametrize("nom", ["demonstration", *CAS])
def test_chaque_grille_connue_suit_le_format(nom: str) -> None:
    FORMAT.validate(document(nom))
    FORMAT.validate(ecrire_grille(lire_grille(document(nom))))


def test_le_modele_et_l_adresse_du_format_se_lisent() -> None:
    ecrite = {"$schema": ADRESSE, **ecrire_grille(grille_modele())}
    FORMAT.validate(ecrite)
    assert lire_grille(ecrite) == grille_modele()


def test_un_document_d_un_autre_format_est_refuse() -> None:
    with pytest.raises(GrilleInvalide) as refus:
        lire_grille({"$schema": ADRESSE.removesuffix("1") + "2", **ecrire_grille(grille_modele())})
    assert [(e.champ, e.code) for e in refus.value.erreurs] == [("$schema", "format-inconnu")]


@REGLAGES
@given(grilles())
def test_toute_grille_ecrite_suit_le_format(grille: Grille) -> None:
    FORMAT.validate(ecrire_grille(grille))


def _places(noeud: object, chemin: Chemin = ()) -> list[Chemin]:
    match noeud:
        case dict():
            fils: list[tuple[str | int, object]] = list(noeud.items())
        case list():
            fils = list(enumerate(noeud))
        case _:
            fils = []
    return [chemin, *(place for cle, contenu in fils for place in _places(contenu, (*chemin, cle)))]


def _sans(noeud: Any, chemin: Chemin, *mis: object) -> Any:
    """Le document sans ce qui est à cette place, ou avec autre chose à la place."""
    if len(chemin) > 1:
        copie = noeud.copy()
        copie[chemin[0]] = _sans(noeud[chemin[0]], chemin[1:], *mis)
        return copie
    if isinstance(noeud, list):
        assert isinstance(chemin[0], int)
        return [*noeud[: chemin[0]], *mis, *noeud[chemin[0] + 1 :]]
    return {cle: c for cle, c in noeud.items() if cle != chemin[0]} | ({chemin[0]: mis[0]} if mis else {})


@REGLAGES
@given(grilles(), st.data())
def test_ce_que_le_format_refuse_le_lecteur_le_refuse_aussi(grille: Grille, tirage: st.DataObject) -> None:
    ecrite = ecrire_grille(grille)
    place = tirage.draw(st.sampled_from(_places(ecrite)[1:]))
    mis = tirage.draw(st.sampled_from([(), ("mot",), (7.5,), (True,), ([],), ({},), ({"mot": 1},)]))
    abime = _sans(ecrite, place, *mis)
    if FORMAT.is_valid(abime):
        return
    with pytest.raises(GrilleInvalide):
        lire_grille(abime)


SEUL_LE_LECTEUR_LE_VOIT = {
    "bloc-deja-compte",
    "bloc-inconnu",
    "bornes-attendues",
    "bornes-inversees",
    "champ-sans-duree",
    "code-en-double",
    "critere-inconnu",
    "cumul-avec-preuve",
    "duree-trop-longue",
    "exclusion-circulaire",
    "nombre-inatteignable",
    "palier-inatteignable",
    "plusieurs-codes",
    "retenus-sans-somme",
    "secteur-inconnu",
    "tranche-vide",
    "trop-precis",
    "validite-sans-preuve",
}
"""Ce qui rapproche deux endroits du document : un schéma ne le dit pas."""


@pytest.mark.parametrize("ligne", cas(__file__, "refus"))
def test_chaque_faute_de_forme_se_voit_deja_au_format(ligne: dict[str, Any]) -> None:
    assert FORMAT.is_valid(document_du_cas(ligne)) <= (ligne["code"] in SEUL_LE_LECTEUR_LE_VOIT)
