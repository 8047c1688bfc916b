"""Où en est chaque EPCI de sa cotation, et le calendrier où on l'invite."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from domain.cotation.deploiement.errors import RendezVousClos, RendezVousPasse
from domain.cotation.deploiement.events import RendezVousAnnule, RendezVousPlanifie
from domain.cotation.deploiement.model import RendezVous
from domain.cotation.deploiement.obligation import dire_l_obligation, obligation
from domain.cotation.deploiement.queries import EpciSuivi
from domain.cotation.deploiement.rules import (
    ActeConnu,
    VersionConnue,
    date_legale,
    dates_des_epcis,
    dire_l_avancement,
    echeance_legale,
    par_etape,
    suivre,
)
from domain.cotation.deploiement.vocabulary import (
    EtapeDeLEpci,
    Obligation,
    SorteDeDate,
    SorteDeRendezVous,
    dire_le_moment,
)
from domain.cotation.vocabulary import StatutGrille
from domain.referentiel.model import EpciMesure, TypeEpci

E, S = EtapeDeLEpci, StatutGrille
LE = date(2026, 11, 27)
MAINTENANT = datetime(2026, 11, 27, 9, tzinfo=UTC)


def version(statut: StatutGrille, numero: int = 1, du: date | None = None, au: date | None = None) -> VersionConnue:
    return VersionConnue(
        id=UUID(int=numero), libelle="Grille", version_grille=numero, statut=statut, effet_du=du, effet_au=au
    )


def acte(type_: str, le: date, numero: int = 1, libelle: str = "Acte") -> ActeConnu:
    jour = datetime(le.year, le.month, le.day, 12, tzinfo=UTC)
    return ActeConnu(grille_id=UUID(int=numero), type=type_, libelle=libelle, auteur="Nathan", le=jour)


def suivi(*versions: VersionConnue, actes: tuple[ActeConnu, ...] = ()) -> EpciSuivi:
    return suivre(epci(TypeEpci.METROPOLE, 470_000, 225_000), versions, actes, ["Nathan Epci"], LE)


def epci(nature: TypeEpci, habitants: int, centre: int, quartier: bool | None = False) -> EpciMesure:
    return EpciMesure(
        siren="243500139",
        nom="Rennes Métropole",
        type=nature,
        population=habitants,
        plus_grande_commune=centre,
        a_un_quartier_prioritaire=quartier,
    )


@pytest.mark.parametrize(
    ("concerne", "dit"),
    [
        (epci(TypeEpci.METROPOLE, 470_000, 225_000), Obligation.TENU),
        (epci(TypeEpci.METROPOLE_DE_LYON, 1_400_000, 520_000), Obligation.TENU),
        (epci(TypeEpci.COMMUNAUTE_URBAINE, 200_000, 140_000), Obligation.TENU),
        (epci(TypeEpci.COMMUNAUTE_D_AGGLOMERATION, 60_000, 15_000), Obligation.TENU),
        (epci(TypeEpci.ETABLISSEMENT_TERRITORIAL, 400_000, 110_000), Obligation.TENU),
        (epci(TypeEpci.VILLE_DE_PARIS, 2_100_000, 2_100_000), Obligation.TENU),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 30_001, 10_001), Obligation.SELON_COMPETENCE),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 30_000, 10_001), Obligation.NON_TENU),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 30_001, 10_000), Obligation.NON_TENU),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 12_000, 9_000, quartier=True), Obligation.SELON_COMPETENCE),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 12_000, 9_000, quartier=None), Obligation.A_VERIFIER),
        (epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 30_001, 10_001, quartier=None), Obligation.SELON_COMPETENCE),
    ],
)
def test_la_loi_oblige_selon_la_nature_la_taille_et_les_quartiers(concerne: EpciMesure, dit: Obligation) -> None:
    dite = obligation(concerne, LE)
    assert dite.code is dit
    assert "CCH" in dite.reference
    assert dite.phrase.endswith(".")


def test_une_taille_qui_oblige_dit_ses_chiffres() -> None:
    phrase = obligation(epci(TypeEpci.COMMUNAUTE_DE_COMMUNES, 31_500, 12_000), LE).phrase
    assert phrase.replace("\u202f", " ") == (
        "31 500 habitants, dont 12 000 dans la plus grande commune : elle doit avoir un programme local de l'habitat "
        "si la compétence habitat lui a été confiée."
    )


@pytest.mark.parametrize(
    ("dites", "phrase"),
    [
        ([], "La loi n'en oblige aucun à coup sûr."),
        ([(Obligation.NON_TENU, True)], "La loi n'en oblige aucun à coup sûr."),
        ([(Obligation.TENU, True), (Obligation.TENU, False)], "La loi en oblige 2, dont 1 applique une grille."),
        (
            [
                (Obligation.TENU, True),
                (Obligation.TENU, True),
                (Obligation.SELON_COMPETENCE, True),
                (Obligation.A_VERIFIER, False),
            ],
            "La loi en oblige 2, dont 2 appliquent une grille, et 2 autres selon leur compétence.",
        ),
        (
            [(Obligation.SELON_COMPETENCE, False)],
            "La loi n'en oblige aucun à coup sûr, et 1 autre selon sa compétence.",
        ),
    ],
)
def test_ceux_que_la_loi_oblige_se_comptent(dites: list[tuple[Obligation, bool]], phrase: str) -> None:
    assert dire_l_obligation(dites).replace("\u00a0", " ") == phrase


@pytest.mark.parametrize(
    ("versions", "etape"),
    [
        ((), E.SANS_GRILLE),
        ((version(S.BROUILLON),), E.ECRITURE),
        ((version(S.BROUILLON, 2), version(S.TEST)), E.TEST),
        ((version(S.PUBLIEE, du=date(2027, 1, 1)),), E.ADOPTEE),
        ((version(S.PUBLIEE, du=date(2024, 1, 1)), version(S.TEST, 2)), E.EN_VIGUEUR),
        ((version(S.PUBLIEE, du=date(2023, 1, 1), au=date(2023, 12, 31)),), E.SANS_GRILLE),
        ((version(S.ARCHIVEE, du=date(2023, 1, 1)),), E.SANS_GRILLE),
    ],
)
def test_l_etape_d_un_epci_est_celle_de_sa_version_la_plus_avancee(
    versions: tuple[VersionConnue, ...], etape: EtapeDeLEpci
) -> None:
    assert suivi(*versions).etape is etape


def test_une_grille_en_vigueur_n_efface_pas_celle_qui_se_prepare() -> None:
    vu = suivi(version(S.PUBLIEE, du=date(2024, 1, 1)), version(S.TEST, 2))
    assert vu.en_vigueur is not None
    assert vu.suivante is not None
    assert (vu.en_vigueur.effet_du, vu.suivante.libelle) == (date(2024, 1, 1), "Grille, version 2")


def test_la_phase_de_test_va_de_la_mise_en_test_a_l_etape_qui_la_suit() -> None:
    en_test = suivi(version(S.TEST), actes=(acte("GrilleMiseEnTest", date(2026, 9, 1)),)).suivante
    publiee = suivi(
        version(S.PUBLIEE, du=date(2027, 1, 1)),
        actes=(
            acte("GrilleReprise", date(2026, 3, 1)),
            acte("GrilleMiseEnTest", date(2026, 4, 1)),
            acte("GrillePubliee", date(2026, 6, 15)),
        ),
    ).suivante
    assert en_test is not None
    assert publiee is not None
    assert (en_test.test_du, en_test.test_au) == (date(2026, 9, 1), None)
    assert (publiee.test_du, publiee.test_au) == (date(2026, 4, 1), date(2026, 6, 15))


def test_le_dernier_acte_dit_qui_l_a_fait() -> None:
    vu = suivi(version(S.TEST), actes=(acte("GrilleMiseEnTest", LE, libelle="Grille mise en test"),))
    assert (vu.dernier_acte, vu.acteurs) == ("Grille mise en test, Nathan", ["Nathan Epci"])


def test_l_avancement_se_lit_en_une_phrase_et_se_compte_par_etape() -> None:
    echeance, reference = echeance_legale(LE)
    faits = [suivi(version(S.PUBLIEE, du=date(2024, 1, 1))), suivi()]
    assert "2022-217" in reference
    assert dire_l_avancement(faits, echeance, LE).replace("\u00a0", " ") == (
        "1 EPCI sur 2 applique une grille. La loi en oblige 2, dont 1 applique une grille. "
        "L'échéance légale était le 31 décembre 2023."
    )
    assert dire_l_avancement([], echeance, date(2023, 1, 1)).startswith("Aucun EPCI sur 0 applique")
    assert {e.etape: e.epcis for e in par_etape(faits) if e.epcis} == {E.EN_VIGUEUR: 1, E.SANS_GRILLE: 1}


def test_l_annee_porte_l_echeance_les_tests_et_les_entrees_en_vigueur() -> None:
    vu = suivi(
        version(S.PUBLIEE, du=date(2026, 2, 1)),
        version(S.TEST, 2),
        actes=(acte("GrilleMiseEnTest", date(2026, 10, 1), 2), acte("GrilleMiseEnTest", date(2025, 10, 1))),
    )
    assert [(d.le, d.sorte) for d in dates_des_epcis([vu], 2026)] == [
        (date(2026, 2, 1), SorteDeDate.EFFET),
        (date(2026, 10, 1), SorteDeDate.TEST),
    ]
    echeance, reference = echeance_legale(LE)
    assert [d.le for d in date_legale(echeance, reference, 2023)] == [echeance]
    assert date_legale(echeance, reference, 2026) == []


def rendez_vous(debut: datetime = MAINTENANT + timedelta(days=10)) -> RendezVous:
    return RendezVous.planifier(
        departement="35",
        organisme_id=uuid4(),
        sorte=SorteDeRendezVous.WEBINAIRE,
        titre="Préparer la phase de test",
        debut=debut,
        ou="https://visio.exemple.test/test",
        epcis=(),
        invites=3,
        le=MAINTENANT,
    )


def test_on_n_invite_pas_a_ce_qui_a_deja_eu_lieu() -> None:
    with pytest.raises(RendezVousPasse):
        rendez_vous(MAINTENANT)


def test_un_rendez_vous_s_annule_une_fois_et_avant_d_avoir_lieu() -> None:
    prevu = rendez_vous()
    prevu.annuler(le=MAINTENANT)
    assert [type(e) for e in prevu.pull_events()] == [RendezVousPlanifie, RendezVousAnnule]
    with pytest.raises(RendezVousClos):
        prevu.annuler(le=MAINTENANT)
    with pytest.raises(RendezVousClos):
        rendez_vous().annuler(le=MAINTENANT + timedelta(days=11))


def test_l_heure_se_dit_a_paris() -> None:
    dit = dire_le_moment(datetime(2026, 7, 1, 12, 5, tzinfo=UTC)).replace("\u00a0", " ")
    assert dit == "le 1er juillet 2026 à 14 h 05"
