"""Une annonce : son état selon l'heure, ce qui se publie, à qui appartient un message."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.annonces.errors import AnnonceDejaPubliee, AnnonceDejaRetiree, BienNonPubliable
from domain.annonces.model import Acte, Annonce, Contact, EtatAnnonce, Texte
from domain.annonces.policies import raisons, raisons_publier, refuser
from domain.annonces.rules import incoherences, porte_ce_nom, raison_publication
from domain.biens.codes import EtatBien
from domain.biens.errors import ReserveAuBailleur
from domain.kernel.aggregate import Objet
from domain.organismes.acteur import Droit
from domain.organismes.errors import DroitManquant
from tests.domain.biens.test_policies import agent
from tests.factories.biens import BAILLEUR, LE, bien
from tests.factories.formulaires import un_formulaire, une_personne

JOUR = timedelta(days=1)


def texte(**autres: Any) -> Texte:
    faits: dict[str, Any] = {
        "titre": "T3 lumineux",
        "description": "",
        "du": LE,
        "au": LE + 30 * JOUR,
        "contact_email": "location@exemple.test",
    }
    return Texte(**(faits | autres))


def annonce(**autres: Any) -> Annonce:
    made = Annonce.publier(
        departement="35",
        bien_id=UUID(int=4),
        mise_en_location_id=UUID(int=5),
        organisme_id=BAILLEUR,
        texte=texte(**autres),
        le=LE,
    )
    made.pull_events()
    return made


@pytest.mark.parametrize(
    ("quand", "attendu"),
    [
        (-timedelta(seconds=1), EtatAnnonce.PROGRAMMEE),
        (timedelta(0), EtatAnnonce.PUBLIEE),
        (30 * JOUR - timedelta(seconds=1), EtatAnnonce.PUBLIEE),
        (30 * JOUR, EtatAnnonce.ECHUE),
    ],
)
def test_l_etat_d_une_annonce_suit_l_heure(quand: timedelta, attendu: EtatAnnonce) -> None:
    assert annonce().etat(LE + quand) is attendu


def test_une_annonce_retiree_le_reste_et_ne_bouge_plus() -> None:
    retiree = annonce()
    retiree.retirer(motif="", le=LE)
    assert retiree.etat(LE - JOUR) is EtatAnnonce.RETIREE
    with pytest.raises(AnnonceDejaRetiree):
        retiree.modifier(texte(titre="Autre"), le=LE)
    with pytest.raises(AnnonceDejaRetiree):
        retiree.retirer(motif="", le=LE)


def test_une_correction_garde_l_avant_et_l_apres_et_la_meme_saisie_ne_laisse_rien() -> None:
    corrigee = annonce()
    corrigee.modifier(replace(corrigee.texte, titre="T3 refait"), le=LE)
    (fait,) = corrigee.pull_events()
    assert (fait.avant, fait.apres) == ({"titre": "T3 lumineux"}, {"titre": "T3 refait"})  # type: ignore[attr-defined]
    corrigee.modifier(corrigee.texte, le=LE)
    assert corrigee.pull_events() == []


@pytest.mark.parametrize(
    ("etat", "attendu"),
    [
        (EtatBien.PREAVIS, None),
        (EtatBien.DISPONIBLE, None),
        (EtatBien.PROPOSE, None),
        (EtatBien.EN_COMMISSION, "attribution-en-cours"),
        (EtatBien.ATTRIBUE, "attribution-en-cours"),
        (EtatBien.LOUE, "bien-non-vacant"),
        (EtatBien.RETIRE, "bien-non-vacant"),
    ],
)
def test_un_bien_en_cours_d_attribution_ou_loue_ne_se_publie_pas(etat: EtatBien, attendu: str | None) -> None:
    raison = raison_publication(bien(etat))
    assert (raison and raison.code) == attendu


@pytest.mark.parametrize(
    ("autres", "attendu"),
    [
        ({}, []),
        ({"au": LE}, ["fin-avant-debut"]),
        ({"du": LE - 2 * JOUR, "au": LE - JOUR}, ["fin-passee"]),
        ({"au": LE + 366 * JOUR}, []),
        ({"au": LE + 367 * JOUR}, ["diffusion-trop-longue"]),
        ({"contact_email": None}, ["contact-absent"]),
        ({"contact_email": None, "contact_telephone": "02 99 00 00 00"}, []),
    ],
)
def test_la_periode_et_le_contact_se_verifient(autres: dict[str, Any], attendu: list[str]) -> None:
    assert [e.code for e in incoherences(texte(**autres), LE)] == attendu


def test_seul_le_bailleur_habilite_publie_et_une_seule_fois() -> None:
    publieur, libre = agent(BAILLEUR, Droit.ANNONCES_ECRIRE), bien()
    refuser(raisons_publier(publieur, libre, None))
    for acteur, le_bien, existante, attendu in (
        (agent(BAILLEUR), libre, None, DroitManquant),
        (agent(UUID(int=2), Droit.ANNONCES_ECRIRE), libre, None, ReserveAuBailleur),
        (publieur, libre, UUID(int=6), AnnonceDejaPubliee),
        (publieur, bien(EtatBien.ATTRIBUE), None, BienNonPubliable),
    ):
        with pytest.raises(attendu):
            refuser(raisons_publier(acteur, le_bien, existante))


def test_on_retire_une_annonce_meme_en_cours_d_attribution_mais_on_ne_la_prolonge_pas() -> None:
    publieur, en_commission = agent(BAILLEUR, Droit.ANNONCES_ECRIRE), bien(EtatBien.EN_COMMISSION)
    assert raisons(publieur, en_commission, annonce(), Acte.RETIRER) == ()
    assert [r.code for r in raisons(publieur, en_commission, annonce(), Acte.MODIFIER)] == ["attribution-en-cours"]


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [("Le Gall", True), ("LE-GALL", True), ("le gàll", True), ("Martin", False), ("", False), ("--", False)],
)
def test_un_numero_unique_ne_sert_qu_avec_le_nom_du_dossier(nom: str, attendu: bool) -> None:
    assert porte_ce_nom(un_formulaire(demandeur=une_personne(nom_naissance="LE GALL")), nom) is attendu


@pytest.mark.parametrize("demande_id", [None, UUID(int=7)])
def test_un_message_se_trace_sur_le_bien_et_sur_la_demande_reconnue(demande_id: UUID | None) -> None:
    contact = Contact.recevoir(
        annonce(),
        demande_id=demande_id,
        nom="LE GALL",
        prenom="Soizic",
        email="soizic@exemple.test",
        telephone=None,
        numero_unique="035112600000135A01",
        message="Bonjour",
        le=LE,
    )
    (recu,) = contact.pull_events()
    objets = [objet for objet, _ in recu.concerne()]
    assert objets == [Objet.ANNONCE, Objet.BIEN] + ([Objet.DEMANDE] if demande_id else [])
    assert "soizic" not in repr(recu).lower()
