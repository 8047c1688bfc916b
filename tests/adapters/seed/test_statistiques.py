"""Sur un territoire entier, les statistiques de la base sont celles que le domaine définit."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, text

from adapters.db.cotation.attributions import summed
from adapters.db.cotation.candidats import candidats_cotes
from adapters.db.cotation.classement import attributions_of
from adapters.db.cotation.photos import photos_de_criteres, photos_de_points
from domain.cotation.simulation.rules import CandidatRejoue, attributaire, rejouer
from domain.cotation.statistiques.queries import Dimension, FiltreDAttributions, Partage
from domain.organismes.acteur import systeme
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")
P, K, A = photos_de_points.c, photos_de_criteres.c, candidats_cotes.c
DEBUT, FIN = date(2000, 1, 1), date(2100, 1, 1)


async def _lire(semee: Semee, statement: Any, **parametres: object) -> Sequence[Any]:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        return (await uow.session.execute(statement, parametres)).all()


async def test_le_semis_prend_la_photo_de_toutes_les_demandes_cotees(semee: Semee) -> None:
    [(vivantes,)] = await _lire(semee, text("select count(*) from cotations where total_verifie is not null"))
    cotees = select(K.demandes).where(K.genre == "cotees", K.typologie == "", K.organisme == "", K.population == "")
    assert sum(n for (n,) in await _lire(semee, cotees)) == vivantes > 100


@pytest.mark.parametrize("dimension", Dimension)
async def test_chaque_partage_compte_chaque_menage_une_fois(semee: Semee, dimension: Dimension) -> None:
    lues = await _lire(semee, select(photos_de_points).where(P.dimension == dimension.value))
    tous, primo, mutation = Counter[Any](), Counter[Any](), Counter[Any]()
    for ligne in lues:
        if ligne.organisme == "":
            cle = (ligne.epci, ligne.grille_id, ligne.typologie, ligne.mesure, ligne.valeur, ligne.tranche)
            {"": tous, "primo": primo, "mutation": mutation}[ligne.population][cle] += ligne.nombre
    assert tous
    assert primo + mutation == tous
    [(vivantes,)] = await _lire(semee, text("select count(*) from cotations where total_verifie is not null"))
    for mesure in ("verifies", "declares"):
        assert sum(n for cle, n in tous.items() if cle[2] == "" and cle[3] == mesure) == vivantes


async def test_les_guichets_reunis_redonnent_le_territoire(semee: Semee) -> None:
    lues = await _lire(semee, select(photos_de_points).where(P.dimension == "age", P.mesure == "verifies"))
    seules = [ligne for ligne in lues if ligne.typologie == "" and ligne.population == ""]
    assert sum(n.nombre for n in seules if n.organisme) == sum(n.nombre for n in seules if not n.organisme)


async def test_les_decotes_comptees_eteintes_et_ecartees_sont_tous_les_refus(semee: Semee) -> None:
    refus = text("""
        select count(*) from faits_de_cotation f join cotations c using (departement, epci, demande_id)
        cross join lateral unnest(f.evenements_type) e(type)
        where e.type = 'refus_proposition' and c.total_verifie is not null
    """)
    [(attendus,)] = await _lire(semee, refus)
    comptes = select(K.genre, K.points).where(
        K.genre.in_(("compte", "franchi", "eteint", "ecarte")), K.typologie == "", K.organisme == "", K.population == ""
    )
    assert sum(n for _, n in await _lire(semee, comptes)) == attendus > 0


async def test_l_accord_avec_les_commissions_est_celui_que_le_domaine_rejoue(semee: Semee) -> None:
    par_bien: dict[Any, list[CandidatRejoue]] = defaultdict(list)
    seances: dict[Any, str] = {}
    for c in await _lire(semee, select(candidats_cotes).where(A.points.is_not(None))):
        seances[c.seance_id, c.bien_id] = str(c.seance_id)
        par_bien[c.seance_id, c.bien_id].append(
            CandidatRejoue(
                attribue=c.attribue,
                rang=c.rang,
                points=c.points,
                departage=c.departage,
            )
        )
    juges = {cle: presents for cle, presents in par_bien.items() if attributaire(presents) is not None}
    attendu = rejouer([(seances[cle], presents) for cle, presents in juges.items()])
    perimetre = systeme(DEPARTEMENT).perimetre
    logees = attributions_of(perimetre, FiltreDAttributions(), DEBUT, FIN, semee.container.communes)
    lues = await _lire(semee, summed(logees, Partage.BAILLEUR, 10))
    [total] = [ligne for ligne in lues if ligne.ensemble]
    assert attendu.biens > 5
    assert (total.comparees, total.premiers, total.hors) == (
        attendu.biens,
        attendu.attributaire_premier,
        attendu.hors_des_trois_premiers,
    )
    assert attendu.kendall is not None
    assert round(float(total.kendall), 2) == attendu.kendall
    bailleurs = [ligne for ligne in lues if not ligne.ensemble and not ligne.par_tranche]
    assert sum(ligne.attributions for ligne in bailleurs) == total.attributions
