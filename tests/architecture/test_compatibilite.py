"""Ce qui casse un contrat est nommé, ce qui l'enrichit passe, et rien n'est publié sans avoir été décidé."""

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.compatibility import breaks
from api.contracts import CONTRACTS
from api.publication import EMPTY, Publication

Document = dict[str, Any]


def vers(nom: str) -> Document:
    return {"schema": {"$ref": f"#/components/schemas/{nom}"}}


CONTRAT: Document = {
    "paths": {
        "/biens": {
            "get": {
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 100}},
                    {"name": "etat", "in": "query", "schema": {"type": "string", "enum": ["libre", "loue"]}},
                ],
                "responses": {
                    "200": {"content": {"application/json": vers("Bien")}, "headers": {"RateLimit-Limit": {}}},
                    "404": {"description": "Codes : bien-introuvable"},
                },
            },
            "post": {
                "parameters": [],
                "requestBody": {"required": True, "content": {"application/json": vers("BienBody")}},
                "responses": {"201": {"content": {"application/json": vers("Bien")}}},
                "security": [{"oauth2": ["biens:ecrire"]}],
            },
        },
        "/biens/{bien_id}": {
            "get": {
                "parameters": [{"name": "bien_id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"content": {"application/json": vers("Bien")}}},
            }
        },
    },
    "webhooks": {"avis": {"post": {"requestBody": {"content": {"application/json": vers("Avis")}}, "responses": {}}}},
    "components": {
        "schemas": {
            "Avis": {"type": "object", "properties": {"le": {"type": "string"}}, "required": ["le"]},
            "Bien": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "surface": {"type": "number"},
                    "etat": {"type": "string", "enum": ["libre", "loue"]},
                    "suivant": {"anyOf": [{"$ref": "#/components/schemas/Bien"}, {"type": "null"}]},
                },
                "required": ["id", "surface", "etat"],
            },
            "BienBody": {
                "type": "object",
                "properties": {
                    "surface": {"type": "number", "minimum": 1},
                    "etage": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    "parking": {"type": "boolean", "default": False},
                    "pieces": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
                    "plan": {"$ref": "#/components/schemas/Plan"},
                },
                "required": ["surface"],
                "additionalProperties": False,
            },
            "Plan": {"type": "object", "properties": {"nom": {"type": "string"}}, "additionalProperties": False},
        }
    },
}


def biens(document: Document, methode: str = "get") -> Document:
    found: Document = document["paths"]["/biens"][methode]
    return found


def schema(document: Document, nom: str) -> Document:
    found: Document = document["components"]["schemas"][nom]
    return found


def champ(document: Document, nom: str, champ: str) -> Document:
    found: Document = schema(document, nom)["properties"][champ]
    return found


def apres(changer: Callable[[Document], object]) -> list[str]:
    nouveau = copy.deepcopy(CONTRAT)
    changer(nouveau)
    return [str(found) for found in breaks(CONTRAT, nouveau)]


RUPTURES: list[tuple[str, Callable[[Document], object], str]] = [
    ("une opération retirée", lambda d: d["paths"]["/biens"].pop("post"), "POST /biens : opération retirée"),
    ("un paramètre retiré", lambda d: biens(d)["parameters"].pop(0), "GET /biens : paramètre retiré : q"),
    (
        "un paramètre obligatoire de plus",
        lambda d: biens(d)["parameters"].append({"name": "an", "in": "query", "required": True, "schema": {}}),
        "GET /biens : paramètre désormais obligatoire : an",
    ),
    (
        "un paramètre plus court",
        lambda d: biens(d)["parameters"][0]["schema"].update(maxLength=50),
        "GET /biens q : maxLength resserré : 100 → 50",
    ),
    (
        "une valeur de filtre refusée",
        lambda d: biens(d)["parameters"][1]["schema"].update(enum=["libre"]),
        "GET /biens etat : valeur refusée : loue",
    ),
    (
        "une réponse retirée",
        lambda d: biens(d, "post")["responses"].update({"202": biens(d, "post")["responses"].pop("201")}),
        "POST /biens : réponse retirée : 201",
    ),
    (
        "un en-tête retiré",
        lambda d: biens(d)["responses"]["200"].pop("headers"),
        "GET /biens : en-tête retiré : RateLimit-Limit",
    ),
    (
        "un format de réponse retiré",
        lambda d: biens(d)["responses"]["200"].update(content={"text/csv": {}}),
        "GET /biens 200 : format retiré : application/json",
    ),
    (
        "un code de refus renommé",
        lambda d: biens(d)["responses"]["404"].update(description="Codes : bien-inconnu"),
        "refus : code retiré : bien-introuvable",
    ),
    (
        "une connexion exigée",
        lambda d: biens(d).update(security=[{"session": []}]),
        "GET /biens : demande désormais d'être connecté",
    ),
    (
        "une portée de plus",
        lambda d: biens(d, "post").update(security=[{"oauth2": ["biens:ecrire", "biens:lire"]}]),
        "POST /biens : demande désormais oauth2:biens:lire",
    ),
    ("un corps retiré", lambda d: biens(d, "post").pop("requestBody"), "POST /biens : corps retiré"),
    (
        "un champ de saisie retiré",
        lambda d: schema(d, "BienBody")["properties"].pop("etage"),
        "BienBody (requête).etage : champ retiré",
    ),
    (
        "un champ de saisie désormais obligatoire",
        lambda d: schema(d, "BienBody")["required"].append("etage"),
        "BienBody (requête).etage : champ désormais obligatoire",
    ),
    (
        "un champ qui ne se vide plus",
        lambda d: schema(d, "BienBody")["properties"].update(etage={"type": "integer"}),
        "BienBody (requête).etage : n'accepte plus : null",
    ),
    (
        "un nombre désormais entier",
        lambda d: champ(d, "BienBody", "surface").update(type="integer"),
        "BienBody (requête).surface : n'accepte plus : number",
    ),
    (
        "un minimum relevé",
        lambda d: champ(d, "BienBody", "surface").update(minimum=9),
        "BienBody (requête).surface : minimum resserré : 1 → 9",
    ),
    (
        "un motif ajouté",
        lambda d: champ(d, "BienBody", "pieces")["items"].update(pattern="^T"),
        "BienBody (requête).pieces[] : pattern resserré : None → ^T",
    ),
    (
        "une liste plus courte",
        lambda d: champ(d, "BienBody", "pieces").update(maxItems=2),
        "BienBody (requête).pieces : maxItems resserré : 5 → 2",
    ),
    (
        "une valeur par défaut changée",
        lambda d: champ(d, "BienBody", "parking").update(default=True),
        "BienBody (requête).parking : valeur par défaut changée : False → True",
    ),
    (
        "au fond d'un corps",
        lambda d: schema(d, "Plan").update(required=["nom"]),
        "Plan (requête).nom : champ désormais obligatoire",
    ),
    (
        "un champ de réponse retiré",
        lambda d: schema(d, "Bien")["properties"].pop("suivant"),
        "Bien (réponse).suivant : champ retiré",
    ),
    (
        "un champ de réponse devenu facultatif",
        lambda d: schema(d, "Bien")["required"].remove("etat"),
        "Bien (réponse).etat : champ désormais facultatif",
    ),
    (
        "une réponse qui peut être vide",
        lambda d: schema(d, "Bien")["properties"].update(surface={"anyOf": [{"type": "number"}, {"type": "null"}]}),
        "Bien (réponse).surface : peut désormais être : null",
    ),
    (
        "un autre format de réponse",
        lambda d: champ(d, "Bien", "id").pop("format"),
        "Bien (réponse).id : format changé : uuid → None",
    ),
    (
        "une liste fermée devenue texte libre",
        lambda d: champ(d, "Bien", "etat").pop("enum"),
        "Bien (réponse).etat : n'est plus une liste de valeurs",
    ),
    ("un avis retiré", lambda d: d["webhooks"].clear(), "avis : avis retiré"),
    (
        "un champ d'avis retiré",
        lambda d: schema(d, "Avis")["properties"].clear(),
        "Avis (réponse).le : champ retiré",
    ),
]


@pytest.mark.parametrize(("changer", "attendue"), [r[1:] for r in RUPTURES], ids=[r[0] for r in RUPTURES])
def test_une_rupture_est_nommee_la_ou_elle_est(changer: Callable[[Document], object], attendue: str) -> None:
    assert apres(changer) == [attendue]


ENRICHISSEMENTS: list[tuple[str, Callable[[Document], object]]] = [
    ("une opération de plus", lambda d: d["paths"].update({"/annonces": {"get": {"responses": {}}}})),
    (
        "un paramètre renommé dans le chemin",
        lambda d: d["paths"].update(
            {"/biens/{id}": json.loads(json.dumps(d["paths"].pop("/biens/{bien_id}")).replace("bien_id", "id"))}
        ),
    ),
    ("un filtre de plus", lambda d: biens(d)["parameters"].append({"name": "an", "in": "query", "schema": {}})),
    ("un filtre plus long", lambda d: biens(d)["parameters"][0]["schema"].update(maxLength=200)),
    ("une valeur de filtre de plus", lambda d: biens(d)["parameters"][1]["schema"]["enum"].append("vendu")),
    ("un champ de saisie facultatif", lambda d: schema(d, "BienBody")["properties"].update(vue={"type": "string"})),
    ("un champ de saisie devenu facultatif", lambda d: schema(d, "BienBody")["required"].clear()),
    (
        "un champ de saisie qui se vide",
        lambda d: schema(d, "BienBody")["properties"].update(
            surface={"anyOf": [{"type": "number", "minimum": 1}, {"type": "null"}]}
        ),
    ),
    ("un champ de réponse de plus", lambda d: schema(d, "Bien")["properties"].update(vue={"type": "string"})),
    ("une réponse désormais entière", lambda d: champ(d, "Bien", "surface").update(type="integer")),
    ("une réponse qui n'est plus jamais vide", lambda d: champ(d, "Bien", "suivant")["anyOf"].pop()),
    ("un code de plus dans une réponse", lambda d: champ(d, "Bien", "etat")["enum"].append("vendu")),
    ("un refus de plus", lambda d: biens(d)["responses"].update({"409": {"description": "Codes : bien-loue"}})),
    ("une phrase corrigée", lambda d: champ(d, "Bien", "etat").update(description="L'état.", title="État")),
    ("une connexion qui n'est plus exigée", lambda d: biens(d, "post").update(security=[])),
]


@pytest.mark.parametrize("changer", [e[1] for e in ENRICHISSEMENTS], ids=[e[0] for e in ENRICHISSEMENTS])
def test_un_enrichissement_ne_casse_personne(changer: Callable[[Document], object]) -> None:
    assert apres(changer) == []


# --- Publication

JOUR = date(2026, 11, 26)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    ecrire(tmp_path, CONTRAT)
    (tmp_path / "ruptures.toml").write_text(EMPTY, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Journal des contrats\n", "utf-8")
    return tmp_path


def ecrire(dossier: Path, document: Document) -> None:
    for contract in CONTRACTS:
        (dossier / f"{contract.name}.json").write_text(json.dumps(document), "utf-8")


def sans_creation(dossier: Path) -> None:
    nouveau = copy.deepcopy(CONTRAT)
    del nouveau["paths"]["/biens"]["post"]
    ecrire(dossier, nouveau)


def decider(dossier: Path, *lignes: tuple[str, str]) -> None:
    for quoi, raison in lignes:
        for contract in CONTRACTS:
            with (dossier / "ruptures.toml").open("a", encoding="utf-8") as file:
                file.write(f'[[rupture]]\ncontrat = "{contract.name}"\nquoi = "{quoi}"\nraison = "{raison}"\n')


def test_une_rupture_qui_n_est_pas_decidee_arrete_tout(dossier: Path) -> None:
    Publication(dossier).publish("1.0.0", JOUR)
    assert Publication(dossier).faults() == []
    sans_creation(dossier)
    assert "rupture non décidée : tiers · POST /biens : opération retirée" in Publication(dossier).faults()
    with pytest.raises(ValueError, match="rupture non décidée"):
        Publication(dossier).publish("1.1.0", JOUR)


def test_une_rupture_decidee_passe_puis_s_ecrit_au_journal_a_la_publication(dossier: Path) -> None:
    Publication(dossier).publish("1.0.0", JOUR)
    sans_creation(dossier)
    decider(dossier, ("POST /biens : opération retirée", "Les biens arrivent par synchronisation."))
    assert Publication(dossier).faults() == []
    Publication(dossier).publish("1.1.0", JOUR)
    assert Publication(dossier).last() == "1.1.0"
    assert Publication(dossier).faults() == []
    journal = (dossier / "CHANGELOG.md").read_text("utf-8")
    assert "- `tiers · POST /biens : opération retirée` — Les biens arrivent par synchronisation." in journal
    assert journal.index("## 1.1.0") < journal.index("## 1.0.0")


def test_ce_qui_s_ajoute_s_ecrit_au_journal(dossier: Path) -> None:
    Publication(dossier).publish("1.0.0", JOUR)
    nouveau = copy.deepcopy(CONTRAT)
    nouveau["paths"]["/annonces"] = {"get": {"summary": "Les annonces", "responses": {}}}
    ecrire(dossier, nouveau)
    Publication(dossier).publish("1.1.0", JOUR)
    assert "- `tiers · GET /annonces` — Les annonces" in (dossier / "CHANGELOG.md").read_text("utf-8")


def test_une_decision_sans_raison_ou_sans_objet_ne_reste_pas(dossier: Path) -> None:
    Publication(dossier).publish("1.0.0", JOUR)
    sans_creation(dossier)
    decider(dossier, ("POST /biens : opération retirée", ""), ("GET /chats : opération retirée", "Pourquoi pas."))
    assert [f for f in Publication(dossier).faults() if "tiers" in f] == [
        "rupture décidée qui n'existe pas : tiers · GET /chats : opération retirée",
        "rupture sans raison : tiers · POST /biens : opération retirée",
    ]


def test_une_version_publiee_ne_se_publie_pas_deux_fois(dossier: Path) -> None:
    Publication(dossier).publish("1.10.0", JOUR)
    with pytest.raises(ValueError, match="déjà publiée"):
        Publication(dossier).publish("1.9.0", JOUR)
