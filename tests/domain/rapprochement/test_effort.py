from decimal import Decimal
from typing import Any

import pytest

from domain.rapprochement.rules.effort import (
    AideAuLogement,
    Confiance,
    CoutLogement,
    MethodeAide,
    ResteAVivre,
    alertes_effort,
    mensualite,
    reste_a_vivre,
    taux_d_effort,
)
from tests.domain.cas import cas
from tests.factories.formulaires import JOUR

POSTES = ("loyer", "annexes", "charges", "contribution", "forfait")


def un_cout(**postes: int | str | Decimal) -> CoutLogement:
    return CoutLogement(**{nom: Decimal(montant) for nom, montant in postes.items()})


def lisible(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("ligne", cas(__file__, "effort"))
def test_le_taux_d_effort_suit_l_arrete(ligne: dict[str, Any]) -> None:
    cout = un_cout(**{poste: ligne[poste] for poste in POSTES if poste in ligne})
    aide = AideAuLogement.saisie(ligne["aide"]) if "aide" in ligne else None
    resultat = taux_d_effort(cout, ressources=ligne["ressources"], aide=aide)
    assert resultat.valeur == ligne.get("taux")
    assert resultat.reference == "Arrêté du 10 mars 2011, annexe"


def test_le_taux_s_explique() -> None:
    resultat = taux_d_effort(
        un_cout(loyer=400, charges=50), ressources=1500, aide=AideAuLogement.saisie(Decimal("150.5"))
    )
    assert lisible(resultat.phrase) == (
        "Taux d'effort de 20 % : 450 € de dépenses, aide au logement de 150,50 € déduite, "
        "pour 1 500 € de ressources par mois."
    )


def test_sans_ressources_le_taux_dit_pourquoi_il_manque() -> None:
    resultat = taux_d_effort(un_cout(loyer=400), ressources=0)
    assert resultat.phrase == "Taux d'effort non calculable : aucune ressource n'est déclarée."


def test_une_aide_indicative_laisse_le_taux_a_verifier() -> None:
    aide = AideAuLogement(montant=Decimal(100), methode=MethodeAide.SIMULATION, confiance=Confiance.INDICATIVE)
    resultat = taux_d_effort(un_cout(loyer=400), ressources=1000, aide=aide)
    assert resultat.a_verifier
    assert resultat.parametres["methode_aide"] == "simulation"


def test_la_mensualite_hors_forfaits_ne_compte_pas_le_forfait() -> None:
    resultat = mensualite(un_cout(loyer="200.20", annexes="68.06", charges="38.23", forfait=60))
    assert resultat.valeur == Decimal("306.49")
    assert lisible(resultat.phrase) == (
        "Mensualité hors forfaits : 306,49 € (loyer 200,20 €, annexes 68,06 €, charges 38,23 €)."
    )


@pytest.mark.parametrize(
    ("ressources", "aide", "autres", "uc", "attendu"),
    [
        (1500, 0, 0, "1", ("1050.00", "1050.00", "35.00")),
        (1500, 150, 0, "1.5", ("1200.00", "800.00", "26.67")),
        (1500, 150, 300, "2.1", ("900.00", "428.57", "14.29")),
        (400, 0, 0, "1", ("-50.00", "-50.00", "-1.67")),
    ],
)
def test_le_reste_a_vivre_se_dit_par_mois_par_uc_et_par_jour(
    ressources: int, aide: int, autres: int, uc: str, attendu: tuple[str, str, str]
) -> None:
    resultat = reste_a_vivre(
        un_cout(loyer=400, charges=50),
        JOUR,
        ressources=ressources,
        unites_de_consommation=Decimal(uc),
        aide=AideAuLogement.saisie(aide),
        autres_charges=Decimal(autres),
    ).valeur
    assert (resultat.par_mois, resultat.par_uc, resultat.par_uc_par_jour) == tuple(map(Decimal, attendu))


def un_reste(par_jour: str) -> ResteAVivre:
    return ResteAVivre(par_mois=Decimal(0), par_uc=Decimal(0), par_uc_par_jour=Decimal(par_jour))


@pytest.mark.parametrize(
    ("taux", "par_jour", "codes"),
    [
        ("33.0", "10.00", []),
        ("33.1", "10.00", ["taux-effort-eleve"]),
        ("20.0", "9.99", ["reste-a-vivre-faible"]),
        ("45.0", "3.20", ["taux-effort-eleve", "reste-a-vivre-faible"]),
        (None, "12.00", ["taux-effort-non-calculable"]),
    ],
)
def test_les_reperes_alertent_sans_exclure(taux: str | None, par_jour: str, codes: list[str]) -> None:
    raisons = alertes_effort(None if taux is None else Decimal(taux), un_reste(par_jour), JOUR)
    assert [r.code for r in raisons] == codes
