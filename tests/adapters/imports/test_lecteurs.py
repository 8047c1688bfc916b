"""Un fichier se lit au fil de l'eau, reprend n'importe où, et ne fait rien d'autre que se lire."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from adapters.imports import csv_file, sne_file
from domain.imports.errors import FichierIllisible
from domain.imports.model import Curseur
from domain.imports.ports import Lecture
from domain.imports.rules.lecture import LigneBrute, lire_ligne
from tests.factories.fichiers import csv_de
from tests.factories.sne import sne, une_demande

pytestmark = pytest.mark.asyncio(loop_scope="session")

LE = date(2026, 6, 15)


class Fichier:
    """Given in small parts, so that every boundary falls somewhere awkward."""

    def __init__(self, contenu: bytes, part: int) -> None:
        self._contenu = contenu
        self._part = part

    async def __call__(self, position: int) -> AsyncIterator[bytes]:
        for debut in range(position, len(self._contenu), self._part):
            yield self._contenu[debut : debut + self._part]


async def tout(lire: object, contenu: bytes, *, part: int = 64, lot: int = 1000) -> list[LigneBrute]:
    """Read batch by batch, each from nothing but the cursor of the one before."""
    lignes: list[LigneBrute] = []
    curseur: Curseur | None = None
    while True:
        lu: Lecture = await lire(Fichier(contenu, part), curseur, lot)  # type: ignore[operator]
        lignes += lu.lignes
        if lu.curseur is None:
            return lignes
        assert lu.curseur != curseur
        curseur = lu.curseur


CSV = csv_de(
    [
        {"demandeur.prenoms": f"Zoé {n}", "logement_recherche.precision": 'deux\nlignes ; et "guillemets"' * (n % 3)}
        for n in range(1, 30)
    ]
)
XML = sne([une_demande(n) for n in range(1, 12)])


@pytest.mark.parametrize("part", [7, 64, 100_000])
@pytest.mark.parametrize("lot", [1, 2, 5, 1000])
@pytest.mark.parametrize(("lire", "contenu"), [(csv_file.read, CSV), (sne_file.read, XML)], ids=["csv", "sne"])
async def test_la_reprise_lit_les_memes_lignes_ou_que_l_on_s_arrete(
    lire: object, contenu: bytes, lot: int, part: int
) -> None:
    assert await tout(lire, contenu, part=part, lot=lot) == await tout(lire, contenu, part=100_000)


async def test_une_case_sur_plusieurs_lignes_reste_une_case() -> None:
    lignes = await tout(csv_file.read, CSV)
    assert [ligne.numero for ligne in lignes] == list(range(2, 31))
    assert lignes[0].cases["logement_recherche.precision"] == 'deux\nlignes ; et "guillemets"'


async def test_une_ligne_abimee_n_arrete_pas_les_autres() -> None:
    contenu = b"numero_unique;demandeur.prenoms\r\n1;A\r\n2\r\n;\r\n3;\xff\r\n4;B\r\n"
    lignes = await tout(csv_file.read, contenu)
    assert [(ligne.numero, ligne.defaut.code if ligne.defaut else None) for ligne in lignes] == [
        (2, None),
        (3, "nombre-de-cases"),
        (5, "encodage"),
        (6, None),
    ]


@pytest.mark.parametrize(
    ("ligne", "lue"),
    [
        (b"035062580000135A01;R-7;trop;de cases", {"numero_unique": "035062580000135A01", "reference_externe": "R-7"}),
        (b";R-8;\xff", {"reference_externe": "R-8"}),
        (
            b'035062580000135A01;R-9;"mal" ferm\xc3\xa9',
            {"numero_unique": "035062580000135A01", "reference_externe": "R-9"},
        ),
        (b"2 85 06 35 238 001 93;R-9", {"reference_externe": "R-9"}),
    ],
    ids=["une case de trop", "pas en UTF-8", "guillemets", "un NIR décalé"],
)
async def test_une_ligne_abimee_dit_encore_de_quelle_demande_elle_parle(ligne: bytes, lue: dict[str, str]) -> None:
    [abimee] = await tout(csv_file.read, b"numero_unique;reference_externe;demandeur.prenoms\r\n" + ligne + b"\r\n")
    assert abimee.defaut is not None
    assert dict(abimee.cases) == lue


async def test_une_formule_se_lit_sans_son_apostrophe() -> None:
    [ligne] = await tout(csv_file.read, b"demandeur.telephone;demandeur.nom_naissance\r\n'+33600000000;'Hooft\r\n")
    assert ligne.cases == {"demandeur.telephone": "+33600000000", "demandeur.nom_naissance": "'Hooft"}


async def test_la_demande_du_sne_se_lit_dans_nos_mots() -> None:
    [brute] = await tout(sne_file.read, sne([une_demande(1)]))
    lue = lire_ligne(brute, LE)
    assert lue.anomalies == ()
    assert lue.demande is not None
    dit, formulaire = lue.demande.enregistrement, lue.demande.formulaire
    assert (dit.numero_unique, dit.reference_externe) == ("035062580000135A01", "REF-1")
    assert dit.modifiee_le.isoformat() == "2026-05-04T10:30:00+02:00"
    demandeur = formulaire.demandeur
    assert demandeur is not None
    assert (demandeur.nom_naissance, demandeur.nom_usage, demandeur.prenoms) == ("NAISSANCE1", "USAGE1", "Zoé")
    assert demandeur.civilite is not None
    assert demandeur.civilite.libelle == "Madame"
    [luc] = formulaire.codemandeurs
    assert (luc.nom_naissance, luc.nom_usage, luc.lien.value) == ("NAISSANCE1", None, "M")
    assert [(o.prenom, o.a_charge, o.coparentalite) for o in formulaire.occupants] == [
        ("Léo", True, None),
        ("en garde alternée", False, "G"),
    ]
    assert formulaire.a_naitre is not None
    assert formulaire.a_naitre.nombre == 1
    assert [(r.personne_id == demandeur.id, r.annee, r.montant) for r in formulaire.revenus.rfr] == [
        (True, 2025, 15_000),
        (True, 2024, 14_000),
    ]
    assert formulaire.revenus.pension_versee == 120
    recherche, actuel = formulaire.logement_recherche, formulaire.logement_actuel
    assert recherche is not None
    assert recherche.communes == ("35238", "35051")
    assert (recherche.parking, recherche.rez_de_chaussee, recherche.loyer_max) == (True, False, 650)
    assert recherche.precision == "Près d'une école & d'un bus"
    assert actuel is not None
    assert (actuel.bailleur, actuel.loyer, actuel.proprietaire) == ("ARMOR", 480, False)


async def test_la_radiation_et_le_renouvellement_du_sne_se_lisent() -> None:
    fin = (
        "<renouvellement><dateRenouvellement>2026-04-01</dateRenouvellement></renouvellement>"
        "<radiation><dateRadiation>2026-05-01</dateRadiation><motifRadiation code='RADABA'/></radiation>"
    )
    [brute] = await tout(sne_file.read, sne([une_demande(1, fin)], type_fichier="RAD"))
    assert (brute.cases["renouvelee_le"], brute.cases["radiee_le"]) == ("2026-04-01", "2026-05-01")
    assert brute.cases["motif_radiation"] == "RADABA"


async def test_ce_que_le_sne_demande_et_qui_ne_se_fait_pas_par_un_fichier_le_dit() -> None:
    deradiation = "<radiation><dateRadiation>2026-05-01</dateRadiation><motifRadiation code=''/></radiation>"
    [brute] = await tout(sne_file.read, sne([une_demande(1, deradiation)], type_fichier="RAD"))
    assert brute.defaut is not None
    assert brute.defaut.code == "deradiation"
    [brute] = await tout(sne_file.read, sne([une_demande(1)], type_fichier="SUP"))
    assert brute.defaut is not None
    assert brute.defaut.code == "suppression"


BOMBE = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">]>\n'
DEHORS = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
AILLEURS = '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">\n'


@pytest.mark.parametrize(
    ("contenu", "raison"),
    [
        pytest.param(sne([une_demande(1)], avant=BOMBE), "DOCTYPE", id="entités qui se multiplient"),
        pytest.param(sne([une_demande(1)], avant=DEHORS), "DOCTYPE", id="entité qui lit un fichier"),
        pytest.param(sne([une_demande(1)], avant=AILLEURS), "DOCTYPE", id="DTD à aller chercher"),
        pytest.param(sne([une_demande(1)], version="03.00"), "version", id="version inconnue"),
        pytest.param(b"<autre/>", "interfaceNuu", id="autre document"),
        pytest.param(b"numero_unique;nom\r\n", "mal formé", id="pas du XML"),
        pytest.param(XML[: len(XML) // 2], "mal formé", id="coupé"),
        pytest.param(sne(["<demande>" + "<a>" * 40 + "</a>" * 40 + "</demande>"]), "démesurée", id="trop profond"),
        pytest.param(sne(["<demande>" + "<a/>" * 5_000 + "</demande>"]), "démesurée", id="trop d'éléments"),
        pytest.param(sne([f"<demande><a>{'x' * 20_000}</a></demande>"]), "démesuré", id="texte sans fin"),
        pytest.param(sne(["<demande>&inconnue;</demande>"]), "mal formé", id="entité inconnue"),
    ],
)
async def test_un_xml_piege_est_refuse_sans_etre_developpe(contenu: bytes, raison: str) -> None:
    with pytest.raises(FichierIllisible, match=raison):
        await tout(sne_file.read, contenu)
