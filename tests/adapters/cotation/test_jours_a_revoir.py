"""Une demande se relit le jour où un âge change ce qu'elle dit : pas après."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.seed.formulaires import tirer_formulaire
from adapters.seed.geographie import geographie
from adapters.seed.hasard import Hasard
from domain.cotation.champs import ValeurDeFait
from domain.cotation.demande import faits_de_la_demande
from domain.cotation.faits import Faits
from domain.demandes.formulaire import Formulaire
from tests.adapters.cotation.test_catalogue_rempli import UneDemande
from tests.factories.formulaires import un_codemandeur, un_formulaire, un_occupant, une_personne

JOUR = date(2026, 11, 22)
LE = datetime(2026, 11, 1, 10, tzinfo=UTC)
VEILLE = timedelta(days=1)
ANNUEL = "pourcentage_plafond_plus"
ANNUELS = {ANNUEL, "pourcentage_plafond_plai", "pourcentage_plafond_pls", "rfr"}
"""Se relisent aussi le jour où l'année change de plafonds et de revenu de référence."""


def lus(formulaire: Formulaire, le: date) -> Faits:
    return faits_de_la_demande(UneDemande(formulaire), geographie("35"), le)


def sans_annuel(faits: Faits) -> Mapping[str, ValeurDeFait]:
    return {champ: valeur for champ, valeur in faits.valeurs.items() if champ not in ANNUELS}


def avec_un_enfant(ne_le: date) -> Formulaire:
    return un_formulaire(occupants=(replace(un_occupant(), ne_le=ne_le),))


@pytest.mark.parametrize(
    ("ne_le", "jour", "champ"),
    [
        (date(2012, 12, 3), date(2026, 12, 3), "reste_a_vivre"),
        (date(2012, 12, 3), date(2026, 12, 3), "revenu_par_uc"),
        (date(2008, 12, 3), date(2026, 12, 3), "nb_enfants_mineurs"),
        (date(2008, 2, 29), date(2026, 3, 1), "nb_enfants_mineurs"),
    ],
)
def test_l_age_d_un_enfant_fait_relire_la_demande_ce_jour_la(ne_le: date, jour: date, champ: str) -> None:
    formulaire = avec_un_enfant(ne_le)
    veille = lus(formulaire, jour - VEILLE)
    assert veille.a_revoir_le == jour
    assert lus(formulaire, jour).valeurs[champ] != veille.valeurs[champ]
    assert lus(formulaire, jour).a_revoir_le != jour


def test_un_couple_qui_n_est_plus_un_jeune_menage_se_relit_ce_jour_la() -> None:
    couple = un_formulaire(
        date(2027, 6, 1),
        demandeur=une_personne(ne_le=date(1999, 4, 2)),
        codemandeurs=(un_codemandeur(ne_le=date(1998, 9, 20)),),
    )
    fin = lus(couple, date(2026, 2, 1)).a_revoir_le
    assert fin == date(2027, 4, 2), "28 and 28 years old: the sum passes 55"
    assert lus(couple, fin - VEILLE).valeurs[ANNUEL] != lus(couple, fin).valeurs[ANNUEL]
    assert lus(couple, fin).a_revoir_le is None
    assert lus(couple, date(2027, 1, 5)).a_revoir_le == fin


def test_jusqu_au_jour_dit_aucun_age_ne_change_rien() -> None:
    hasard, ou = Hasard.de("jours a revoir"), geographie("35")
    revus = 0
    for _ in range(200):
        formulaire = tirer_formulaire(hasard, ou, ["Granit Habitat"], JOUR, LE)
        faits = lus(formulaire, JOUR)
        dernier = (faits.a_revoir_le or JOUR + timedelta(days=400)) - VEILLE
        assert sans_annuel(lus(formulaire, dernier)) == sans_annuel(faits)
        revus += faits.a_revoir_le is not None
    assert revus
