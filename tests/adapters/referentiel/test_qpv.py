from pathlib import Path

import pytest

from adapters.referentiel.loader import lire_communes
from adapters.referentiel.qpv import FichierQpvInvalide, lire_qpv, lire_qpv_de_demonstration
from domain.referentiel.model import Qpv

ENTETE = "code,nom,departement,communes,fictif\n"
COMMUNES = {"35238", "35047", "44109"}


def _fichier(tmp_path: Path, texte: str, encodage: str = "utf-8") -> Path:
    fichier = tmp_path / "quartiers.csv"
    fichier.write_text(texte, encodage)
    return fichier


def test_les_quartiers_de_demonstration_se_disent_fictifs() -> None:
    quartiers = lire_qpv_de_demonstration()
    assert quartiers
    assert all(q.fictif and q.code.startswith("QX") and "fictif" in q.nom for q in quartiers)


def test_les_quartiers_de_demonstration_sont_dans_de_vraies_communes() -> None:
    communes = {c.code: c.departement for c in lire_communes()}
    for quartier in lire_qpv_de_demonstration():
        assert {communes[code] for code in quartier.communes} == {quartier.departement}


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig"])
def test_une_vraie_liste_s_importe(tmp_path: Path, encodage: str) -> None:
    fichier = _fichier(tmp_path, ENTETE + "QN03501M,Quartier d'essai,35,35238 35047,non\n", encodage)
    assert lire_qpv(fichier, COMMUNES) == [
        Qpv(
            code="QN03501M",
            nom="Quartier d'essai",
            departement="35",
            communes=("35238", "35047"),
            fictif=False,
        )
    ]


@pytest.mark.parametrize(
    ("ligne", "erreur"),
    [
        ("35238,Nord,35,35238,non", "Ligne 2 : « 35238 » n'est pas un code de quartier prioritaire"),
        ("QN03501M,,35,35238,non", "Ligne 2 : le nom du quartier manque."),
        ("QN03501M,Nord,35,,non", "Ligne 2 : il faut au moins une commune."),
        ("QN03501M,Nord,35,44109,non", "Ligne 2 : la commune 44109 n'est pas dans le département 35."),
        ("QN03501M,Nord,35,35999,non", "Ligne 2 : la commune 35999 n'existe pas."),
        ("QN03501M,Nord,35,35238,peut-être", "Ligne 2 : la colonne fictif vaut oui ou non."),
        ("QN03501M,Nord,35,35238,oui", "Ligne 2 : seuls les quartiers fictifs, et eux tous"),
        ("QX035001,Nord,35,35238,non", "Ligne 2 : seuls les quartiers fictifs, et eux tous"),
        ("QN03501M,Nord,35", "Ligne 2 : 5 colonnes sont attendues."),
        ("QN03501M,Nord,35,35238,non,de trop", "Ligne 2 : 5 colonnes sont attendues."),
        (
            "QN03501M,Nord,35,35238,non\nQN03501M,Sud,35,35238,non",
            "Ligne 3 : le code QN03501M figure déjà plus haut.",
        ),
    ],
)
def test_une_ligne_fausse_est_refusee_et_nommee(tmp_path: Path, ligne: str, erreur: str) -> None:
    with pytest.raises(FichierQpvInvalide) as refus:
        lire_qpv(_fichier(tmp_path, ENTETE + ligne + "\n"), COMMUNES)
    assert len(refus.value.erreurs) == 1
    assert refus.value.erreurs[0].startswith(erreur)


def test_toutes_les_erreurs_se_disent_en_une_fois(tmp_path: Path) -> None:
    fichier = _fichier(tmp_path, ENTETE + "a,b,35,35238,non\nQN03501M,,35,35999,non\n")
    with pytest.raises(FichierQpvInvalide) as refus:
        lire_qpv(fichier, COMMUNES)
    assert len(refus.value.erreurs) == 3


def test_des_colonnes_inattendues_sont_refusees(tmp_path: Path) -> None:
    with pytest.raises(FichierQpvInvalide, match="Ligne 1 : les colonnes attendues sont code, nom"):
        lire_qpv(_fichier(tmp_path, "code,libelle\nQN03501M,Nord\n"), COMMUNES)
