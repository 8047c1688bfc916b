"""Un an de la vie d'un territoire : vingt agents, cinquante foyers, des oublis et des erreurs, et personne qui appelle
le gestionnaire du fichier.

Quarante pour cent des appels d'aujourd'hui sont des accès perdus, neuf des radiations par erreur : ici chacun se répare
par celui qui l'a subi, ou par son guichet."""

from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from domain.demandes.codes import EtatDemande
from domain.demandes.vie.table import RADIEES
from tests.embedded import Servers
from tests.journeys.territoire import Agent, Demandeur, Territoire, accepte

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.lent]

Acte = Callable[[], Awaitable[None]]
PRELUDE = 300
"""Les foyers déposent leur demande pendant les mois qui précèdent l'année racontée."""
ANNEE = 365
RETARD_RADIATION, FIN_RESTAURATION = 35, 180
"""En jours après la fin de validité : déjà radiée, encore rétablie."""


@pytest_asyncio.fixture(loop_scope="session")
async def territoire(servers: Servers, environment: dict[str, str], tmp_path: Path) -> AsyncIterator[Territoire]:
    async with Territoire.ouvert(servers, tmp_path, datetime.now(UTC)) as ouvert:
        yield ouvert


class Annee:
    """Qui fait quoi, quel jour."""

    def __init__(self, territoire: Territoire) -> None:
        self.t = territoire
        self.referent = Agent(territoire, "referent@exemple.test")
        self.agents: list[Agent] = [Agent(territoire, "bruno@exemple.test"), self.referent]
        self.partis: list[Agent] = []
        self.foyers = [Demandeur(territoire, rang) for rang in range(50)]
        self.separations = 0
        self._agenda: dict[int, list[Acte]] = defaultdict(list)
        self._tour = 0

    def le(self, jour: int, acte: Acte) -> None:
        self._agenda[jour].append(acte)

    async def vivre(self) -> None:
        """Jour après jour ; avant l'année racontée, les seuls jours où quelqu'un fait quelque chose."""
        fait = 0
        for jour in range(PRELUDE + ANNEE):
            if jour < PRELUDE and jour not in self._agenda:
                continue
            self.t.temps.instant += timedelta(days=jour - fait - 1)
            fait = jour
            await self.t.passer_la_nuit()
            for acte in self._agenda[jour]:
                await acte()
                await self.t.faire_partir()
        assert max(self._agenda) < PRELUDE + ANNEE

    # --- les agents

    async def recruter(self, numero: int) -> None:
        """Le référent du bailleur ouvre le compte de sa nouvelle collègue, qui l'active de sa boîte."""
        client = await self.referent.connexion()
        collegue = Agent(self.t, f"collegue{numero}@exemple.test", phrase=None)
        corps = {
            "organisme_id": accepte(await client.get("session"))["organisme"]["id"],
            "email": collegue.email,
            "nom": f"Collègue{numero}",
            "prenom": "Agente",
            "profil": "charge-de-clientele",
        }
        accepte(await client.post("comptes", json=corps))
        await collegue.activer()
        self.agents.append(collegue)

    async def laisser_partir(self, agent: Agent) -> None:
        client = await self.referent.connexion()
        comptes = accepte(await client.get("comptes?size=100"))["items"]
        (parti,) = [c for c in comptes if c["email"] == agent.email]
        accepte(await client.post(f"comptes/{parti['id']}/desactivation"))
        self.agents.remove(agent)
        self.partis.append(agent)

    def un_agent(self) -> Agent:
        """Chacun son tour, parmi ceux qui sont là."""
        self._tour += 1
        return self.agents[self._tour % len(self.agents)]

    # --- le guichet

    async def valider_ce_qui_attend(self) -> None:
        client = await self.un_agent().connexion()
        for ligne in accepte(await client.get("demandes?a_valider=true&size=50"))["items"]:
            vue = accepte(await client.get(f"demandes/{ligne['id']}"))
            corps = {"version": vue["version"], "identite_verifiee": True}
            accepte(await client.post(f"demandes/{ligne['id']}/validation", json=corps))

    async def confirmer_les_departs(self) -> None:
        """Un départ déclaré en ligne qui attend un guichet : l'agente voit le document, et l'enregistre."""
        client = await self.un_agent().connexion()
        for ligne in accepte(await client.get("declarations?size=100"))["items"]:
            vue = accepte(await client.get(f"demandes/{ligne['demande_id']}"))
            declaration = vue["declaration"]
            assert declaration["raisons"], "on lui dit pourquoi elle doit le confirmer"
            geste = {c: declaration[c] for c in ("sorte", "personne_id", "justificatif", "occupants")}
            corps = geste | {"version": vue["version"], "le": declaration["deces_le"]}
            accepte(await client.post(f"demandes/{vue['id']}/personnes", json=corps))

    async def au_guichet(self, foyer: Demandeur, acte: str, **corps: Any) -> None:
        """Le foyer vient ou téléphone ; l'agente le trouve par son nom et fait ce qu'il demande."""
        client = await self.un_agent().connexion()
        tous_etats = [e.value for e in (EtatDemande.ACTIVE, EtatDemande.EN_SOMMEIL, *sorted(RADIEES))]
        trouvees = accepte(await client.get("demandes", params={"q": foyer.nom, "etat": tous_etats}))["items"]
        assert len(trouvees) == 1, (foyer.nom, acte, trouvees)
        (ligne,) = trouvees
        vue = accepte(await client.get(f"demandes/{ligne['id']}"))
        accepte(await client.post(f"demandes/{ligne['id']}/{acte}", json={"version": vue["version"], **corps}))


def raconter(annee: Annee) -> None:
    for numero in range(12):
        annee.le(1, lambda numero=numero: annee.recruter(numero))  # type: ignore[misc]
    for numero in range(12, 18):
        annee.le(PRELUDE + 40 * (numero - 11), lambda numero=numero: annee.recruter(numero))  # type: ignore[misc]
    for rang in range(4):
        annee.le(PRELUDE + 60 + 70 * rang, lambda rang=rang: annee.laisser_partir(annee.agents[3 + rang]))  # type: ignore[misc]
    for rang in range(5):
        annee.le(PRELUDE + 20 + 65 * rang, lambda: annee.un_agent().oublier())
    for rang, foyer in enumerate(annee.foyers):
        depot = 2 + rang
        annee.le(depot, foyer.deposer)
        annee.le(depot + 1, annee.valider_ce_qui_attend)
        for jour, acte in DESTINS[rang % len(DESTINS)](annee, foyer, depot + 365):
            annee.le(jour, acte)


Suite = list[tuple[int, Acte]]


def a_l_heure(_: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Prévenu un mois avant, il renouvelle."""
    return [(fin - 20, lambda: foyer.dire("renouvellement"))]


def acces_perdu(_: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Il ne sait plus avec quelle adresse il venait."""
    return [(fin - 15, foyer.retrouver), (fin - 14, lambda: foyer.dire("renouvellement"))]


def endormi(_: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Il laisse passer la date, et réveille lui-même sa demande."""
    return [(fin + 12, lambda: foyer.dire("reveil"))]


def endormi_au_guichet(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    return [(fin + 20, lambda: annee.au_guichet(foyer, "reveil", motif="VISITE"))]


def radie_et_revenu(_: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Radié faute de renouvellement, il rétablit sa demande avec un code."""
    return [(fin + RETARD_RADIATION + 10, foyer.retablir)]


def radie_et_restaure(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    return [(fin + RETARD_RADIATION + 50, lambda: annee.au_guichet(foyer, "restauration", motif="RENOUV"))]


def annule_par_megarde(_: Annee, foyer: Demandeur, fin: int) -> Suite:
    jour = fin - 40
    return [
        (jour, lambda: foyer.dire("annulation")),
        (jour + 3, lambda: foyer.dire("reprise")),
        (jour + 25, lambda: foyer.dire("renouvellement")),
    ]


def radie_par_erreur(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Une agente s'est trompée de foyer ; sa collègue répare, passé même le délai de reprise."""
    jour = fin - 60
    return [
        (jour, lambda: annee.au_guichet(foyer, "radiation", motif="RADABA")),
        (jour + 25, lambda: annee.au_guichet(foyer, "restauration", motif="ERREUR")),
        (fin - 5, lambda: foyer.dire("renouvellement")),
    ]


def averti_qui_repond(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    jour = fin - 60
    return [
        (jour, lambda: annee.au_guichet(foyer, "avertissement", moyen="LRAR", envoye_le=_aujourd_hui(annee))),
        (jour + 30, lambda: foyer.dire("maintien")),
        (jour + 45, lambda: foyer.dire("renouvellement")),
    ]


def averti_muet(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Deux mois sans réponse : radié la nuit ; il revient dans les cinq mois."""
    jour = fin - 64
    return [
        (jour, lambda: annee.au_guichet(foyer, "avertissement", moyen="LRAR", envoye_le=_aujourd_hui(annee))),
        (jour + 100, foyer.retablir),
    ]


def separes_sur_attestation(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Elle part, l'atteste, et aucun guichet n'a rien à faire ; chacun renouvelle ensuite la sienne."""
    ex = foyer.en_couple()
    annee.separations += 1
    part = partial(foyer.declarer, "separation", "attestation_honneur", part="demandeur", atteste=True)
    return [
        (fin - 100, part),
        (fin - 25, lambda: foyer.dire("renouvellement")),
        (fin - 20, lambda: ex.dire("renouvellement")),
    ]


def separes_au_guichet(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    """Il déclare le départ de l'autre : une agente le vérifie avec elle."""
    ex = foyer.en_couple()
    annee.separations += 1
    part = partial(foyer.declarer, "separation", "attestation_honneur", part="codemandeur", atteste=True)
    return [
        (fin - 90, part),
        (fin - 88, annee.confirmer_les_departs),
        (fin - 24, lambda: foyer.dire("renouvellement")),
        (fin - 18, lambda: ex.dire("renouvellement")),
    ]


def veuf(annee: Annee, foyer: Demandeur, fin: int) -> Suite:
    """L'autre est mort : il le déclare, une agente voit l'acte, et la demande reste la sienne."""
    foyer.en_couple()

    async def declarer() -> None:
        await foyer.declarer("deces", "acte_deces", part="codemandeur", le=_aujourd_hui(annee))

    return [
        (fin - 80, declarer),
        (fin - 77, annee.confirmer_les_departs),
        (fin - 22, lambda: foyer.dire("renouvellement")),
    ]


def _aujourd_hui(annee: Annee) -> str:
    return annee.t.container.today().isoformat()


DESTINS: tuple[Callable[[Annee, Demandeur, int], Suite], ...] = (
    a_l_heure,
    acces_perdu,
    endormi,
    a_l_heure,
    radie_et_revenu,
    annule_par_megarde,
    endormi_au_guichet,
    radie_par_erreur,
    radie_et_restaure,
    averti_qui_repond,
    averti_muet,
    separes_sur_attestation,
    separes_au_guichet,
    veuf,
)


async def test_un_an_sans_une_seule_action_du_gestionnaire(territoire: Territoire) -> None:
    annee = Annee(territoire)
    raconter(annee)
    await annee.vivre()

    demandes = await territoire.lignes(
        "select d.etat, d.numero_unique, d.deposee_le, d.expire_le, d.verrou is null from demandes d"
    )
    foyers = len(annee.foyers) + annee.separations
    assert len(demandes) == foyers
    assert {etat for etat, *_ in demandes} == {"AC"}, "chacun a retrouvé sa demande"
    assert len({numero for _, numero, *_ in demandes}) == foyers
    assert await territoire.lignes("select count(*) from demandes where declaration is not null") == [(0,)]
    assert all(depot <= _debut(territoire) + timedelta(days=60) for _, _, depot, *_ in demandes), "ancienneté gardée"
    assert all(expire > territoire.container.today() for _, _, _, expire, _ in demandes)

    gestes = await territoire.lignes(
        "select count(*) from historique h join organismes o on o.id = h.organisme_id where o.type = 'GESTIONNAIRE'"
    )
    assert gestes == [(0,)], "le gestionnaire n'a rien eu à faire"
    assert await territoire.lignes(
        "select count(*) from sessions s join comptes c on c.id = s.compte_id "
        "join organismes o on o.id = c.organisme_id where o.type = 'GESTIONNAIRE'"
    ) == [(0,)]
    assert await territoire.lignes(
        "select count(*) from outbox_deliveries where done_at is null and not_before <= now()"
    ) == [(0,)]

    assert len(annee.agents) + len(annee.partis) == 20
    for agent in annee.agents:
        await agent.connexion()
    for agent in annee.partis:
        client = await territoire.visiteur("partenaires")
        refus = await client.post("session", json={"email": agent.email, "mot_de_passe": "peu importe la phrase"})
        assert refus.status_code == 401


def _debut(territoire: Territoire) -> date:
    return territoire.container.today() - timedelta(days=PRELUDE + ANNEE)
