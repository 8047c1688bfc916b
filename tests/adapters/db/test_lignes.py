"""Les lignes copiées par milliers sont celles que l'on écrit une à une."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Table

from adapters.db.demandes.tables import demandes
from adapters.db.imports.tables import import_lignes
from adapters.db.lignes import lignes
from adapters.db.types import AsJson
from domain.demandes.formulaire import Formulaire, Personne
from domain.imports.rules.dictionnaire import Enregistrement
from domain.imports.rules.lecture import DemandeLue
from domain.kernel.identifiers import new_id

FORMULAIRE = Formulaire(demandeur=Personne(id=new_id(), nom_naissance="Le Goff", ne_le=date(1990, 2, 1)))
LUE = DemandeLue(enregistrement=Enregistrement(modifiee_le=datetime(2026, 5, 4, 9, tzinfo=UTC)), formulaire=FORMULAIRE)


@pytest.mark.parametrize(
    ("table", "colonne", "valeur"), [(demandes, "formulaire", FORMULAIRE), (import_lignes, "demande", LUE)]
)
def test_un_document_copie_est_celui_que_la_colonne_ecrirait(table: Table, colonne: str, valeur: Any) -> None:
    copiee = lignes(table).depuis({colonne: valeur})[lignes(table).colonnes.index(colonne)]
    genre = table.c[colonne].type
    assert isinstance(genre, AsJson)
    assert json.loads(copiee) == genre.process_bind_param(valeur, None)  # type: ignore[arg-type]
    assert "null" not in copiee, "ce qui n'est pas dit ne pèse rien"


def test_ce_qui_ne_s_ecrit_pas_se_relit_absent() -> None:
    ecrit = lignes(import_lignes).depuis({"demande": LUE})[lignes(import_lignes).colonnes.index("demande")]
    genre = import_lignes.c.demande.type
    assert isinstance(genre, AsJson)
    assert genre.process_result_value(json.loads(ecrit), None) == LUE  # type: ignore[arg-type]
