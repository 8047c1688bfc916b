import ast
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain.demandes.codes import (
    Civilite,
    LienCodemandeur,
    LienParente,
    Motif,
    Nationalite,
    NatureDossier,
    SituationFamiliale,
    StatutLogement,
    Typologie,
)
from domain.demandes.formulaire import Formulaire, Motifs, Naissances, RevenuFiscal, Revenus
from domain.demandes.rules.controles import Controle, Niveau, bloquants, controler
from domain.demandes.rules.controles.coherence import OCCUPANTS_A_RATTACHER
from tests.factories.formulaires import (
    JOUR,
    des_revenus,
    ne_il_y_a,
    un_codemandeur,
    un_formulaire,
    un_occupant,
    une_personne,
)

REGLES = Path(__file__).parents[3] / "domain" / "demandes" / "rules" / "controles"


def controles(formulaire: Formulaire, **options: Any) -> list[Controle]:
    options.setdefault("avec_nir", [a.id for a in formulaire.adultes])
    return controler(formulaire, JOUR, **options)


def codes(formulaire: Formulaire, **options: Any) -> set[tuple[str, str]]:
    return {(c.champ, c.code) for c in controles(formulaire, **options)}


def avec_personne(**champs: Any) -> Formulaire:
    return un_formulaire(demandeur=une_personne(**champs))


def avec_actuel(**champs: Any) -> Formulaire:
    formulaire = un_formulaire()
    assert formulaire.logement_actuel is not None
    return replace(formulaire, logement_actuel=replace(formulaire.logement_actuel, **champs))


def avec_recherche(**champs: Any) -> Formulaire:
    formulaire = un_formulaire()
    assert formulaire.logement_recherche is not None
    return replace(formulaire, logement_recherche=replace(formulaire.logement_recherche, **champs))


def un_couple(situation: SituationFamiliale, lien: LienCodemandeur) -> Formulaire:
    demandeur = une_personne(situation_familiale=situation)
    conjoint = replace(un_codemandeur(lien), situation_familiale=situation)
    return un_formulaire(demandeur=demandeur, codemandeurs=(conjoint,))


def test_une_demande_complete_n_appelle_aucun_controle() -> None:
    assert controles(un_formulaire(), en_ligne=True) == []


def test_un_formulaire_vide_dit_tout_ce_qui_manque() -> None:
    assert {c.champ for c in bloquants(controles(Formulaire()))} == {
        "demandeur",
        "logement_actuel.statut",
        "logement_recherche.typologies",
        "logement_recherche.communes",
        "motifs.codes",
    }


@pytest.mark.parametrize(
    "champ",
    [
        "civilite",
        "nom_naissance",
        "prenoms",
        "ne_le",
        "nationalite",
        "situation_familiale",
        "situation_professionnelle",
        "adresse",
    ],
)
def test_chaque_renseignement_du_demandeur_est_obligatoire(champ: str) -> None:
    manquants = bloquants(controles(avec_personne(**{champ: None})))
    assert [(c.champ, c.code) for c in manquants] == [(f"demandeur.{champ}", "champ-obligatoire")]


def test_un_nom_fait_d_espaces_ne_suffit_pas() -> None:
    assert ("demandeur.nom_naissance", "champ-obligatoire") in codes(avec_personne(nom_naissance="  "))


def test_le_codemandeur_est_aussi_complet_que_le_demandeur_mais_partage_son_adresse() -> None:
    conjoint = replace(un_codemandeur(), civilite=None, adresse=None)
    demandeur = une_personne(situation_familiale=SituationFamiliale.MARIE)
    manquants = bloquants(controles(un_formulaire(demandeur=demandeur, codemandeurs=(conjoint,))))
    assert [c.champ for c in manquants] == ["codemandeurs.0.civilite"]


class TestNumeroDeSecuriteSociale:
    """Règle R-NIR-1."""

    def test_il_est_obligatoire_pour_un_francais(self) -> None:
        formulaire = avec_personne(nationalite=Nationalite.FRANCAISE)
        assert ("demandeur.nir", "nir-obligatoire") in codes(formulaire, avec_nir=())
        assert ("demandeur.nir", "nir-obligatoire") not in codes(formulaire)

    def test_il_l_est_pour_chaque_titulaire(self) -> None:
        demandeur, conjoint = une_personne(situation_familiale=SituationFamiliale.MARIE), un_codemandeur()
        formulaire = un_formulaire(demandeur=demandeur, codemandeurs=(conjoint,))
        assert {c for c, _ in codes(formulaire, avec_nir=[demandeur.id])} == {"codemandeurs.0.nir"} | {
            c for c, _ in codes(formulaire)
        }

    @pytest.mark.parametrize("nationalite", [Nationalite.UNION_EUROPEENNE, Nationalite.HORS_UNION_EUROPEENNE, None])
    def test_il_est_facultatif_pour_un_etranger(self, nationalite: Nationalite | None) -> None:
        assert "demandeur.nir" not in {c for c, _ in codes(avec_personne(nationalite=nationalite), avec_nir=())}

    def test_il_est_facultatif_pour_une_demande_anru(self) -> None:
        assert controles(un_formulaire(), avec_nir=(), nature=NatureDossier.ANRU) == []


class TestOccupants:
    """Règle R-OCC-1."""

    @pytest.mark.parametrize("lien", list(LienParente))
    def test_un_occupant_ni_a_charge_ni_en_garde_est_signale_sans_bloquer(self, lien: LienParente) -> None:
        formulaire = un_formulaire(occupants=(un_occupant(), un_occupant(30, lien=lien, a_charge=False, prenom="Alix")))
        signales = [c for c in controles(formulaire) if c.code == "occupant-a-rattacher"]
        assert [(c.champ, c.niveau) for c in signales] == [("occupants.1.a_charge", Niveau.ALERTE)]

    def test_le_message_est_celui_de_la_version_9_6(self) -> None:
        assert OCCUPANTS_A_RATTACHER == (
            "Attention ! Les occupants avec le lien de parenté 'Parent', 'Enfant' ou 'Autre' doivent être "
            "à charge pour déterminer la taille du logement attribué. Veuillez rectifier la demande, soit en "
            "les indiquant 'à charge fiscalement' si c'est bien le cas, soit en les notant comme codemandeur "
            "avec le lien de parenté correspondant"
        )

    def test_l_alerte_ne_se_dit_qu_une_fois(self) -> None:
        deux = (un_occupant(30, a_charge=False), un_occupant(31, a_charge=False, prenom="Alix"))
        assert [c.code for c in controles(un_formulaire(occupants=deux))].count("occupant-a-rattacher") == 1

    def test_un_enfant_majeur_a_charge_est_a_verifier(self) -> None:
        assert ("occupants.0.a_charge", "enfant-majeur-a-charge") in codes(un_formulaire(occupants=(un_occupant(25),)))
        assert "enfant-majeur-a-charge" not in {c for _, c in codes(un_formulaire(occupants=(un_occupant(24),)))}


@pytest.mark.parametrize("situation", [SituationFamiliale.MARIE, SituationFamiliale.PACSE, SituationFamiliale.CONCUBIN])
def test_un_couple_sans_conjoint_dans_la_demande_est_questionne(situation: SituationFamiliale) -> None:
    formulaire = avec_personne(situation_familiale=situation)
    assert ("demandeur.situation_familiale", "conjoint-absent") in codes(formulaire)


@pytest.mark.parametrize(
    ("situation", "lien"),
    [
        (SituationFamiliale.MARIE, LienCodemandeur.CONJOINT),
        (SituationFamiliale.PACSE, LienCodemandeur.PACSE),
        (SituationFamiliale.CONCUBIN, LienCodemandeur.CONCUBIN),
    ],
)
def test_un_couple_coherent_ne_demande_rien(situation: SituationFamiliale, lien: LienCodemandeur) -> None:
    assert "situation-familiale-a-verifier" not in {c for _, c in codes(un_couple(situation, lien))}


@pytest.mark.parametrize(
    "situation",
    [
        SituationFamiliale.CELIBATAIRE,
        SituationFamiliale.DIVORCE,
        SituationFamiliale.SEPARE,
        SituationFamiliale.VEUF,
        SituationFamiliale.PACSE,
    ],
)
def test_une_situation_qui_contredit_le_lien_est_signalee_des_deux_cotes(
    situation: SituationFamiliale,
) -> None:
    signales = {
        champ
        for champ, code in codes(un_couple(situation, LienCodemandeur.CONJOINT))
        if code == "situation-familiale-a-verifier"
    }
    assert signales == {"demandeur.situation_familiale", "codemandeurs.0.situation_familiale"}


def test_un_frere_codemandeur_ne_contredit_rien() -> None:
    assert controles(un_couple(SituationFamiliale.CELIBATAIRE, LienCodemandeur.FRATRIE)) == []


def test_deux_conjoints_sont_un_de_trop() -> None:
    demandeur = une_personne(situation_familiale=SituationFamiliale.MARIE)
    conjoints = (un_codemandeur(), replace(un_codemandeur(), prenoms="Claude"))
    assert ("codemandeurs", "plusieurs-conjoints") in codes(un_formulaire(demandeur=demandeur, codemandeurs=conjoints))


BLOCAGES: list[tuple[str, Callable[[], Formulaire], str, str]] = [
    (
        "naissance future",
        lambda: avec_personne(ne_le=date(2030, 1, 1)),
        "demandeur.ne_le",
        "naissance-future",
    ),
    (
        "naissance en 1826",
        lambda: avec_personne(ne_le=date(1826, 1, 1)),
        "demandeur.ne_le",
        "naissance-trop-ancienne",
    ),
    ("téléphone court", lambda: avec_personne(telephone="0612"), "demandeur.telephone", "telephone-invalide"),
    ("adresse électronique", lambda: avec_personne(email="camille@"), "demandeur.email", "email-invalide"),
    ("loyer énorme", lambda: avec_actuel(loyer=10_000), "logement_actuel.loyer", "hors-limites"),
    ("loyer négatif", lambda: avec_actuel(loyer=-1), "logement_actuel.loyer", "hors-limites"),
    ("nom trop long", lambda: avec_personne(nom_naissance="x" * 37), "demandeur.nom_naissance", "trop-long"),
    (
        "neuf communes",
        lambda: avec_recherche(communes=tuple(f"3500{n}" for n in range(1, 10))),
        "logement_recherche.communes",
        "trop-nombreux",
    ),
    (
        "la même commune deux fois",
        lambda: avec_recherche(communes=("35238", "35238")),
        "logement_recherche.communes",
        "repetition",
    ),
    (
        "commune inventée",
        lambda: avec_recherche(communes=("Rennes",)),
        "logement_recherche.communes",
        "commune-invalide",
    ),
    (
        "quatre motifs",
        lambda: un_formulaire(motifs=Motifs(codes=(Motif.SANTE, Motif.FAMILLE, Motif.TRAVAIL, Motif.TROP_CHER))),
        "motifs.codes",
        "trop-nombreux",
    ),
    (
        "autre motif sans précision",
        lambda: un_formulaire(motifs=Motifs(codes=(Motif.AUTRE,))),
        "motifs.autre",
        "champ-obligatoire",
    ),
    (
        "dix enfants à naître",
        lambda: un_formulaire(a_naitre=Naissances(nombre=10)),
        "a_naitre.nombre",
        "hors-limites",
    ),
]


@pytest.mark.parametrize(
    ("formulaire", "champ", "code"), [pytest.param(f, ch, co, id=nom) for nom, f, ch, co in BLOCAGES]
)
def test_une_saisie_impossible_bloque(formulaire: Callable[[], Formulaire], champ: str, code: str) -> None:
    trouves = [c for c in bloquants(controles(formulaire())) if (c.champ, c.code) == (champ, code)]
    assert len(trouves) == 1
    assert trouves[0].message.endswith(".")


ALERTES: list[tuple[str, Callable[[], Formulaire], str, str]] = [
    ("titulaire mineur", lambda: avec_personne(ne_le=ne_il_y_a(17)), "demandeur.ne_le", "titulaire-mineur"),
    (
        "naissance sans date",
        lambda: un_formulaire(a_naitre=Naissances(nombre=1)),
        "a_naitre.prevue_le",
        "naissance-a-dater",
    ),
    (
        "naissance déjà passée",
        lambda: un_formulaire(a_naitre=Naissances(nombre=1, prevue_le=date(2026, 6, 1))),
        "a_naitre.prevue_le",
        "naissance-passee",
    ),
    (
        "HLM sans bailleur",
        lambda: avec_actuel(statut=StatutLogement.HLM),
        "logement_actuel.bailleur",
        "bailleur-a-preciser",
    ),
    (
        "hébergé on ne sait chez qui",
        lambda: avec_actuel(statut=StatutLogement.PARTICULIER),
        "logement_actuel.hebergeant",
        "hebergeant-a-preciser",
    ),
    ("locataire sans loyer", lambda: avec_actuel(loyer=None), "logement_actuel.loyer", "loyer-a-preciser"),
    ("aide plus grande que le loyer", lambda: avec_actuel(apl=700), "logement_actuel.apl", "apl-a-verifier"),
    (
        "propriétaire qui ne le dit pas",
        lambda: avec_actuel(statut=StatutLogement.PROPRIETAIRE),
        "logement_actuel.proprietaire",
        "proprietaire-a-confirmer",
    ),
    (
        "aucune ressource",
        lambda: un_formulaire(revenus=Revenus()),
        "revenus.ressources",
        "ressources-absentes",
    ),
    ("aucun revenu fiscal", lambda: un_formulaire(revenus=Revenus()), "revenus.rfr", "rfr-a-completer"),
    (
        "un T5 pour une personne",
        lambda: avec_recherche(typologies=(Typologie.T5,)),
        "logement_recherche.typologies",
        "taille-a-verifier",
    ),
    (
        "le motif handicap sans personne handicapée",
        lambda: un_formulaire(motifs=Motifs(codes=(Motif.HANDICAP,))),
        "motifs.codes",
        "handicap-a-preciser",
    ),
]


@pytest.mark.parametrize(
    ("formulaire", "champ", "code"), [pytest.param(f, ch, co, id=nom) for nom, f, ch, co in ALERTES]
)
def test_une_saisie_surprenante_alerte_sans_bloquer(
    formulaire: Callable[[], Formulaire], champ: str, code: str
) -> None:
    trouves = controles(formulaire())
    assert (champ, code) in {(c.champ, c.code) for c in trouves if c.niveau is Niveau.ALERTE}
    assert bloquants(trouves) == []


def test_un_revenu_fiscal_trop_ancien_est_signale() -> None:
    formulaire = un_formulaire()
    assert formulaire.demandeur is not None
    ancien = RevenuFiscal(personne_id=formulaire.demandeur.id, annee=2020, montant=9_000)
    revenus = replace(formulaire.revenus, rfr=(*formulaire.revenus.rfr, ancien))
    assert ("revenus.rfr.1.annee", "rfr-annee") in codes(replace(formulaire, revenus=revenus))


def test_le_revenu_d_une_personne_partie_est_a_retirer() -> None:
    formulaire = un_formulaire()
    revenus = des_revenus([une_personne().id], JOUR)
    assert {
        ("revenus.rfr.0.personne_id", "personne-absente"),
        ("revenus.ressources.0.personne_id", "personne-absente"),
    } <= codes(replace(formulaire, revenus=revenus))


def test_la_meme_personne_deux_fois_est_signalee() -> None:
    demandeur = une_personne(situation_familiale=SituationFamiliale.MARIE)
    double = replace(un_codemandeur(), civilite=Civilite.MADAME, prenoms="Camille")
    assert ("codemandeurs.0", "personne-en-double") in codes(un_formulaire(demandeur=demandeur, codemandeurs=(double,)))


def test_en_ligne_il_faut_un_moyen_de_joindre_le_demandeur() -> None:
    formulaire = avec_personne(email=None, telephone=None)
    assert ("demandeur.email", "contact-obligatoire") in codes(formulaire, en_ligne=True)
    assert controles(formulaire) == []
    assert controles(avec_personne(email=None), en_ligne=True) == []


def test_les_bloquants_viennent_d_abord() -> None:
    niveaux = [c.niveau for c in controles(avec_personne(civilite=None, ne_le=ne_il_y_a(17)))]
    assert niveaux == sorted(niveaux, key=list(Niveau).index)


@pytest.mark.parametrize("personnes", [1, 2])
def test_sans_les_alertes_il_reste_exactement_ce_qui_bloque(personnes: int) -> None:
    """Un fichier se contrôle ainsi : ce qu'une saisie refuserait, et rien de moins."""
    codemandeurs = (un_codemandeur(ne_le=None),) if personnes == 2 else ()
    for formulaire in (Formulaire(), un_formulaire(codemandeurs=codemandeurs), un_formulaire(motifs=Motifs())):
        tous = controler(formulaire, JOUR)
        assert controler(formulaire, JOUR, avec_alertes=False) == bloquants(tous)


@pytest.mark.parametrize("fichier", ["completude", "coherence", "limites"])
def test_un_controle_se_lit_au_guichet_comme_au_portail(fichier: str) -> None:
    """L'agent qui valide lit la même phrase que le demandeur : elle parle de la demande, jamais à lui."""
    module = ast.parse((REGLES / f"{fichier}.py").read_text("utf-8"))
    phrases = [n.value for n in ast.walk(module) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    assert len(phrases) > 20
    assert [p for p in phrases if re.search(r"\b(vous|votre|vos)\b", p, re.IGNORECASE)] == []
