import random
import time
from datetime import date, timedelta

import pytest

from domain.cotation.faits import Evenement, Faits, PreuveAdmise
from domain.cotation.interpreter import preparer
from tests.domain.cotation.cases import grille

LE = date(2026, 3, 1)
DEMANDES = 20_000


def dossiers(combien: int) -> list[Faits]:
    hasard = random.Random(1)
    return [_dossier(hasard) for _ in range(combien)]


def _dossier(hasard: random.Random) -> Faits:
    types = ["refus_proposition", "passage_cal_non_attribue"]
    evenements = [
        Evenement(type=hasard.choice(types), le=LE - timedelta(days=hasard.randrange(900)), adapte=True)
        for _ in range(hasard.choice([0, 0, 0, 1, 2]))
    ]
    return Faits.de(
        {
            "anciennete_mois": LE - timedelta(days=hasard.randrange(2500)),
            "dalo": hasard.random() < 0.05,
            "motifs": hasard.sample(["01", "05", "06", "11", "13", "18", "19"], hasard.randrange(4)),
            "statut_logement": hasard.choice(["HLM", "LP", "CP", "CPE", "SD", "SH", "HOT"]),
            "km_travail_logement": hasard.choice([None, 3, 25, 70]),
            "pieces_moins_personnes": hasard.choice([-1, 0, 1, 2]),
            "surface_par_personne": hasard.choice([None, 8, 20]),
            "taux_effort": hasard.choice([None, 20, 35, 50]),
            "parent_isole": hasard.random() < 0.3,
            "handicap": hasard.random() < 0.1,
        },
        pieces=(PreuveAdmise(type="MOT_06", valide_le=date(2025, 5, 5)),) if hasard.random() < 0.2 else (),
        evenements=tuple(evenements),
    )


@pytest.mark.charge
def test_vingt_mille_demandes_se_cotent_en_une_seconde() -> None:
    evaluateur, lot = preparer(grille("demonstration")), dossiers(DEMANDES)
    durees = []
    for _ in range(3):
        debut = time.process_time()
        for faits in lot:
            evaluateur.evaluer(faits, LE)
        durees.append(time.process_time() - debut)
    print(f"{DEMANDES / min(durees):.0f} demandes/s, {min(durees) / DEMANDES * 1e6:.1f} µs par demande")
    assert min(durees) < 1
