from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from domain.demandes.codes import EtatDemande
from domain.demandes.errors import NomDeNaissanceManquant
from domain.demandes.formulaire import Formulaire
from domain.demandes.model import Canal, Demande
from tests.domain.demandes.vies import la_demande
from tests.factories.formulaires import un_codemandeur, une_personne

E = EtatDemande
LE = datetime(2025, 9, 1, tzinfo=UTC)


def commencee(canal: Canal, formulaire: Formulaire) -> Demande:
    return Demande.commencer(
        id=uuid4(),
        departement="35",
        reference="2600001",
        canal=canal,
        organisme_id=None,
        le=LE,
        sections={"demandeur": formulaire.demandeur, "codemandeurs": formulaire.codemandeurs},
    )


@pytest.mark.parametrize("etat", [E.BROUILLON, E.EN_ATTENTE_DE_VALIDATION, E.RETOURNEE, E.ACTIVE])
@pytest.mark.parametrize("vide", [None, "", "  "])
def test_un_nom_de_naissance_ne_s_efface_pas_meme_au_profit_d_un_nom_d_usage(
    etat: EtatDemande, vide: str | None
) -> None:
    demande = la_demande(etat)
    assert demande.formulaire.demandeur is not None
    sans = replace(demande.formulaire.demandeur, nom_naissance=vide, nom_usage="USAGE")
    with pytest.raises(NomDeNaissanceManquant) as refus:
        demande.modifier({"demandeur": sans}, le=LE)
    assert [e.champ for e in refus.value.erreurs] == ["demandeur.nom_naissance"]
    assert "même quand la personne porte un nom d'usage" in refus.value.message
    assert demande.formulaire.demandeur.nom_naissance
    assert demande.pull_events() == []


def test_un_codemandeur_a_aussi_le_sien() -> None:
    demande = la_demande(E.ACTIVE)
    with pytest.raises(NomDeNaissanceManquant) as refus:
        demande.modifier({"codemandeurs": (replace(un_codemandeur(), nom_naissance=None),)}, le=LE)
    assert [e.champ for e in refus.value.erreurs] == ["codemandeurs.0.nom_naissance"]


def test_au_guichet_le_nom_de_naissance_vient_avec_la_personne_en_ligne_il_peut_attendre() -> None:
    sans = Formulaire(demandeur=une_personne(nom_naissance=None))
    with pytest.raises(NomDeNaissanceManquant):
        commencee(Canal.GUICHET, sans)
    assert commencee(Canal.GUICHET, Formulaire()).formulaire.demandeur is None
    assert commencee(Canal.PORTAIL, sans).formulaire.demandeur == sans.demandeur


def test_un_dossier_repris_sans_nom_de_naissance_se_corrige_ailleurs_sans_etre_arrete() -> None:
    demande = la_demande(E.ACTIVE)
    sans = replace(une_personne(), nom_naissance=None)
    demande.formulaire = replace(demande.formulaire, demandeur=sans)
    demande.modifier({"occupants": ()}, le=LE)
    demande.modifier({"demandeur": sans}, le=LE)
    with pytest.raises(NomDeNaissanceManquant):
        demande.modifier({"demandeur": replace(sans, prenoms="Autre")}, le=LE)
