"""Ce que l'on demande à chacun, selon ce qu'il a déclaré."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from domain.demandes.codes import (
    Contrat,
    Coparentalite,
    Motif,
    Nationalite,
    Ressource,
    SituationFamiliale,
    StatutLogement,
)
from domain.demandes.formulaire import (
    Formulaire,
    LogementActuel,
    Motifs,
    Naissances,
    RessourceMensuelle,
    RevenuFiscal,
)
from domain.kernel.identifiers import new_id
from domain.pieces.codes import CategoriePiece, EtatPiece, TypePiece
from domain.pieces.errors import EcheanceManquante
from domain.pieces.rules.attendues import attendues, echeance, etat_au, pieces_de
from tests.factories.formulaires import JOUR, un_codemandeur, un_formulaire, un_occupant, une_personne

E = EtatPiece


def codes(formulaire: Formulaire, personne: UUID | None = None) -> set[str]:
    """Ce qui est attendu de cette personne, ou du foyer."""
    return {a.regle.code for a in attendues(formulaire, JOUR) if a.personne_id == personne}


def seul(**demandeur: object) -> Formulaire:
    return Formulaire(demandeur=une_personne(situation_professionnelle=None, **demandeur))


def test_une_demande_vide_n_attend_rien() -> None:
    assert attendues(Formulaire(), JOUR) == ()


def test_seule_l_identite_du_demandeur_bloque_l_enregistrement() -> None:
    formulaire = replace(un_formulaire(), codemandeurs=(un_codemandeur(),), occupants=(un_occupant(20),))
    bloquantes = [a for a in attendues(formulaire, JOUR) if a.regle.bloquante]
    assert [a.personne_id for a in bloquantes] == [formulaire.adultes[0].id]
    assert bloquantes[0].regle.categorie is CategoriePiece.ENREGISTREMENT


@pytest.mark.parametrize(
    ("nationalite", "attendue"),
    [
        (Nationalite.FRANCAISE, "identite"),
        (Nationalite.UNION_EUROPEENNE, "identite"),
        (None, "identite"),
        (Nationalite.HORS_UNION_EUROPEENNE, "sejour"),
    ],
)
def test_l_identite_suit_la_nationalite(nationalite: Nationalite | None, attendue: str) -> None:
    formulaire = seul(nationalite=nationalite)
    assert codes(formulaire, formulaire.adultes[0].id) == {attendue, "revenu_fiscal"}


def test_chaque_majeur_a_loger_justifie_de_son_identite_et_de_son_revenu_fiscal() -> None:
    conjointe = un_codemandeur(situation_professionnelle=None)
    grand, rattache, petit = un_occupant(22, a_charge=False), un_occupant(19, a_charge=True), un_occupant(8)
    formulaire = replace(seul(), codemandeurs=(conjointe,), occupants=(grand, rattache, petit))
    assert codes(formulaire, conjointe.id) == {"identite_codemandeur", "revenu_fiscal"}
    assert codes(formulaire, grand.id) == {"identite_occupant", "revenu_fiscal"}
    assert codes(formulaire, rattache.id) == {"identite_occupant"}
    assert codes(formulaire, petit.id) == set()


@pytest.mark.parametrize(
    ("situation", "attendue"),
    [
        (SituationFamiliale.MARIE, "livret_de_famille"),
        (SituationFamiliale.PACSE, "pacs"),
        (SituationFamiliale.VEUF, "deces"),
        (SituationFamiliale.DIVORCE, "divorce"),
        (SituationFamiliale.SEPARE, "separation"),
        (SituationFamiliale.CELIBATAIRE, None),
        (SituationFamiliale.CONCUBIN, None),
    ],
)
def test_la_situation_familiale_se_prouve(situation: SituationFamiliale, attendue: str | None) -> None:
    assert codes(seul(situation_familiale=situation)) == ({attendue} if attendue else set())


def test_les_enfants_nes_a_naitre_et_partages_se_prouvent() -> None:
    enfant = un_occupant(6, coparentalite=Coparentalite.GARDE_ALTERNEE)
    formulaire = replace(seul(), occupants=(enfant,), a_naitre=Naissances(nombre=1))
    assert codes(formulaire) == {"livret_de_famille", "grossesse", "garde"}


@pytest.mark.parametrize(
    ("contrat", "attendue"),
    [
        (Contrat.ETUDIANT, "etudes"),
        (Contrat.APPRENTI, "apprentissage"),
        (Contrat.AUTRE, "autre_travail"),
        (Contrat.ARTISAN, "bilan"),
        (Contrat.CDI, None),
        (Contrat.RETRAITE, None),
    ],
)
def test_la_situation_professionnelle_se_prouve(contrat: Contrat, attendue: str | None) -> None:
    personne = une_personne()
    assert personne.situation_professionnelle is not None
    personne = replace(personne, situation_professionnelle=replace(personne.situation_professionnelle, contrat=contrat))
    attendu = {"identite", "revenu_fiscal"} | ({attendue} if attendue else set())
    assert codes(Formulaire(demandeur=personne), personne.id) == attendu


@pytest.mark.parametrize(
    ("nature", "attendue"),
    [
        (Ressource.SALAIRE, "salaires"),
        (Ressource.RETRAITE, "pension"),
        (Ressource.INVALIDITE, "pension"),
        (Ressource.CHOMAGE, "chomage"),
        (Ressource.PENSION_ALIMENTAIRE, "pension_alimentaire"),
        (Ressource.ADULTE_HANDICAPE, "prestations"),
        (Ressource.RSA, "prestations"),
        (Ressource.BOURSE, "bourse"),
        (Ressource.AUTRE, None),
    ],
)
def test_chaque_ressource_se_prouve_par_celui_qui_la_recoit(nature: Ressource, attendue: str | None) -> None:
    formulaire = replace(seul(), codemandeurs=(un_codemandeur(situation_professionnelle=None),))
    titulaire, conjoint = formulaire.adultes
    recue = RessourceMensuelle(personne_id=conjoint.id, nature=nature, montant=900)
    formulaire = replace(formulaire, revenus=replace(formulaire.revenus, ressources=(recue,)))
    plus = {attendue} if attendue else set()
    assert codes(formulaire, conjoint.id) == {"identite_codemandeur", "revenu_fiscal"} | plus
    assert codes(formulaire, titulaire.id) == {"identite", "revenu_fiscal"}


def test_les_revenus_de_l_an_dernier_se_prouvent_par_le_dernier_avis() -> None:
    formulaire = seul()
    moi = formulaire.adultes[0].id
    revenu = RevenuFiscal(personne_id=moi, annee=JOUR.year - 1, montant=12_000)
    formulaire = replace(formulaire, revenus=replace(formulaire.revenus, rfr=(revenu,)))
    assert "dernier_avis" in codes(formulaire, moi)


@pytest.mark.parametrize("statut", list(StatutLogement))
def test_tout_logement_actuel_a_sa_preuve(statut: StatutLogement) -> None:
    preuves = {"bail", "hebergement", "structure", "hotel", "domiciliation", "propriete"}
    formulaire = replace(seul(), logement_actuel=LogementActuel(statut=statut))
    assert len(codes(formulaire) & preuves) == 1


def test_un_proprietaire_declare_son_patrimoine() -> None:
    formulaire = replace(seul(), logement_actuel=LogementActuel(statut=StatutLogement.PARC_PRIVE, proprietaire=True))
    assert codes(formulaire) == {"bail", "propriete", "patrimoine"}


def test_chaque_motif_a_prouver_attend_son_document_et_les_autres_rien() -> None:
    formulaire = replace(seul(), motifs=Motifs(codes=(Motif.EXPULSION, Motif.VIOLENCES, Motif.TROP_PETIT)))
    assert codes(formulaire) == {"motif_expulsion", "motif_violences"}
    sensibles = {a.regle.code for a in attendues(formulaire, JOUR) if a.regle.sensible}
    assert sensibles == {"motif_violences"}


# --- Où en est chaque pièce attendue


@dataclass
class Deposee:
    type: str
    etat: EtatPiece
    personne_id: UUID | None = None


def test_une_piece_deposee_sans_nom_est_celle_du_demandeur() -> None:
    formulaire = replace(seul(), codemandeurs=(un_codemandeur(situation_professionnelle=None),))
    titulaire, conjoint = formulaire.adultes
    cartes = [Deposee("ID_CNI", E.RECUE), Deposee("ID_PASS", E.VALIDEE, conjoint.id)]
    repondent = {
        a.personne_id: pieces_de(a, cartes, titulaire.id)
        for a in attendues(formulaire, JOUR)
        if "identite" in a.regle.code
    }
    assert repondent == {titulaire.id: [0], conjoint.id: [1]}


def test_la_piece_la_plus_avancee_parle_pour_les_autres() -> None:
    formulaire = seul()
    identite = next(a for a in attendues(formulaire, JOUR) if a.regle.code == "identite")
    deposees = [Deposee("ID_CNI", e) for e in (E.REFUSEE, E.PERIMEE, E.EN_ANALYSE, E.RECUE, E.VALIDEE)]
    assert pieces_de(identite, deposees, formulaire.adultes[0].id) == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("etat", "expire_le", "attendu"),
    [
        (E.VALIDEE, None, E.VALIDEE),
        (E.VALIDEE, date(2026, 6, 16), E.VALIDEE),
        (E.VALIDEE, JOUR, E.PERIMEE),
        (E.REFUSEE, JOUR, E.REFUSEE),
        (E.RECUE, JOUR, E.RECUE),
    ],
)
def test_une_piece_validee_perime_le_jour_de_son_echeance(
    etat: EtatPiece, expire_le: date | None, attendu: EtatPiece
) -> None:
    assert etat_au(etat, expire_le, JOUR) is attendu


@pytest.mark.parametrize(
    ("type", "donnee", "attendue"),
    [
        (TypePiece.CARTE_IDENTITE, None, None),
        (TypePiece.CARTE_IDENTITE, date(2030, 1, 1), date(2030, 1, 1)),
        (TypePiece.SEJOUR_PLURIANNUEL, date(2028, 5, 2), date(2028, 5, 2)),
        (TypePiece.AVIS_IMPOSITION_N_2, None, date(2027, 1, 1)),
        (TypePiece.BULLETINS_SALAIRE, None, date(2026, 12, 15)),
        (TypePiece.LIVRET_DE_FAMILLE, None, None),
    ],
)
def test_chaque_piece_a_l_echeance_de_sa_regle(type: TypePiece, donnee: date | None, attendue: date | None) -> None:
    assert echeance(type, JOUR, donnee, JOUR) == attendue


def test_un_titre_de_sejour_ne_se_valide_pas_sans_sa_date_de_fin() -> None:
    with pytest.raises(EcheanceManquante):
        echeance(TypePiece.SEJOUR_TEMPORAIRE, JOUR, None, JOUR)


def test_un_inconnu_ne_repond_a_aucune_attente() -> None:
    formulaire = seul()
    autre = [Deposee("ID_CNI", E.VALIDEE, new_id())]
    assert all(pieces_de(a, autre, formulaire.adultes[0].id) == [] for a in attendues(formulaire, JOUR))
