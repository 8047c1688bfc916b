"""Une grille publiée recote son territoire ; la nuit recote ce que le temps a changé. Une seule fois, même coupés."""

import asyncio
import tomllib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from adapters.referentiel.loader import charger
from api.bootstrap import Container, create_container
from api.worker import open_the_day, relay_of
from domain.cotation.document import lire_grille
from domain.cotation.faits import Evenement
from domain.cotation.grille import Deliberation
from domain.cotation.model import GrilleCotation
from domain.cotation.reactions import recoter
from domain.cotation.vocabulary import CauseDeCalcul, StatutGrille
from domain.demandes.codes import Contrat, EtatDemande
from domain.demandes.formulaire import SECTIONS, Formulaire, RevenuFiscal, Revenus, SituationProfessionnelle
from domain.demandes.model import Canal, Demande
from domain.demandes.rules.delais import passage_en_delai_anormalement_long
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from tests.domain.cotation.cases import document, faits, grille, un_bloc, une_grille
from tests.embedded import Servers
from tests.factories.formulaires import un_formulaire, un_occupant, une_personne

pytestmark = [pytest.mark.lent, pytest.mark.asyncio(loop_scope="session")]

RENNES, VITRE, METROPOLE = "35238", "35360", "243500139"
AVANT, JOUR = datetime(2026, 2, 28, 9, tzinfo=UTC), datetime(2026, 3, 1, 9, tzinfo=UTC)
LENDEMAIN = datetime(2026, 3, 2, 5, tzinfo=UTC)
DEUX_ANS = date(2024, 1, 1)


class Territoire:
    def __init__(self, url: str) -> None:
        self.heure = JOUR
        self.container: Container = create_container(lambda: self.heure, database_url=url)

    async def adopter(self, contenu: Any, effet_du: date, version: int = 1) -> UUID:
        """La grille passe par sa vie : brouillon, test, publication."""
        async with self.container.new_uow(systeme("35"), None) as uow:
            cotation = GrilleCotation.ebaucher(
                departement="35", epci=METROPOLE, contenu=contenu, version_grille=version, le=uow.now()
            )
            uow.session.add(cotation)
            cotation.mettre_en_test(le=uow.now())
            cotation.publier(
                deliberation=Deliberation(date=date(2023, 1, 1), reference="D"),
                effet_du=effet_du,
                bloquants=(),
                le=uow.now(),
            )
        return cotation.id

    async def inscrire(
        self,
        deposee_le: date,
        *,
        evenements: Sequence[Evenement] = (),
        rfr: int | Mapping[int, int] | None = None,
        **sections: Any,
    ) -> UUID:
        id = new_id()
        loin = SituationProfessionnelle(contrat=Contrat.CDI, commune_travail=VITRE)
        rempli = un_formulaire(JOUR.date(), demandeur=une_personne(situation_professionnelle=loin), **sections)
        souhait = replace(rempli.logement_recherche, communes=(RENNES,))  # type: ignore[type-var]
        rempli = replace(rempli, logement_recherche=souhait)
        if rfr is not None:
            assert rempli.demandeur is not None
            par_annee = {2023: rfr, 2024: rfr} if isinstance(rfr, int) else rfr
            declares = [RevenuFiscal(personne_id=rempli.demandeur.id, annee=a, montant=m) for a, m in par_annee.items()]
            rempli = replace(rempli, revenus=Revenus(rfr=tuple(declares)))
        async with self.container.new_uow(systeme("35"), None) as uow:
            demande = Demande(
                departement="35",
                id=id,
                reference=await uow.demandes.prochaine_reference("35", deposee_le),
                canal=Canal.GUICHET,
                etat=EtatDemande.ACTIVE,
                formulaire=Formulaire(),
                creee_le=self.heure,
                numero_unique=f"0350120{id.int % 10**6:06d}35A01",
                deposee_le=deposee_le,
                renouvelee_le=JOUR.date(),
                expire_le=date(2027, 3, 1),
            )
            uow.demandes.add(demande)
            await uow.flush()
            for evenement in evenements:
                await uow.cotations.noter("35", id, evenement)
            demande.modifier({section: getattr(rempli, section) for section in SECTIONS}, le=self.heure)
        return id

    async def laisser_faire(self, *, livraisons: int | None = None, jour: bool = False) -> None:
        """Le travailleur ; `livraisons` : il meurt après celles-là."""
        if jour:
            await open_the_day(self.container)
        relay = relay_of(self.container)
        faites = 0
        while (livraisons is None or faites < livraisons) and await relay.deliver_next():
            faites += 1

    async def lire(self, requete: str) -> list[Any]:
        async with self.container.engine.begin() as connection:
            await connection.execute(text("select set_config('app.departement', '35', true)"))
            return list((await connection.execute(text(requete))).all())

    async def points(self, id: UUID) -> list[int]:
        """Partout où ils se lisent : la cotation, le classement des candidats, la liste."""
        rows = await self.lire(
            f"select (select total_verifie from cotations where demande_id = '{id}'),"
            f" (select max(points) from souhaits where demande_id = '{id}'),"
            f" (select points from points_de_liste where demande_id = '{id}')"
        )
        return list(rows[0])

    async def histoire(self, id: UUID) -> list[tuple[int | None, int | None, str]]:
        rows = await self.lire(
            "select details #> '{avant,points_verifies}' as avant, details #> '{apres,points_verifies}' as apres,"
            f" details ->> 'cause' as cause from historique where objet_id = '{id}' and type = 'DemandeCotee'"
            " order by id"
        )
        return [(row.avant, row.apres, row.cause) for row in rows]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def peuplee(servers: Servers, environment: dict[str, str]) -> AsyncIterator[str]:
    """The communes and one bailleur, loaded once: each test starts from a copy."""
    with servers.database() as url:
        owner = create_async_engine(url)
        async with owner.begin() as connection:
            await charger(connection)
            await connection.execute(
                text(
                    "insert into organismes (id, type, nom, totp_exige, version) values (:i, 'BAILLEUR', 'B', false, 1)"
                ),
                {"i": (organisme := new_id())},
            )
            await connection.execute(
                text("insert into organismes_territoires (departement, organisme_id) values ('35', :i)"),
                {"i": organisme},
            )
        await owner.dispose()
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def territoire(servers: Servers, peuplee: str) -> AsyncIterator[Territoire]:
    with servers.database(like=peuplee) as url:
        found = Territoire(url)
        try:
            yield found
        finally:
            await found.container.close()


def cas(lettre: str) -> dict[str, Any]:
    lus = tomllib.loads((Path(__file__).parents[1] / "domain/cotation/cas/grilles.toml").read_text("utf-8"))
    found: dict[str, Any] = next(c for c in lus["cas"] if c["titre"].startswith(f"{lettre} :"))
    return found


async def test_une_decote_qui_s_eteint_dans_la_nuit_est_recotee_la_nuit(territoire: Territoire) -> None:
    d1, d2 = cas("D1"), cas("D2")
    await territoire.adopter(grille("epci_test"), date(2024, 1, 1))
    decotee = await territoire.inscrire(d1["faits"]["anciennete_mois"], evenements=faits(d1).evenements)
    autre = await territoire.inscrire(date(2026, 2, 20))
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(decotee) == [d1["total"]] * 3 == [-7] * 3
    [(jour, xmin)] = await territoire.lire(
        f"select date_calcul, xmin::text from cotations where demande_id = '{autre}'"
    )

    territoire.heure = LENDEMAIN
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(decotee) == [d2["total"]] * 3 == [3] * 3
    assert (await territoire.histoire(decotee))[-1] == (-7, 3, "temps")
    [(bascule, calcul)] = await territoire.lire(
        f"select prochaine_bascule, date_calcul from cotations where demande_id = '{decotee}'"
    )
    assert (bascule, calcul) == (d2["bascule"], LENDEMAIN.date())
    inchangee = await territoire.lire(f"select date_calcul, xmin::text from cotations where demande_id = '{autre}'")
    assert inchangee == [(jour, xmin)], "ce que le temps n'a pas changé ne se réécrit pas"
    recalculs = await territoire.lire("select a_examiner, examinees, changees from recalculs where jour = '2026-03-02'")
    assert [tuple(r) for r in recalculs] == [(1, 1, 1)]


async def test_un_enfant_qui_devient_majeur_fait_relire_sa_demande(territoire: Territoire) -> None:
    mineurs = {"code": "M", "par": {"champ": "nb_enfants_mineurs", "pas": 1, "points": 6}}
    await territoire.adopter(une_grille(un_bloc(mineurs)), date(2024, 1, 1))
    ado = replace(un_occupant(8), ne_le=date(2008, 3, 2))
    id = await territoire.inscrire(date(2025, 1, 1), occupants=(ado, un_occupant(5)))
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [12] * 3
    territoire.heure = LENDEMAIN
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [6] * 3
    assert (await territoire.histoire(id))[-1] == (12, 6, "temps")


async def test_la_nuit_du_premier_janvier_compte_les_revenus_sur_les_plafonds_de_l_annee(
    territoire: Territoire,
) -> None:
    """13 970 € : 60,2 % du plafond d'une personne seule en 2025 (23 201 €), 59,7 % en 2026 (23 403 €)."""
    territoire.heure = datetime(2025, 12, 31, 9, tzinfo=UTC)
    peu = {"code": "P", "si": {"champ": "pourcentage_plafond_plus", "op": "<", "val": 60}, "points": 9}
    await territoire.adopter(une_grille(un_bloc(peu)), date(2024, 1, 1))
    id = await territoire.inscrire(date(2025, 1, 1), rfr=13_970)
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [0] * 3

    territoire.heure = datetime(2026, 1, 1, 9, tzinfo=UTC)
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [9] * 3
    assert (await territoire.histoire(id))[-1] == (0, 9, "temps")
    [(calcul,)] = await territoire.lire(f"select date_calcul from cotations where demande_id = '{id}'")

    territoire.heure = datetime(2026, 1, 2, 9, tzinfo=UTC)
    await territoire.laisser_faire(jour=True)
    assert await territoire.lire(f"select date_calcul from cotations where demande_id = '{id}'") == [(calcul,)]


async def test_la_nuit_du_premier_janvier_relit_le_revenu_de_reference_sans_plafond_connu(
    territoire: Territoire,
) -> None:
    """Une commune dont la zone n'est pas connue n'a pas de plafond : le revenu de l'année compte quand même."""
    await territoire.lire(f"update communes set zone_plafonds = null where code = '{RENNES}' returning code")
    territoire.heure = datetime(2025, 12, 31, 9, tzinfo=UTC)
    modeste = {"code": "M", "si": {"champ": "rfr", "op": "<", "val": 15_000}, "points": 9}
    await territoire.adopter(une_grille(un_bloc(modeste)), date(2024, 1, 1))
    monte = await territoire.inscrire(date(2025, 1, 1), rfr={2023: 12_000, 2024: 30_000})
    non_dit = await territoire.inscrire(date(2025, 1, 1), rfr={2023: 12_000})
    await territoire.laisser_faire(jour=True)
    assert (await territoire.points(monte), await territoire.points(non_dit)) == ([9] * 3, [9] * 3)
    assert await territoire.lire("select distinct pourcentage_plafond_plus from faits_de_cotation") == [(None,)]

    territoire.heure = datetime(2026, 1, 1, 9, tzinfo=UTC)
    await territoire.laisser_faire(jour=True)
    assert (await territoire.points(monte), await territoire.points(non_dit)) == ([0] * 3, [0] * 3)
    assert (await territoire.histoire(monte))[-1] == (9, 0, "temps")


async def test_une_grille_publiee_recote_tout_son_territoire_meme_coupee(
    territoire: Territoire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.cotation.recalcul._combien", lambda cle, recalcul: {"voies": 2}.get(cle, 3))
    await territoire.adopter(grille("epci_test"), date(2024, 1, 1))
    ids = [await territoire.inscrire(date(2020 + n % 6, 1, 15)) for n in range(8)]
    await territoire.laisser_faire()
    avant = {id: (await territoire.points(id))[0] for id in ids}

    # la même grille, sauf l'ancienneté qui ne compte plus
    nouvelle = document("epci_test")
    territoire.heure += timedelta(hours=1)
    nouvelle["blocs"] = [b for b in nouvelle["blocs"] if b["code"] != "H"]
    seconde = await territoire.adopter(lire_grille(nouvelle), JOUR.date(), version=2)
    await territoire.laisser_faire(livraisons=3)
    [(examinees, termine)] = await territoire.lire(
        "select examinees, termine_le from recalculs where epci is not null order by commence_le desc limit 1"
    )
    assert 0 < examinees < 8
    assert termine is None
    await territoire.laisser_faire()

    grilles = await territoire.lire("select distinct grille_id from cotations")
    assert grilles == [(seconde,)]
    for id in ids:
        assert await territoire.points(id) == [5] * 3
        dites = [ligne for ligne in await territoire.histoire(id) if ligne[2] == "grille"]
        assert dites == ([] if avant[id] == 5 else [(avant[id], 5, "grille")])
    [(a_examiner, examinees, changees, termine)] = await territoire.lire(
        "select a_examiner, examinees, changees, termine_le from recalculs where epci is not null"
        " order by commence_le desc limit 1"
    )
    assert (a_examiner, examinees, changees) == (8, 8, 8)
    assert termine is not None


async def test_les_voies_d_un_recalcul_avancent_ensemble_et_le_finissent_une_seule_fois(
    territoire: Territoire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.cotation.recalcul._combien", lambda cle, recalcul: 2)
    ids = [await territoire.inscrire(date(2024, 1, 15)) for _ in range(8)]
    await territoire.laisser_faire()
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), DEUX_ANS)
    relais = relay_of(territoire.container)
    while sum(await asyncio.gather(relais.drain(), relais.drain())):
        pass
    voies = await territoire.lire(
        "select rang, jusqu_a is null, examinees, finie from voies_de_recalcul order by recalcul_id desc, rang limit 2"
    )
    assert [tuple(voie) for voie in voies] == [(0, False, 4, True), (1, True, 4, True)]
    [(examinees, changees, termine)] = await territoire.lire(
        "select examinees, changees, termine_le is not null from recalculs where epci is not null"
    )
    assert (examinees, changees, termine) == (8, 8, True)
    assert await territoire.lire("select count(*) from outbox_events where name = 'GrilleAppliquee'") == [(1,)]
    for id in ids:
        assert await territoire.points(id) == [4] * 3
        assert [ligne for ligne in await territoire.histoire(id) if ligne[2] == "grille"] == [(None, 4, "grille")]


async def test_une_grille_publiee_d_avance_prend_effet_la_nuit_de_sa_date(territoire: Territoire) -> None:
    territoire.heure = AVANT
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), date(2024, 1, 1))
    id = await territoire.inscrire(date(2025, 1, 1))
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 9})), LENDEMAIN.date(), version=2)
    territoire.heure = JOUR
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [4] * 3
    territoire.heure = LENDEMAIN
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [9] * 3
    territoire.heure += timedelta(days=1)
    await territoire.laisser_faire(jour=True)
    assert len(await territoire.lire("select 1 from recalculs where epci is not null")) == 2


async def test_ce_que_donnait_la_version_remplacee_se_garde_ligne_par_ligne_trois_ans(territoire: Territoire) -> None:
    territoire.heure = AVANT
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4}, {"code": "B", "points": 1})), DEUX_ANS)
    id = await territoire.inscrire(date(2025, 1, 1))
    ancienne = await territoire.lire(f"select grille_id from cotations where demande_id = '{id}'")
    seconde = une_grille(un_bloc({"code": "A", "points": 9}, {"code": "C", "points": 2}))
    await territoire.adopter(seconde, LENDEMAIN.date(), version=2)
    territoire.heure = LENDEMAIN
    for _ in range(2):
        await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [11] * 3
    [(grille_id, date_calcul, jusqu_au, total, details, verifies)] = await territoire.lire(
        "select grille_id, date_calcul, jusqu_au, total_verifie, details_declares, details_verifies"
        f" from cotations_passees where demande_id = '{id}'"
    )
    assert [(grille_id,)] == ancienne
    assert (date_calcul, jusqu_au, total, details) == (AVANT.date(), LENDEMAIN.date(), 5, [4, 1])
    assert verifies is None, "vérifié comme déclaré : une seule fois"

    acteur = systeme("35")
    [lue] = await territoire.container.cotations_passees.de_la_demande(acteur.perimetre, acteur, id)
    assert (lue.cotation.points_verifies, lue.points_maintenant) == (5, 11)
    assert [(d.code, d.avant, d.maintenant) for d in lue.differences] == [("A", 4, 9), ("C", None, 2), ("B", 1, None)]
    assert [(t.du, t.au, t.points_verifies) for t in lue.totaux] == [(AVANT.date(), JOUR.date(), 5)]

    territoire.heure = datetime(2029, 3, 2, 9, tzinfo=UTC)
    await territoire.laisser_faire(jour=True)
    # asleep since that night: what the second version gave has joined it
    finies = "select jusqu_au from cotations_passees order by jusqu_au"
    assert await territoire.lire(finies) == [(LENDEMAIN.date(),), (date(2029, 3, 2),)]
    territoire.heure += timedelta(days=1)
    await territoire.laisser_faire(jour=True)
    assert await territoire.lire(finies) == [(date(2029, 3, 2),)]


async def test_une_demande_relue_avant_le_recalcul_garde_aussi_ce_que_donnait_l_ancienne(
    territoire: Territoire,
) -> None:
    territoire.heure = AVANT
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), DEUX_ANS)
    id = await territoire.inscrire(date(2025, 1, 1))
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 9})), LENDEMAIN.date(), version=2)
    territoire.heure = LENDEMAIN
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        await recoter("35", id, systeme("35"), uow, CauseDeCalcul.DEMANDE)
    gardees = f"select total_verifie, jusqu_au from cotations_passees where demande_id = '{id}'"
    assert await territoire.lire(gardees) == [(4, LENDEMAIN.date())]
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        await uow.cotations.retirer("35", id)
    assert sorted(await territoire.lire(gardees)) == [(4, LENDEMAIN.date()), (9, LENDEMAIN.date())]


async def test_une_demande_endormie_pendant_la_bascule_garde_ce_que_donnait_l_ancienne(territoire: Territoire) -> None:
    """Endormie avant, réveillée après : ce que donnait la version remplacée est là, et celle du jour à côté."""
    territoire.heure = AVANT
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), DEUX_ANS)
    id = await territoire.inscrire(date(2025, 1, 1))
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 9})), LENDEMAIN.date(), version=2)
    territoire.heure = JOUR
    gardees = f"select total_verifie, jusqu_au from cotations_passees where demande_id = '{id}'"
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        await uow.nuits.endormir("35", [id], JOUR.date())
    assert await territoire.lire(gardees) == [(4, JOUR.date())]
    assert await territoire.lire("select 1 from cotations") == []
    territoire.heure = LENDEMAIN
    await territoire.laisser_faire(jour=True)
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        demande = await uow.demandes.get("35", id)
        demande.reveiller(reveillee_le=LENDEMAIN.date(), expire_le=date(2027, 3, 2), le=LENDEMAIN)
    assert await territoire.points(id) == [9] * 3
    assert await territoire.lire(gardees) == [(4, JOUR.date())]


async def test_une_version_qui_cote_de_nouveau_n_est_plus_du_passe(territoire: Territoire) -> None:
    await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), DEUX_ANS)
    id = await territoire.inscrire(date(2025, 1, 1))
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        await uow.cotations.retirer("35", id)
    assert await territoire.lire("select total_verifie from cotations_passees") == [(4,)]
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        await recoter("35", id, systeme("35"), uow, CauseDeCalcul.DEMANDE)
    assert await territoire.lire("select 1 from cotations_passees") == []
    assert (await territoire.points(id))[0] == 4


async def test_une_grille_archivee_ne_cote_plus(territoire: Territoire) -> None:
    version = await territoire.adopter(une_grille(un_bloc({"code": "A", "points": 4})), date(2024, 1, 1))
    id = await territoire.inscrire(date(2025, 1, 1))
    async with territoire.container.new_uow(systeme("35"), None) as uow:
        adoptee = await uow.grilles.get("35", version)
        assert adoptee.statut is StatutGrille.PUBLIEE
        adoptee.archiver(le=uow.now())
    await territoire.laisser_faire()
    assert await territoire.points(id) == [None, 0, None]
    assert (await territoire.histoire(id))[-1] == (4, None, "grille")
    gardees = await territoire.lire("select grille_id, total_verifie from cotations_passees")
    assert gardees == [(version, 4)]


async def test_un_label_que_la_nuit_reconnait_donne_ses_points_la_meme_nuit(territoire: Territoire) -> None:
    attente = {"code": "ATTENTE", "si": {"champ": "label", "op": "dans", "val": ["DAL"]}, "points": 30}
    await territoire.adopter(une_grille(un_bloc(attente)), date(2024, 1, 1))
    souhait = un_formulaire(JOUR.date()).logement_recherche
    assert souhait is not None
    jours = (LENDEMAIN.date() - timedelta(days=n) for n in range(4000))
    atteint = next(
        j for j in jours if passage_en_delai_anormalement_long(j, "35", souhait.typologies) == LENDEMAIN.date()
    )
    id, recente = await territoire.inscrire(atteint), await territoire.inscrire(date(2026, 2, 1))
    await territoire.laisser_faire(jour=True)
    assert await territoire.points(id) == [0] * 3

    territoire.heure = LENDEMAIN
    await territoire.laisser_faire(jour=True)

    assert await territoire.points(id) == [30] * 3
    assert await territoire.points(recente) == [0] * 3
    assert (await territoire.histoire(id))[-1] == (0, 30, "demande")
    assert await territoire.lire(f"select label from faits_de_cotation where demande_id = '{id}'") == [(["DAL"],)]
