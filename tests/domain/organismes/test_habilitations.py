"""Nul ne donne plus de droits qu'il n'en a : toutes les paires de profils, sur tous les types d'organisme."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.organismes.errors import CompteIntrouvable, DroitManquant, OrganismeIntrouvable, PerimetreAConfirmer
from domain.organismes.model import Compte, Habilitation, Organisme, Profil, Territoire, TypeOrganisme
from domain.organismes.policies import (
    dire_la_limite,
    exiger_compte_gere,
    exiger_de_ne_rien_perdre_de_vue,
    exiger_gere,
    exiger_profil_accessible,
)

PROFILS = {
    lu["code"]: Profil(
        code=lu["code"],
        libelle=lu["libelle"],
        droits=frozenset(lu["droits"]),
        types_organisme=frozenset(lu["types_organisme"]),
    )
    for lu in tomllib.loads(
        (Path(__file__).parents[3] / "adapters" / "referentiel" / "profils.toml").read_text("utf-8")
    )["profil"]
}
GERANTS = [p for p in PROFILS.values() if Droit.COMPTES_GERER.value in p.droits]


def acteur(profil: Profil, organisme_id: UUID, departement: str = "35") -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=new_id(),
        libelle="Référent",
        perimetre=Perimetre(departement=departement, organisme_id=organisme_id),
        droits=profil.droits,
    )


def organisme(type: TypeOrganisme, *departements: str) -> Organisme:
    return Organisme(
        id=new_id(), type=type, nom=type.libelle, territoires=[Territoire(departement=d) for d in departements]
    )


def compte(organisme_id: UUID, **profils: str) -> Compte:
    return Compte(
        id=new_id(),
        organisme_id=organisme_id,
        email="x@exemple.test",
        nom="X",
        prenom="Y",
        habilitations=[Habilitation(departement=d[1:], profil=p) for d, p in profils.items()],
    )


@pytest.mark.parametrize("type", TypeOrganisme)
@pytest.mark.parametrize("donne", PROFILS.values(), ids=PROFILS)
@pytest.mark.parametrize("gerant", GERANTS, ids=lambda p: p.code)
def test_un_profil_ne_se_donne_que_dans_les_limites_du_sien_et_a_qui_il_est_fait(
    gerant: Profil, donne: Profil, type: TypeOrganisme
) -> None:
    chez = organisme(type, "35")
    qui = acteur(gerant, chez.id)
    permis = donne.droits <= gerant.droits and type.value in donne.types_organisme
    if permis:
        assert exiger_profil_accessible(qui, donne, chez) is donne
    else:
        with pytest.raises(DroitManquant):
            exiger_profil_accessible(qui, donne, chez)


@pytest.mark.parametrize("sien", PROFILS.values(), ids=PROFILS)
@pytest.mark.parametrize("gerant", GERANTS, ids=lambda p: p.code)
def test_un_compte_ne_se_touche_que_dans_les_limites_de_ses_propres_droits(gerant: Profil, sien: Profil) -> None:
    maison = new_id()
    cible = compte(maison, d35="consultation", d44=sien.code)
    qui = acteur(gerant, maison)
    profils = [PROFILS["consultation"], sien]
    if sien.droits <= gerant.droits:
        exiger_compte_gere(qui, cible, profils)
    else:
        with pytest.raises(DroitManquant, match=sien.libelle):
            exiger_compte_gere(qui, cible, profils)


def test_un_compte_d_un_autre_organisme_ou_d_un_autre_departement_n_existe_pas() -> None:
    referent = PROFILS["referent-bailleur"]
    maison = new_id()
    for cible in (compte(new_id(), d35="guichet"), compte(maison, d44="guichet")):
        with pytest.raises(CompteIntrouvable):
            exiger_compte_gere(acteur(referent, maison), cible, [PROFILS["guichet"]])


def test_le_gestionnaire_gere_les_organismes_de_son_departement_et_pas_les_autres() -> None:
    gestionnaire = PROFILS["gestionnaire"]
    ici, ailleurs = organisme(TypeOrganisme.BAILLEUR, "35", "22"), organisme(TypeOrganisme.BAILLEUR, "44")
    assert exiger_gere(acteur(gestionnaire, new_id()), ici).departement == "35"
    with pytest.raises(OrganismeIntrouvable):
        exiger_gere(acteur(gestionnaire, new_id()), ailleurs)
    with pytest.raises(OrganismeIntrouvable):
        exiger_gere(acteur(PROFILS["referent-bailleur"], new_id()), ici)


def test_un_agent_sans_le_droit_ne_gere_aucun_compte() -> None:
    maison = new_id()
    with pytest.raises(DroitManquant):
        exiger_compte_gere(acteur(PROFILS["charge-de-clientele"], maison), compte(maison, d35="guichet"), [])


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({}, None),
        ({"communes": frozenset({"b", "a"})}, "les demandes qui concernent A et B."),
        ({"communes": frozenset("abcdefgh")}, "qui concernent A, B, C, D, E, F et 2 autres communes."),
        (
            {"communes": frozenset({"a"}), "handicap_seulement": True},
            "les demandes qui concernent A et où un handicap est signalé.",
        ),
    ],
)
def test_un_perimetre_dit_sa_limite_a_qui_ne_voit_pas_tout(champs: dict[str, Any], dit: str | None) -> None:
    phrase = dire_la_limite(Perimetre(departement="35", **champs), str.upper)
    assert (phrase is None) if dit is None else (dit in (phrase or "").replace("\xa0", " "))


@pytest.mark.parametrize(
    ("avant", "communes", "handicap", "dit"),
    [
        ({}, None, True, "que les demandes où un handicap est signalé, et celles"),
        ({}, ["35051"], False, "que les demandes qui concernent 1.commune, et celles"),
        ({"communes": ["35051", "35238"]}, ["35051"], True, "qui concernent 1.commune et où un handicap est signalé"),
        ({"communes": ["35051"]}, ["35051", "35238"], False, None),
        ({"communes": ["35051"], "handicap_seulement": True}, None, True, None),
        ({"handicap_seulement": True}, None, False, None),
    ],
)
def test_qui_reduit_le_perimetre_de_son_organisme_apprend_ce_qu_il_perd_de_vue(
    avant: dict[str, Any], communes: list[str] | None, handicap: bool, dit: str | None
) -> None:
    territoire = Territoire(departement="35", **avant)
    if dit is None:
        exiger_de_ne_rien_perdre_de_vue(territoire, communes, handicap)
    else:
        with pytest.raises(PerimetreAConfirmer, match=dit):
            exiger_de_ne_rien_perdre_de_vue(territoire, communes, handicap)
