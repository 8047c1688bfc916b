"""Les parts d'attributions de la loi : l'obligation de chacun, et ce qui manque (CCH L441-1)."""

from datetime import date

import pytest

from domain.kernel.codes import TypeReservataire
from domain.observatoire.quotas.queries import Partage, Quota
from domain.observatoire.quotas.rules import (
    Compte,
    LigneComptee,
    lignes_de_quotas,
    obligation,
    part_attribuee,
    periode,
    quotas_dits,
)

LE = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("quota", "par", "contingent", "attendue"),
    [
        (Quota.PUBLICS, Partage.BAILLEUR, None, 25),
        (Quota.PUBLICS, Partage.RESERVATAIRE, TypeReservataire.COLLECTIVITES, 25),
        (Quota.PUBLICS, Partage.RESERVATAIRE, TypeReservataire.ACTION_LOGEMENT, 25),
        (Quota.PUBLICS, Partage.RESERVATAIRE, TypeReservataire.ETAT_PRIORITAIRES, None),
        (Quota.QUARTILE, Partage.EPCI, None, 25),
        (Quota.QUARTILE, Partage.RESERVATAIRE, TypeReservataire.COLLECTIVITES, None),
        (Quota.QPV, Partage.BAILLEUR, None, 50),
    ],
)
def test_la_loi_demande_sa_part_a_chacun(
    quota: Quota, par: Partage, contingent: TypeReservataire | None, attendue: int | None
) -> None:
    assert obligation(quota, par, contingent, LE) == attendue


def test_avant_la_loi_rien_n_est_demande() -> None:
    assert obligation(Quota.PUBLICS, Partage.BAILLEUR, None, date(2016, 12, 31)) is None
    assert quotas_dits(date(2016, 12, 31)) == []
    assert [q.quota for q in quotas_dits(LE)] == list(Quota)
    assert all(q.reference.startswith("CCH L441-1") for q in quotas_dits(LE))


@pytest.mark.parametrize(
    ("attribuees", "sur", "part", "atteinte", "manque"),
    [
        (25, 100, 25.0, True, 0),
        (24, 100, 24.0, False, 1),
        (0, 3, 0.0, False, 1),
        (1, 3, 33.3, True, 0),
        (0, 0, None, None, 0),
    ],
)
def test_la_part_se_compare_et_dit_ce_qui_manque(
    attribuees: int, sur: int, part: float | None, atteinte: bool | None, manque: int
) -> None:
    vue = part_attribuee(Quota.PUBLICS, Compte(attribuees=attribuees, sur=sur), 25)
    assert (vue.part, vue.atteinte, vue.manque) == (part, atteinte, manque)


def test_sans_obligation_la_part_se_lit_sans_verdict() -> None:
    vue = part_attribuee(Quota.PUBLICS, Compte(attribuees=9, sur=10), None)
    assert (vue.part, vue.atteinte, vue.manque) == (90.0, None, None)


@pytest.mark.parametrize(("attribuees", "sur"), [(5, 10), (3, 50), (48, 50)])
def test_un_petit_groupe_ne_dit_rien(attribuees: int, sur: int) -> None:
    vue = part_attribuee(Quota.PUBLICS, Compte(attribuees=attribuees, sur=sur), 25, petit=11)
    assert (vue.attribuees, vue.sur, vue.part, vue.atteinte) == (None, None, None, None)


def test_une_ligne_tue_ne_se_deduit_pas_de_l_ensemble() -> None:
    def ligne(nom: str, attributions: int) -> LigneComptee:
        comptes = {quota: Compte(attribuees=0, sur=attributions) for quota in Quota}
        return LigneComptee(
            par=Partage.BAILLEUR, valeur=nom, libelle=nom, contingent=None, attributions=attributions, comptes=comptes
        )

    lues = [ligne("Grand", 60), ligne("Moyen", 30), ligne("Petit", 4)]
    assert [vue.attributions for vue in lignes_de_quotas(lues, LE, petit=11)] == [60, None, None]
    assert [vue.parts[0].sur for vue in lignes_de_quotas(lues, LE, petit=11)] == [60, None, None]
    assert [vue.attributions for vue in lignes_de_quotas(lues, LE, petit=None)] == [60, 30, 4]


def test_la_periode_est_une_annee_qui_finit_le_jour_demande() -> None:
    assert periode(None, None, LE) == (date(2025, 11, 27), LE)
    assert periode(None, date(2025, 12, 31), LE) == (date(2024, 12, 31), date(2025, 12, 31))
