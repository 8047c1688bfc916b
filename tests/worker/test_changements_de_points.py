"""Une nouvelle grille change les points : chacun est prévenu une fois, et seulement si l'EPCI l'a voulu."""

from datetime import date, timedelta

import pytest

from domain.cotation.document import lire_grille
from tests.domain.cotation.cases import document, grille
from tests.worker.test_recalcul import JOUR, Territoire, peuplee, territoire

pytestmark = [pytest.mark.lent, pytest.mark.asyncio(loop_scope="session")]

__all__ = ["peuplee", "territoire"]


@pytest.mark.parametrize("prevenir", [True, False])
async def test_le_demandeur_lit_l_avant_et_l_apres_une_seule_fois(
    territoire: Territoire, monkeypatch: pytest.MonkeyPatch, prevenir: bool
) -> None:
    monkeypatch.setattr("domain.communications.changements.LOT", 2)
    await territoire.adopter(grille("epci_test"), date(2024, 1, 1))
    changees = [await territoire.inscrire(date(2020 + n, 1, 15)) for n in range(3)]
    neuve = await territoire.inscrire(date(2026, 2, 20))
    await territoire.laisser_faire()
    sans_anciennete = document("epci_test")
    sans_anciennete["blocs"] = [b for b in sans_anciennete["blocs"] if b["code"] != "H"]
    territoire.heure += timedelta(hours=1)
    seconde = await territoire.adopter(lire_grille(sans_anciennete), JOUR.date(), version=2)
    await territoire.lire(f"update grilles set prevenir = {prevenir} where id = '{seconde}' returning id")
    await territoire.laisser_faire()
    messages = await territoire.lire("select demande_id, corps from messages where modele = 'points_changes'")
    if not prevenir:
        assert messages == []
        return
    assert sorted(m.demande_id for m in messages) == sorted(changees)
    assert neuve not in {m.demande_id for m in messages}
    assert all("Vos points ont changé" in m.corps and "→" in m.corps for m in messages)


async def test_qui_ne_veut_pas_de_nouvelles_n_en_recoit_pas(territoire: Territoire) -> None:
    await territoire.adopter(grille("epci_test"), date(2024, 1, 1))
    prevenue, tranquille = [await territoire.inscrire(date(2020, 1, 15)) for _ in range(2)]
    await territoire.lire(
        "update demandes set formulaire = jsonb_set(formulaire, '{demandeur,nouvelles_refusees}', 'true') "
        f"where id = '{tranquille}' returning id"
    )
    await territoire.laisser_faire()
    sans_anciennete = document("epci_test")
    sans_anciennete["blocs"] = [b for b in sans_anciennete["blocs"] if b["code"] != "H"]
    territoire.heure += timedelta(hours=1)
    seconde = await territoire.adopter(lire_grille(sans_anciennete), JOUR.date(), version=2)
    await territoire.lire(f"update grilles set prevenir = true where id = '{seconde}' returning id")
    await territoire.laisser_faire()
    messages = await territoire.lire("select demande_id from messages where modele = 'points_changes'")
    assert [m.demande_id for m in messages] == [prevenue]
