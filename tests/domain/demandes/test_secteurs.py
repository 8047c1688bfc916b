"""Un secteur choisi vaut le choix de chacune de ses communes, telles qu'elles étaient ce jour-là."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.demandes.champs import feuilles
from domain.demandes.formulaire import Formulaire, LogementRecherche, QuartierSouhaite, SecteurSouhaite
from domain.demandes.rules.controles import bloquants, controler
from domain.demandes.secteurs.choix import a_retrouver, nommer_les_secteurs, retrouver_par_le_nom
from domain.demandes.secteurs.errors import SecteurFerme, SecteurInconnu, SecteurInvalide
from domain.demandes.secteurs.events import SecteurClos, SecteurOuvert
from domain.demandes.secteurs.model import Secteur
from domain.demandes.secteurs.rules import dire_ce_qu_il_couvre
from domain.imports.rules.dictionnaire import colonne_connue

RENNES, BETTON, BRUZ, SAINT_MALO = "35238", "35024", "35047", "35288"
LE = date(2026, 6, 1)
MAINTENANT = datetime(2026, 6, 1, 9, tzinfo=UTC)
DE_L_EPCI = frozenset({RENNES, BETTON, BRUZ})


def secteur(**autres: Any) -> Secteur:
    dits: dict[str, Any] = {
        "departement": "35",
        "organisme_id": uuid4(),
        "epci": "243500139",
        "nom": "Couronne nord",
        "communes": (BETTON, RENNES),
        "quartiers": (QuartierSouhaite(commune=RENNES, nom="Cleunay"),),
        "acte": "Délibération du 3 mars 2026",
        "du": date(2026, 4, 1),
        "de_l_epci": DE_L_EPCI,
        "le": MAINTENANT,
    }
    return Secteur.ouvrir(**dits | autres)


def souhait(*communes: str, secteurs: tuple[SecteurSouhaite, ...] = ()) -> LogementRecherche:
    return LogementRecherche(communes=communes, secteurs=secteurs)


def test_un_secteur_couvre_ses_communes_apres_celles_que_l_on_cite_et_chacune_garde_son_premier_rang() -> None:
    nord, sud = secteur().choisi(), secteur(nom="Sud", communes=(BRUZ, BETTON), quartiers=()).choisi()
    recherche = souhait(SAINT_MALO, RENNES, secteurs=(nord, sud))
    assert recherche.couvertes == {SAINT_MALO: 1, RENNES: 2, BETTON: 3, BRUZ: 4}
    assert Formulaire(logement_recherche=recherche).communes == (SAINT_MALO, RENNES, BETTON, BRUZ)


def test_une_commune_entiere_et_un_quartier_se_disent() -> None:
    choisi = secteur().choisi()
    noms = {RENNES: "Rennes", BETTON: "Betton"}
    assert dire_ce_qu_il_couvre(choisi.communes, choisi.quartiers, lambda c: noms[c]) == "Betton, Rennes (Cleunay)"


@pytest.mark.parametrize(
    ("faux", "champ"),
    [
        ({"communes": ()}, "communes"),
        ({"communes": (SAINT_MALO,), "quartiers": ()}, "communes"),
        ({"communes": (BETTON,)}, "quartiers"),
    ],
)
def test_un_secteur_ne_reunit_que_des_communes_de_son_epci(faux: dict[str, Any], champ: str) -> None:
    with pytest.raises(SecteurInvalide) as refus:
        secteur(**faux)
    assert [e.champ for e in refus.value.erreurs] == [champ]


def test_un_secteur_se_choisit_du_premier_au_dernier_jour_et_ne_se_rouvre_pas() -> None:
    ouvert = secteur()
    assert [ouvert.se_choisit(jour) for jour in (date(2026, 3, 31), date(2026, 4, 1))] == [False, True]
    with pytest.raises(SecteurInvalide):
        ouvert.fermer(au=date(2026, 3, 31), le=MAINTENANT)
    ouvert.fermer(au=LE, le=MAINTENANT)
    assert [ouvert.se_choisit(jour) for jour in (LE, date(2026, 6, 2))] == [True, False]
    ouvert.fermer(au=date(2026, 6, 30), le=MAINTENANT)
    assert ouvert.se_choisit(date(2026, 6, 2)), "une date encore à venir se corrige"
    with pytest.raises(SecteurFerme, match=r"fermé depuis le 30.juin.2026"):
        ouvert.fermer(au=date(2026, 12, 31), le=MAINTENANT + timedelta(days=60))
    assert [type(e) for e in ouvert.pull_events()] == [SecteurOuvert, SecteurClos, SecteurClos]


def test_ce_qu_il_couvre_vient_du_fichier_jamais_de_qui_l_envoie() -> None:
    nord = secteur().choisi()
    menti = replace(nord, nom="Toute la côte", communes=(SAINT_MALO,), quartiers=())
    sections = nommer_les_secteurs({"logement_recherche": souhait(secteurs=(menti,))}, Formulaire(), [nord])
    assert sections["logement_recherche"].secteurs == (nord,)


def test_un_secteur_ferme_reste_a_qui_l_avait_choisi_et_ne_se_choisit_plus() -> None:
    nord = secteur().choisi()
    avant = Formulaire(logement_recherche=souhait(secteurs=(nord,)))
    sections = {"logement_recherche": souhait(BRUZ, secteurs=(nord,))}
    assert a_retrouver(sections, avant) == []
    assert nommer_les_secteurs(sections, avant, [])["logement_recherche"].secteurs == (nord,)
    with pytest.raises(SecteurInconnu) as refus:
        nommer_les_secteurs(sections, Formulaire(), [])
    assert [e.champ for e in refus.value.erreurs] == ["logement_recherche.secteurs.0"]


def test_un_fichier_cite_un_secteur_par_son_nom_et_un_nom_partage_n_en_designe_aucun() -> None:
    nord = secteur().choisi()
    cite = SecteurSouhaite(id=uuid4(), nom="COURONNE  Nord")
    assert retrouver_par_le_nom(souhait(secteurs=(cite,)), [nord])[0].secteurs == (nord,)
    homonyme = replace(nord, id=uuid4())
    assert retrouver_par_le_nom(souhait(secteurs=(cite,)), [nord, homonyme]) == (souhait(), [0])


def test_un_fichier_n_a_de_colonne_que_pour_son_nom() -> None:
    assert colonne_connue("logement_recherche.secteurs.1.nom", LE)
    assert not colonne_connue("logement_recherche.secteurs.1.communes", LE)
    assert [f for f in feuilles(Formulaire) if ".secteurs" in f] == ["logement_recherche.secteurs.nom"]


def test_un_secteur_suffit_a_dire_ou_l_on_cherche_et_il_y_en_a_quatre_au_plus() -> None:
    def codes(recherche: LogementRecherche) -> list[tuple[str, str]]:
        trouves = controler(
            Formulaire(logement_recherche=recherche), LE, avec_nir=frozenset(), departement="35", en_ligne=True
        )
        return [(c.champ, c.code) for c in bloquants(trouves) if c.champ.startswith("logement_recherche.")]

    lieu, secteurs = ("logement_recherche.communes", "champ-obligatoire"), "logement_recherche.secteurs"
    nord = secteur().choisi()
    assert lieu in codes(souhait())
    assert lieu not in codes(souhait(secteurs=(nord,)))
    assert (secteurs, "repetition") in codes(souhait(secteurs=(nord, nord)))
    cinq = tuple(replace(nord, id=uuid4()) for _ in range(5))
    assert secteurs in {champ for champ, _ in codes(souhait(secteurs=cinq))}
