"""Chaque arrivée et chaque départ d'un titulaire s'explique d'avance, comme la prévision le dira."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande, LienCodemandeur
from domain.demandes.doublons.fusion import fusionner
from domain.demandes.formulaire import Codemandeur
from domain.demandes.model import Demande
from domain.demandes.personnes.codes import CodeRaisonDeGeste, SorteGeste
from domain.demandes.personnes.errors import CodemandeurAAjouter, CodemandeurAGarder
from domain.demandes.personnes.explication import actions_sur_les_titulaires
from domain.demandes.personnes.policies import exiger_les_titulaires
from domain.demandes.personnes.prevision import Geste, prevoir
from domain.demandes.reprise import Reprise, suivre
from domain.demandes.vie.raisons import CodeRaison
from domain.demandes.vie.table import Acte, Role
from domain.kernel.raisons import ActionPossible
from tests.domain.cas import cas
from tests.domain.demandes.vies import en_commission, l_acteur, la_demande, prete_pour, sans_droit
from tests.factories.formulaires import un_codemandeur, un_formulaire, une_personne

E, S = EtatDemande, SorteGeste
LE = prete_pour(E.ACTIVE, Acte.MODIFIER)[1]
CONNUES = {c.value for c in (*CodeRaison, *CodeRaisonDeGeste)}


def a_deux(etat: EtatDemande = E.ACTIVE) -> Demande:
    demande = la_demande(etat)
    autre = Codemandeur(id=UUID(int=2), nom_naissance="AUTRE", prenoms="Claude", lien=LienCodemandeur.CONCUBIN)
    demande.formulaire = replace(un_formulaire(), codemandeurs=(autre,))
    return demande


def lues(role: Role, demande: Demande) -> dict[SorteGeste, ActionPossible]:
    return {SorteGeste(a.code): a for a in actions_sur_les_titulaires(l_acteur(role), demande, LE)}


@pytest.mark.parametrize("role", [Role.DEMANDEUR, Role.PARTENAIRE, Role.GESTIONNAIRE])
@pytest.mark.parametrize("etat", list(E))
def test_dans_chaque_etat_chaque_geste_est_permis_ou_dit_pourquoi_avec_un_code_connu(
    etat: EtatDemande, role: Role
) -> None:
    trouvees = lues(role, a_deux(etat))
    assert set(trouvees) == set(S)
    for trouvee in trouvees.values():
        assert trouvee.permise is not bool(trouvee.raisons)
        assert {r.code for r in trouvee.raisons} <= CONNUES
        assert trouvee.permise or trouvee.lien


def test_a_deux_tout_se_peut_seul_il_n_y_a_personne_de_qui_se_separer() -> None:
    assert all(a.permise for a in lues(Role.PARTENAIRE, a_deux()).values())
    seul = la_demande(E.ACTIVE)
    seul.formulaire = un_formulaire()
    refusees = {sorte: [r.code for r in a.raisons] for sorte, a in lues(Role.PARTENAIRE, seul).items() if not a.permise}
    assert refusees == {S.SEPARATION: ["seul-titulaire"], S.ERREUR: ["seul-titulaire"]}
    assert lues(Role.PARTENAIRE, seul)[S.SEPARATION].qui is None, "personne ne débloque cela"


@pytest.mark.parametrize("sorte", [s for s in S if s is not S.AJOUT])
@pytest.mark.parametrize(
    "demande", [a_deux(), a_deux(E.BROUILLON), la_demande(E.ACTIVE)], ids=["à deux", "brouillon", "seul"]
)
def test_ce_que_le_bouton_refuse_la_prevision_le_refuse_pour_la_meme_raison(
    demande: Demande, sorte: SorteGeste
) -> None:
    if demande.formulaire.demandeur is None:
        demande.formulaire = un_formulaire()
    partant = demande.formulaire.adultes[-1]
    prevues = prevoir(demande, Geste(sorte=sorte, personne_id=partant.id), LE).raisons
    assert [r.code for r in lues(Role.GESTIONNAIRE, demande)[sorte].raisons] == [r.code for r in prevues]


def test_inscrite_en_commission_aucun_titulaire_ne_bouge_et_le_bouton_dit_qui_la_tient() -> None:
    tenue = a_deux()
    tenue.verrou = en_commission()
    for role in (Role.DEMANDEUR, Role.PARTENAIRE):
        for trouvee in lues(role, tenue).values():
            assert [r.code for r in trouvee.raisons] == ["inscrite-en-commission"]
            assert trouvee.qui == "Armor Habitat, 02 99 00 00 00"


def test_sans_le_droit_un_agent_lit_qui_peut_le_donner() -> None:
    agent = sans_droit(l_acteur(Role.PARTENAIRE))
    for trouvee in actions_sur_les_titulaires(agent, a_deux(), LE):
        assert (trouvee.raisons[0].code, trouvee.qui) == ("droit-manquant", "le référent de l'organisme")


ALIX, CLAUDE, DOMINIQUE = (UUID(int=rang) for rang in (11, 12, 13))
PERSONNES = {"Alix": ALIX, "Claude": CLAUDE, "Dominique": DOMINIQUE}


def demandees(prenoms: list[str]) -> dict[str, Any]:
    """Les deux rubriques des titulaires, celui qui demande d'abord."""
    premier, *autres = prenoms
    return {
        "demandeur": replace(une_personne(), id=PERSONNES[premier], prenoms=premier),
        "codemandeurs": tuple(replace(un_codemandeur(), id=PERSONNES[autre], prenoms=autre) for autre in autres),
    }


@pytest.mark.parametrize("role", [Role.PARTENAIRE, Role.DEMANDEUR])
@pytest.mark.parametrize("ligne", cas(__file__, "titulaires"))
def test_une_correction_ne_fait_ni_entrer_ni_sortir_un_titulaire_d_une_demande_enregistree(
    ligne: dict[str, Any], role: Role
) -> None:
    demande = la_demande(EtatDemande(ligne["etat"]))
    demande.formulaire = replace(demande.formulaire, **demandees(["Alix", "Claude"]))
    sections = demandees(ligne["deviennent"])
    if "refus" not in ligne:
        exiger_les_titulaires(l_acteur(role), demande, sections)
        return
    with pytest.raises((CodemandeurAAjouter, CodemandeurAGarder)) as refus:
        exiger_les_titulaires(l_acteur(role), demande, sections)
    assert refus.value.code == ligne["refus"]
    ou = "« Les titulaires de ma demande »" if role is Role.DEMANDEUR else "l'onglet Codemandeurs"
    assert ou in refus.value.message, "le refus mène à l'acte, chacun sur son écran"
    assert refus.value.message.endswith("Rien n'a été changé.")


def test_un_fichier_repris_ou_une_fusion_gardent_leur_propre_voie() -> None:
    """Le fichier d'origine fait foi, et une fusion a son motif : la garde des corrections ne les arrête pas."""
    demande, maintenant = la_demande(E.ACTIVE), datetime(2026, 5, 4, 9, tzinfo=UTC)
    demande.formulaire = replace(demande.formulaire, **demandees(["Alix", "Claude"]))
    dit = Reprise(
        fichier="reprise.xlsx",
        formulaire=replace(demande.formulaire, **demandees(["Alix", "Claude", "Dominique"])),
        nature=demande.nature,
        numero_unique=demande.numero_unique,
        deposee_le=demande.deposee_le,
        renouvelee_le=None,
        expire_le=demande.expire_le,
        radiee_le=None,
        motif_radiation=None,
        dalo=False,
    )
    suivre(demande, dit, le=maintenant)
    assert [p.prenoms for p in demande.formulaire.adultes] == ["Alix", "Claude", "Dominique"]
    gardee = la_demande(E.ACTIVE, id=UUID(int=3), numero_unique="035032500000235A01")
    gardee.formulaire = replace(demande.formulaire, **demandees(["Alix"]))
    fusionner(
        id=UUID(int=50),
        gardee=gardee,
        fusionnee=demande,
        sections=("codemandeurs",),
        motif="La même personne.",
        par="Anne Le Gall",
        organisme="Armor Habitat",
        le=maintenant,
    )
    assert [p.prenoms for p in gardee.formulaire.adultes] == ["Alix", "Claude", "Dominique"]
