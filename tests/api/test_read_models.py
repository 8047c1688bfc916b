"""Une vue que cent routes répondent se décrit une fois : l'application démarre d'autant plus vite."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from api.read_models import prepare, views
from domain.demandes.queries import PlafondVue
from domain.kernel.read_model import ReadModel


@dataclass(frozen=True, slots=True, kw_only=True)
class SansUnMot(ReadModel):
    par: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble(ReadModel):
    plafond: PlafondVue
    verrou: SansUnMot | None
    """Qui l'a posé."""


def test_chaque_vue_est_decrite_avant_la_premiere_route() -> None:
    prepare()
    connues = list(views())
    assert Ensemble in connues
    assert len(connues) > 200
    assert [vue.__name__ for vue in connues if "__pydantic_core_schema__" not in vars(vue)] == []


def test_une_vue_decrite_d_avance_dit_la_meme_chose_seule_et_dans_une_autre() -> None:
    prepare()
    plafond = TypeAdapter(PlafondVue).json_schema()
    ensemble = TypeAdapter(Ensemble).json_schema()
    assert plafond["properties"]["montant"]["description"] == "Euros par an."
    assert ensemble["properties"]["verrou"]["description"] == "Qui l'a posé."
    assert ensemble["$defs"]["PlafondVue"]["properties"] == plafond["properties"]
    assert "description" not in ensemble["$defs"]["SansUnMot"], "la signature d'une classe n'explique rien à personne"
