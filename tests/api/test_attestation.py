"""L'attestation d'enregistrement, lue mention par mention (CCH R441-2-4 ; arrêté du 23 mars 2015, § 3 à 5)."""

from typing import Any

import httpx
import pytest

from adapters.embedded.smtp import Mailbox
from api.bootstrap import Container
from api.worker import relay_of
from domain.kernel.calendrier import ajouter_mois
from tests.api.conftest import Clock, SignIn
from tests.api.papiers import le_jour, texte_de
from tests.api.relocation import candidat

pytestmark = pytest.mark.asyncio(loop_scope="session")

RECOURS = (
    "aucune proposition adaptée dans le délai anormalement long",
    "sans domicile",
    "menacé d'expulsion",
    "hébergé dans une structure",
    "impropre à l'habitation",
    "trop petit ou non décent",
)
RADIATIONS = (
    "un bailleur social vous a attribué un logement et le bail est signé",
    "vous y renoncez par écrit",
    "vous ne répondez pas à un courrier envoyé à la dernière adresse",
    "la juge irrecevable",
    "vous ne la renouvelez pas",
)


async def messages(container: Container, qui: httpx.AsyncClient) -> list[str]:
    await relay_of(container).drain()
    return [m["objet"] for m in (await qui.get("mes-messages")).json()]


async def test_l_attestation_porte_chaque_mention_de_l_article_r441_2_4(
    agent: SignIn, demandeur: SignIn, pdf: bytes
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf, prenoms="Léa")
    personne: dict[str, Any] = demande["formulaire"]["demandeur"]
    texte = await texte_de(qui, "mon-attestation")
    mentions = {
        "le nom et le prénom du demandeur": f"{personne['nom_naissance']} Léa",
        "son adresse": f"{personne['adresse']['numero']} {personne['adresse']['voie']}",
        "le service qui enregistre": "Armor Habitat",
        "le numéro unique": demande["numero_unique"],
        "la date de dépôt": f"Demande reçue le {le_jour(demande['deposee_le'])}",
        "la durée de validité": f"Valable jusqu'au {le_jour(demande['expire_le'])}",
        "comment la renouveler": "Renouvelez-la à temps, dans votre espace en ligne ou à un guichet",
        "comment savoir où elle en est": "Votre espace en ligne montre où en est votre demande",
        "les bailleurs des communes demandées": "Bailleurs qui ont des logements dans les communes demandées",
        "un de ces bailleurs": "Vilaine Logis",
        "le délai anormalement long": "le délai anormalement long est de",
        "la date où saisir la médiation": "vous pourrez saisir la commission de médiation à partir du",
        "l'adresse de la commission de médiation": "Adresse : Commission départementale de médiation",
        "le résumé de la demande": "Communes souhaitées",
        "les pièces de l'instruction": "une pièce d'identité ou un titre de séjour pour chaque adulte à loger",
        "les pièces complémentaires": "trois derniers bulletins de salaire",
        **{f"un cas de médiation : {dit}": dit for dit in RECOURS},
        **{f"un cas de radiation : {dit}": dit for dit in RADIATIONS},
    }
    assert [quoi for quoi, dit in mentions.items() if dit not in texte] == [], texte
    assert "renouvellement le" not in texte, "jamais renouvelée, elle n'en porte pas la date"


async def test_une_modification_ne_donne_lieu_a_aucune_attestation(
    agent: SignIn, demandeur: SignIn, pdf: bytes, container: Container, mailbox: Mailbox
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    avant = await messages(container, qui)
    assert any("enregistrée" in objet for objet in avant), avant
    adresse = (await qui.get("mon-compte")).json()["identifiant"]
    recues = len(mailbox.messages(to=adresse))
    anne = await agent("anne", "35")
    corps = {"version": demande["version"], "motifs": {"codes": ["13"]}}
    modifiee = await anne.patch(f"demandes/{demande['id']}", json=corps)
    assert modifiee.status_code == 200, modifiee.text
    assert await messages(container, qui) == avant
    assert len(mailbox.messages(to=adresse)) == recues
    types = [x["type"] for x in (await anne.get(f"demandes/{demande['id']}/historique")).json()["items"]]
    assert not any("ttestation" in t for t in types)


async def test_au_renouvellement_une_attestation_dit_sa_date_et_garde_le_numero_et_le_depot(
    agent: SignIn, demandeur: SignIn, pdf: bytes, clock: Clock, container: Container
) -> None:
    qui, demande = await candidat(agent, demandeur, pdf)
    identifiant = (await qui.get("mon-compte")).json()["identifiant"]
    clock.advance(days=340)
    qui = await demandeur(identifiant)
    version = (await qui.get("mon-espace")).json()["version"]
    renouvelee = await qui.post("ma-demande/renouvellement", json={"version": version})
    assert renouvelee.status_code == 200, renouvelee.text
    le = container.today()
    texte = await texte_de(qui, "mon-attestation")
    for mention in (
        demande["numero_unique"],
        f"Demande reçue le {le_jour(demande['deposee_le'])}",
        f"Dernier renouvellement le {le_jour(le.isoformat())}",
        f"Valable jusqu'au {le_jour(ajouter_mois(le, 12).isoformat())}",
    ):
        assert mention in texte, texte
    await relay_of(container).drain()
    recu = (await qui.get("mes-messages")).json()[0]
    assert recu["objet"] == "Votre demande de logement est renouvelée"
    assert "Votre nouvelle attestation vous attend" in recu["corps"]
