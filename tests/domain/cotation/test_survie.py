"""Les durées d'attente estimées : sur des données dont la vérité est connue, l'intervalle la contient."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.cotation.survie import JOURS_PAR_MOIS, Attente, Issue, Mois, courbe, table, verifier

DU, AU = date(2025, 1, 1), date(2026, 1, 1)
MEDIANE = 26.53
"""En mois : celle d'une loi de Weibull d'échelle 36 mois et de forme 1,2."""
GRAINES = 200
CONFIANCE = 0.95
A_RISQUE_MINIMAL = 5

REFERENCE_MEDIANE = (27.01, 24.15, 32.62)
"""Médiane de Kaplan et Meier et bornes de son intervalle à 95 %, en mois."""
REFERENCE_LOGEES = {
    12: (0.2160, 0.1772, 0.2573),
    24: (0.3234, 0.2777, 0.3699),
    36: (0.4044, 0.3552, 0.4531),
    60: (0.4517, 0.4011, 0.5009),
}
"""Incidence cumulée d'Aalen et Johansen et son intervalle à 95 %, après autant de mois."""


def generees(graine: int, combien: int = 1500) -> Iterator[Attente]:
    """Huit ans de dépôts ; on est logé, logé ailleurs ou radié au premier des trois hasards."""
    hasard = random.Random(graine)
    for _ in range(combien):
        deposee_le = AU - timedelta(days=hasard.randrange(8 * 365))
        echeances = {
            Issue.LOGEE: hasard.weibullvariate(36, 1.2),
            Issue.AILLEURS: hasard.expovariate(1 / 90),
            Issue.SORTIE: hasard.expovariate(1 / 60),
        }
        issue = min(echeances, key=lambda i: echeances[i])
        yield Attente(deposee_le, deposee_le + timedelta(days=int(echeances[issue] * JOURS_PAR_MOIS)), issue)


def test_sur_deux_cents_tirages_l_intervalle_contient_la_mediane_connue_au_moins_neuf_fois_sur_dix() -> None:
    """Bien que le fichier ait effacé tout ce qui est sorti plus d'un an avant."""
    contenue = 0
    for graine in range(GRAINES):
        duree = courbe(table(generees(graine), DU, AU), A_RISQUE_MINIMAL).duree(0.5, CONFIANCE)
        assert duree.au_moins is not None
        contenue += duree.au_moins <= MEDIANE and (duree.au_plus is None or duree.au_plus >= MEDIANE)
    assert contenue >= 0.9 * GRAINES, f"{contenue} sur {GRAINES}"


def test_une_moyenne_sur_les_seules_demandes_logees_se_tromperait() -> None:
    """Ce que les fichiers affichent d'ordinaire, et pourquoi celui-ci ne le fait pas."""
    logees = sorted(
        (a.sortie_le - a.deposee_le).days / JOURS_PAR_MOIS
        for a in generees(7)
        if a.issue is Issue.LOGEE and a.sortie_le is not None and DU < a.sortie_le <= AU
    )
    naive = logees[len(logees) // 2]
    estimee = courbe(table(generees(7), DU, AU), A_RISQUE_MINIMAL).duree(0.5, CONFIANCE)
    assert naive < 0.75 * MEDIANE
    assert estimee.au_moins is not None
    assert naive < estimee.au_moins < MEDIANE


def test_les_memes_donnees_donnent_les_chiffres_de_la_bibliotheque_de_reference() -> None:
    """lifelines 0.30.3, en temps continu, entrées tardives comprises (docs/adr/0023) : à un dixième de mois près."""
    trouvee = courbe(table(generees(7, 3000), DU, AU), A_RISQUE_MINIMAL)
    duree = trouvee.duree(0.5, CONFIANCE)
    assert (duree.mois, duree.au_moins, duree.au_plus) == pytest.approx(REFERENCE_MEDIANE, abs=0.2)
    for mois, attendue in REFERENCE_LOGEES.items():
        part = trouvee.logees_en(mois, CONFIANCE)
        assert (part.part, part.au_moins, part.au_plus) == pytest.approx(attendue, abs=0.003)


def test_les_trois_issues_et_l_attente_font_toujours_un_tout() -> None:
    for instant in courbe(table(generees(3), DU, AU), A_RISQUE_MINIMAL).instants:
        assert 0 <= instant.logees + instant.ailleurs + instant.sorties <= 1 + 1e-9


def test_une_part_jamais_atteinte_n_a_pas_de_duree() -> None:
    sans_fin = [Mois(0, entrees=200, logees=1), *(Mois(rang, logees=1) for rang in range(1, 24))]
    duree = courbe(sans_fin, A_RISQUE_MINIMAL).duree(0.5, CONFIANCE)
    assert (duree.mois, duree.au_plus) == (None, None)


def test_la_courbe_s_arrete_quand_trop_peu_de_demandes_sont_observees() -> None:
    peu = [Mois(0, entrees=20, logees=10), Mois(1, logees=7), Mois(2, logees=1), Mois(3, attendent=2)]
    assert courbe(peu, A_RISQUE_MINIMAL).mois_connus == 2
    assert courbe([], A_RISQUE_MINIMAL).mois_connus == 0


def test_deux_periodes_qui_se_suivent_ne_comptent_aucune_sortie_deux_fois() -> None:
    milieu = DU + (AU - DU) / 2
    une, deux, toute = (table(generees(5), *bornes) for bornes in ((DU, milieu), (milieu, AU), (DU, AU)))
    assert sum(m.logees for m in une) + sum(m.logees for m in deux) == sum(m.logees for m in toute)


def test_les_previsions_se_verifient_a_peu_pres_aussi_souvent_qu_annonce() -> None:
    milieu = DU + (AU - DU) / 2
    tenues = 0
    for graine in range(100):
        demandes = list(generees(graine))
        passe, recent = table(demandes, DU, milieu), table(demandes, milieu, AU)
        tenues += verifier(passe, recent, A_RISQUE_MINIMAL, 0.9).tenue
    assert 80 <= tenues <= 100
