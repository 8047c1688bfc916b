"""Sur un territoire entier, la base classe et compte exactement comme le domaine le définit."""

import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from adapters.db.cotation.attentes import _by_group, tables_d_attente
from adapters.db.cotation.positions import positions
from domain.cotation.attente import Groupe, Periode, periodes
from domain.cotation.position import NiveauDeLieu
from domain.cotation.survie import Attente, Issue, Mois, table
from domain.cotation.vocabulary import Population
from domain.kernel.codes import Typologie
from domain.organismes.acteur import Perimetre, systeme
from tests.adapters.seed.conftest import DEPARTEMENT, Semee

pytestmark = pytest.mark.asyncio(loop_scope="session")
EPCI, COURONNE = "243500139", {"35238", "35051", "35281"}
SECTEUR = f"{EPCI}:COURONNE"

SUIVIES = """
select d.id, d.deposee_le, d.radiee_le, d.etat, r.communes, r.typologies, r.statut_logement,
       b.commune as logee_a, b.typologie as taille
from demandes d join recherche_demandes_visibles r on r.departement = d.departement and r.demande_id = d.id
left join propositions p on p.departement = d.departement and p.demande_id = d.id and p.etat in ('ACC', 'BAI')
  and d.etat = 'SA'
left join biens b on b.departement = p.departement and b.id = p.bien_id
where d.departement = :d and d.etat in ('AC', 'SO', 'SA', 'NR', 'AN', 'AR', 'IR')
"""
COTEES = """
select s.demande_id, s.commune, s.typologie, s.departage, c.epci, c.total_verifie as points, r.statut_logement
from souhaits_visibles s join communes k on k.code = s.commune
join cotations c on c.departement = s.departement and c.demande_id = s.demande_id and c.epci = k.epci
join recherche_demandes_visibles r on r.departement = s.departement and r.demande_id = s.demande_id
where s.departement = :d and s.rang > 0 and c.total_verifie is not null
"""


@pytest_asyncio.fixture(scope="module", loop_scope="session", autouse=True)
async def une_couronne(semee: Semee) -> AsyncIterator[None]:
    """La grille d'un EPCI nomme un secteur de trois communes : positions et attentes se refont avec lui."""
    secteur = {"code": "COURONNE", "libelle": "Première couronne", "communes": sorted(COURONNE)}
    await _observer(semee, "contenu || cast(:ajoute as jsonb)", ajoute=json.dumps({"secteurs": [secteur]}))
    yield
    await _observer(semee, "contenu - 'secteurs'")


async def _observer(semee: Semee, contenu: str, **parametres: str) -> None:
    changer = f"update grilles set contenu = {contenu} where epci = '{EPCI}' and population = 'tous'"
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        changees = await uow.session.execute(text(f"{changer} returning 1"), parametres)
        assert changees.all()
        await uow.positions.photographier(DEPARTEMENT, semee.container.today())
        await uow.attentes.compter(DEPARTEMENT, semee.container.today())


async def _lire(semee: Semee, statement: Any, **parametres: object) -> Sequence[Any]:
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        return (await uow.session.execute(statement, parametres)).all()


async def test_les_tables_d_attente_de_la_base_sont_celles_du_domaine(semee: Semee) -> None:
    communes = semee.container.communes
    trouvees = await _lire(semee, select(tables_d_attente).where(tables_d_attente.c.departement == DEPARTEMENT))
    suivies = await _lire(semee, text(SUIVIES), d=DEPARTEMENT)
    for periode, (du, au) in periodes(semee.container.today()).items():
        attendues: dict[Groupe, tuple[Mois, ...]] = {}
        par_groupe: dict[Groupe, list[Attente]] = defaultdict(list)
        for s in suivies:
            population = Population.MUTATION if s.statut_logement == "HLM" else Population.PRIMO
            lieux = {
                NiveauDeLieu.COMMUNE: set(s.communes),
                NiveauDeLieu.EPCI: {communes.epci(c) for c in s.communes},
                NiveauDeLieu.SECTEUR: {SECTEUR} if COURONNE.intersection(s.communes) else set(),
                NiveauDeLieu.DEPARTEMENT: {DEPARTEMENT},
            }
            for niveau, codes in lieux.items():
                logee = _lieu(communes, niveau, s.logee_a) if s.logee_a else None
                for lieu in codes:
                    for typologie in s.typologies:
                        groupe = Groupe(niveau=niveau, lieu=lieu, typologie=Typologie(typologie), population=population)
                        ici = logee == lieu and s.taille == typologie
                        par_groupe[groupe].append(_attente(s, ici))
        for groupe, attentes in par_groupe.items():
            if faite := table(attentes, du, au):
                attendues[groupe] = faite
        comptees = {
            groupe: tuple(mois)
            for groupe, mois in _by_group(r for r in trouvees if r.periode is periode).items()
            if groupe.niveau is not NiveauDeLieu.VOISINAGE
        }
        assert comptees == attendues, periode
    assert any(m.logees for r in _by_group(r for r in trouvees if r.periode is Periode.COURANTE).values() for m in r)


def _lieu(communes: Any, niveau: NiveauDeLieu, commune: str) -> str | None:
    if niveau is NiveauDeLieu.COMMUNE:
        return commune
    if niveau is NiveauDeLieu.SECTEUR:
        return SECTEUR if commune in COURONNE else None
    return communes.epci(commune) if niveau is NiveauDeLieu.EPCI else DEPARTEMENT


def _attente(suivie: Any, ici: bool) -> Attente:
    if suivie.etat in ("AC", "SO"):
        return Attente(suivie.deposee_le, None, Issue.ATTEND)
    issue = Issue.SORTIE if suivie.etat != "SA" else Issue.LOGEE if ici else Issue.AILLEURS
    return Attente(suivie.deposee_le, suivie.radiee_le, issue)


@dataclass(frozen=True)
class Membre:
    demande_id: UUID
    points: int
    departage: int


async def test_les_rangs_de_la_base_sont_ceux_que_l_on_compte_a_la_main(semee: Semee) -> None:
    groupes: dict[tuple[str, str, str, str], set[Membre]] = defaultdict(set)
    for c in await _lire(semee, text(COTEES), d=DEPARTEMENT):
        population = "mutation" if c.statut_logement == "HLM" else "primo"
        membre = Membre(c.demande_id, c.points, c.departage)
        groupes["commune", c.commune, c.typologie, population].add(membre)
        groupes["epci", c.epci, c.typologie, population].add(membre)
        if c.commune in COURONNE:
            groupes["secteur", SECTEUR, c.typologie, population].add(membre)
    attendus = {
        (m.demande_id, niveau, lieu, typologie): (
            1 + sum((a.points, m.departage) > (m.points, a.departage) for a in membres),
            len(membres),
        )
        for (niveau, lieu, typologie, _), membres in groupes.items()
        for m in membres
    }
    lues = await _lire(semee, select(positions).where(positions.c.departement == DEPARTEMENT))
    assert {(p.demande_id, p.niveau.value, p.lieu, p.typologie.value): (p.rang, p.sur) for p in lues} == attendus
    assert len(attendus) > 100


async def test_une_seconde_photo_le_meme_jour_ne_reecrit_rien(semee: Semee) -> None:
    jour = semee.container.today()
    reperes = text("select max(cast(xmin as text)::bigint) from positions where departement = :d")
    ((avant,),) = await _lire(semee, reperes, d=DEPARTEMENT)
    async with semee.container.new_uow(systeme(DEPARTEMENT), None) as uow:
        await uow.positions.photographier(DEPARTEMENT, jour)
    ((apres,),) = await _lire(semee, reperes, d=DEPARTEMENT)
    assert apres == avant


async def test_l_attente_d_une_demande_dit_son_territoire_ses_attributions_et_sa_fiabilite(semee: Semee) -> None:
    ((active,),) = await _lire(
        semee,
        text("select demande_id from recherche_demandes_visibles where departement = :d and etat = 'AC' limit 1"),
        d=DEPARTEMENT,
    )
    perimetre = Perimetre(departement=DEPARTEMENT, tout_organisme=True)
    vue = await semee.container.attentes.de_la_demande(perimetre, active)
    assert (vue.absente is None) is bool(vue.estimations)
    for estimee in vue.estimations:
        assert estimee.attributions >= 11
        assert (estimee.elargie is None) is (estimee.niveau is NiveauDeLieu.COMMUNE)
        for echeance in estimee.echeances:
            assert echeance.logees_au_moins <= echeance.logees <= echeance.logees_au_plus
