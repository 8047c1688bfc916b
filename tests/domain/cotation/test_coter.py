from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from domain.cotation.connue import CotationConnue, FaitsGardes
from domain.cotation.events import DemandeCotee
from domain.cotation.faits import Evenement, Faits, PreuveAdmise, VieDuDossier
from domain.cotation.model import GrilleCotation, Resultat, VersionDeGrille
from domain.cotation.use_cases import CoterLaDemande, coter, coter_la_demande, grilles_applicables
from domain.cotation.vocabulary import CauseDeCalcul, Population, StatutCotation
from domain.demandes.model import Demande
from domain.kernel.aggregate import Event
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import systeme
from tests.domain.cotation.cases import grille, un_bloc, une_grille

LE = date(2026, 3, 1)
RENNES, NANTES = "243500139", "244400404"


def une_version(
    epci: str = RENNES,
    population: Population = Population.TOUS,
    *,
    nom: str = "demonstration",
    effet_du: date = date(2024, 1, 1),
    effet_au: date | None = None,
    numero: int = 1,
) -> VersionDeGrille:
    contenu = replace(grille(nom), population=population)
    version = GrilleCotation.ebaucher(
        departement="35", epci=epci, contenu=contenu, version_grille=numero, le=datetime(2024, 1, 1, tzinfo=UTC)
    ).instantane()
    return replace(version, effet_du=effet_du, effet_au=effet_au)


class CotationsEnMemoire:
    def __init__(self, *versions: VersionDeGrille) -> None:
        self.versions = versions
        self.resultats: dict[UUID, list[Resultat]] = {}
        self.faits: dict[UUID, dict[str, FaitsGardes]] = {}
        self.ecritures = 0

    async def grilles_en_vigueur(self, departement: str, epcis: Collection[str], le: date) -> Sequence[VersionDeGrille]:
        return [v for v in self.versions if v.departement == departement and v.epci in epcis and v.en_vigueur(le)]

    async def connue(self, departement: str, demande_id: UUID, epcis: Collection[str], le: date) -> CotationConnue:
        return CotationConnue(
            grilles=await self.grilles_en_vigueur(departement, epcis, le),
            resultats={resultat.epci: resultat for resultat in self.resultats.get(demande_id, [])},
            faits=self.faits.get(demande_id, {}),
        )

    async def vie_du_dossier(self, departement: str, demande_id: UUID) -> VieDuDossier:
        return VieDuDossier()

    def dossier_complet(self, demande: Demande, pieces: Sequence[PreuveAdmise], le: date) -> bool:
        return bool(pieces)

    async def noter(self, departement: str, demande_id: UUID, evenement: Evenement) -> None:
        raise AssertionError("Coter n'ajoute rien à la vie de la demande.")

    async def garder(self, departement: str, demande_id: UUID, faits: Faits, resultats: Collection[Resultat]) -> None:
        self.ecritures += 1
        self.resultats[demande_id] = list(resultats)
        self.faits[demande_id] = {epci: FaitsGardes.de(faits.pour(epci)) for epci in faits.territoires}

    async def retirer(self, departement: str, demande_id: UUID) -> None:
        self.resultats.pop(demande_id, None)

    async def oublier_depuis(
        self,
        departement: str,
        demande_id: UUID,
        depuis: date,
        *,
        sauf: Collection[str],
        populations: Collection[Population],
    ) -> None:
        raise AssertionError("Coter n'oublie rien.")


class Uow:
    def __init__(self, cotations: CotationsEnMemoire) -> None:
        self.cotations = cotations
        self.evenements: list[Event] = []
        self.jour = LE

    def now(self) -> datetime:
        return datetime(self.jour.year, self.jour.month, self.jour.day, 10, tzinfo=UTC)

    def today(self) -> date:
        return self.jour

    def record(self, event: Event) -> None:
        self.evenements.append(event)


FAITS = Faits.de({"anciennete_mois": date(2024, 3, 15), "statut_logement": "CP"})


# ------------------------------------------------------------------------------------------- choix de la grille


@pytest.mark.parametrize(
    ("faits", "populations", "attendue"),
    [
        ({"statut_logement": "HLM"}, ["tous"], "tous"),
        ({"statut_logement": "HLM"}, ["primo", "mutation"], "mutation"),
        ({"statut_logement": "LP"}, ["primo", "mutation"], "primo"),
        ({}, ["primo", "mutation"], "primo"),
        ({"statut_logement": "HLM"}, ["primo"], None),
        ({"statut_logement": "HLM", "mutation": False}, ["tous", "mutation"], "tous"),
        ({"mutation": True}, ["tous", "mutation"], "mutation"),
    ],
)
def test_une_mutation_suit_la_grille_des_mutations(
    faits: dict[str, object], populations: list[str], attendue: str | None
) -> None:
    versions = [une_version(population=Population(p)) for p in populations]
    choisies = grilles_applicables(versions, Faits.de(faits), LE)
    assert [version.population.value for version in choisies] == ([] if attendue is None else [attendue])


def test_la_grille_change_le_jour_de_sa_date_d_effet() -> None:
    ancienne = une_version(effet_au=date(2026, 3, 1))
    nouvelle = une_version(effet_du=date(2026, 3, 2), numero=2)
    assert [r.version_grille for r in coter([nouvelle, ancienne], FAITS, date(2026, 3, 1))] == [1]
    assert [r.version_grille for r in coter([nouvelle, ancienne], FAITS, date(2026, 3, 2))] == [2]
    assert coter([ancienne], FAITS, date(2023, 12, 31)) == []


def test_une_demande_a_une_cotation_par_territoire() -> None:
    faits = replace(FAITS, territoires={NANTES: {"statut_logement": "SD"}})
    resultats = coter([une_version(RENNES), une_version(NANTES)], faits, LE)
    assert {r.epci: r.total_verifie for r in resultats} == {RENNES: 25 + 5, NANTES: 40 + 5}


def test_un_resultat_garde_tout_ce_qu_il_faut_pour_le_relire() -> None:
    [resultat] = coter([une_version()], FAITS, LE)
    assert resultat.blocs_verifies == (25, 0, 5, 0)
    assert len(resultat.details_verifies) == 17
    assert resultat.prochaine_bascule == date(2026, 3, 15)
    assert resultat.date_calcul == LE
    assert len(resultat.empreinte) == 64


def test_une_demande_hors_cotation_garde_son_motif() -> None:
    contenu = une_grille(
        un_bloc({"code": "A", "points": 1}),
        hors_cotation=[{"motif": "anru", "si": {"champ": "nature", "op": "=", "val": "ANRU"}}],
    )
    [resultat] = coter([replace(une_version(), contenu=contenu)], Faits.de({"nature": "ANRU"}), LE)
    assert (resultat.statut, resultat.hors_cotation) == (StatutCotation.HORS_COTATION, "anru")
    assert resultat.total_verifie is None


# ------------------------------------------------------------------------------------ l'historique de la demande


async def _coter(uow: Uow, demande_id: UUID, faits: Faits, *epcis: str) -> list[DemandeCotee]:
    uow.evenements.clear()
    command = CoterLaDemande(demande_id=demande_id, epcis=epcis or (RENNES,), faits=faits, cause=CauseDeCalcul.DEMANDE)
    await coter_la_demande(command, systeme("35"), uow)
    return [evenement for evenement in uow.evenements if isinstance(evenement, DemandeCotee)]


@pytest.mark.asyncio
async def test_l_historique_ne_retient_que_les_changements() -> None:
    uow, demande = Uow(CotationsEnMemoire(une_version())), new_id()

    [premier] = await _coter(uow, demande, FAITS)
    assert premier.description().replace("\u00a0", " ") == (
        "Grille de démonstration : sans cotation → 30 points. La demande a changé."
    )
    assert await _coter(uow, demande, FAITS) == []
    assert uow.cotations.ecritures == 1

    uow.jour = date(2026, 3, 15)
    [second] = await _coter(uow, demande, FAITS)
    assert (second.avant["points_verifies"], second.apres["points_verifies"]) == (30, 35)
    assert second.phrase_publique().replace("\u00a0", " ") == (
        "Vos points ont changé (Grille de démonstration) : 30 points → 35 points. La demande a changé."
    )


@pytest.mark.asyncio
async def test_des_points_declares_qui_changent_seuls_se_disent_a_verifier() -> None:
    uow, demande = Uow(CotationsEnMemoire(une_version())), new_id()
    await _coter(uow, demande, FAITS)
    [evenement] = await _coter(uow, demande, Faits.de({**FAITS.valeurs, "motifs": ["06"]}))
    assert "à vérifier sur pièces" in evenement.phrase_publique()
    assert evenement.avant["points_verifies"] == evenement.apres["points_verifies"]


@pytest.mark.asyncio
async def test_un_territoire_qui_n_est_plus_demande_perd_sa_cotation() -> None:
    uow, demande = Uow(CotationsEnMemoire(une_version(RENNES), une_version(NANTES))), new_id()
    assert len(await _coter(uow, demande, FAITS, RENNES, NANTES)) == 2
    [evenement] = await _coter(uow, demande, FAITS, RENNES)
    assert (evenement.epci, evenement.grille_id, evenement.apres["points_verifies"]) == (NANTES, None, None)
    assert [resultat.epci for resultat in uow.cotations.resultats[demande]] == [RENNES]


@pytest.mark.asyncio
async def test_un_autre_jour_sans_changement_ne_reecrit_rien() -> None:
    uow, demande = Uow(CotationsEnMemoire(une_version())), new_id()
    await _coter(uow, demande, FAITS)
    uow.jour = date(2026, 3, 14)
    assert await _coter(uow, demande, FAITS) == []
    assert uow.cotations.ecritures == 1


# ---------------------------------------------------------------------------------------- ce qui est déjà gardé

CHEZ_RENNES = replace(FAITS, territoires={RENNES: {"habite_epci": True}})


def connue(version: VersionDeGrille, faits: Faits, total_verifie: int = 30) -> CotationConnue:
    """Ce que garderait un calcul d'avant ; des points inventés disent s'il est repris."""
    resultats = {r.epci: replace(r, total_verifie=total_verifie) for r in coter([version], faits, LE)}
    return CotationConnue(
        resultats=resultats, faits={epci: FaitsGardes.de(faits.pour(epci)) for epci in faits.territoires}
    )


def test_memes_faits_et_meme_grille_le_resultat_garde_est_repris_sans_calcul() -> None:
    version = une_version()
    gardee = connue(version, CHEZ_RENNES, total_verifie=999)
    [repris] = coter([version], CHEZ_RENNES, date(2026, 3, 14), gardee)
    assert repris.total_verifie == 999
    assert gardee.dit_deja(CHEZ_RENNES, {RENNES: repris})


def test_le_jour_de_sa_bascule_un_resultat_garde_se_recalcule() -> None:
    version = une_version()
    [refait] = coter([version], CHEZ_RENNES, date(2026, 3, 15), connue(version, CHEZ_RENNES, total_verifie=999))
    assert refait.total_verifie == 35


@pytest.mark.parametrize(
    "autres",
    [
        Faits.de({**FAITS.valeurs, "motifs": ["06"]}, territoires={RENNES: {"habite_epci": True}}),
        replace(CHEZ_RENNES, a_revoir_le=date(2027, 1, 1)),
        replace(FAITS, territoires={RENNES: {"habite_epci": False}}),
    ],
    ids=["une valeur", "un enfant qui grandit", "un territoire"],
)
def test_des_faits_qui_changent_se_recotent_et_se_gardent(autres: Faits) -> None:
    version = une_version()
    gardee = connue(version, CHEZ_RENNES, total_verifie=999)
    [refait] = coter([version], autres, LE, gardee)
    assert refait.total_verifie == 30
    assert not gardee.dit_deja(autres, {RENNES: refait})


def test_une_autre_version_de_la_grille_recote_les_memes_faits() -> None:
    gardee = connue(une_version(), CHEZ_RENNES, total_verifie=999)
    [refait] = coter([une_version(numero=2)], CHEZ_RENNES, LE, gardee)
    assert (refait.version_grille, refait.total_verifie) == (2, 30)


def test_un_territoire_de_plus_sans_grille_garde_ses_faits() -> None:
    version = une_version()
    gardee = connue(version, CHEZ_RENNES)
    elargie = replace(FAITS, territoires={**CHEZ_RENNES.territoires, NANTES: {"habite_epci": False}})
    assert not gardee.dit_deja(elargie, dict(gardee.resultats))
