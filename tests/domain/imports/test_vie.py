"""La vie d'un import, et ce que devient chacune de ses lignes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from domain.demandes.codes import EtatDemande, NatureDossier
from domain.demandes.protection import MotifProtection, Protection
from domain.demandes.reprise import Reprise, reprendre
from domain.demandes.sources import DITE_PAR_LA_PERSONNE, Source, SourceDeModification
from domain.demandes.vie.valeurs import Verrou
from domain.imports.errors import EtatDeLImport
from domain.imports.model import (
    TRANSITIONS,
    ActeImport,
    Bilan,
    Curseur,
    Deposant,
    EtatImport,
    FormatImport,
    Import,
)
from domain.imports.policies import actions, exiger_import
from domain.imports.rules.dictionnaire import Enregistrement
from domain.imports.rules.lecture import DemandeLue
from domain.imports.rules.suite import DemandeConnue, Suite, source_de, suite
from domain.kernel.identifiers import new_id
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.organismes.errors import DroitManquant
from domain.pieces.errors import PositionInattendue
from tests.factories.formulaires import un_formulaire

LE = datetime(2026, 6, 15, 9, tzinfo=UTC)


def un_import(etat: EtatImport = EtatImport.RECEPTION) -> Import:
    depose = Import.commencer(
        departement="35",
        organisme_id=new_id(),
        nom="demandes.csv",
        format=FormatImport.CSV,
        taille=10,
        deposant=Deposant(compte_id=None, libelle="Anne", organisme="Armor Habitat"),
        le=LE,
    )
    depose.etat = etat
    depose.lues = 3
    return depose


def jouer(depose: Import, acte: ActeImport) -> None:
    {
        ActeImport.RECEVOIR: lambda: depose.recevoir(position=0, objet="a", taille=4, le=LE),
        ActeImport.CONTROLER: lambda: depose.noter_le_controle(
            lues=1, rejetees=0, curseur=Curseur(tete=1, position=2, lignes=1), le=LE
        ),
        ActeImport.REFUSER: lambda: depose.refuser(motif="Illisible.", le=LE),
        ActeImport.APPLIQUER: lambda: depose.appliquer(source=DITE_PAR_LA_PERSONNE, le=LE),
        ActeImport.TERMINER: lambda: depose.terminer(bilan=Bilan(), le=LE),
        ActeImport.SUSPENDRE: lambda: depose.suspendre(le=LE),
        ActeImport.ANNULER: lambda: depose.annuler(le=LE),
    }[acte]()


@pytest.mark.parametrize(("etat", "acte"), list(product(EtatImport, ActeImport)))
def test_chaque_acte_n_est_permis_que_dans_ses_etats(etat: EtatImport, acte: ActeImport) -> None:
    depose = un_import(etat)
    attendu = TRANSITIONS.get((etat, acte))
    if attendu is None:
        with pytest.raises(EtatDeLImport) as refus:
            jouer(depose, acte)
        assert refus.value.raisons[0].code.startswith("import-")
        assert depose.etat is etat
    else:
        jouer(depose, acte)
        assert depose.etat is attendu


@pytest.mark.parametrize("etat", list(EtatImport))
def test_un_import_fini_ne_montre_plus_rien_a_faire(etat: EtatImport) -> None:
    fini = etat in (EtatImport.APPLIQUE, EtatImport.REFUSE, EtatImport.ANNULE)
    agent = Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=new_id(),
        libelle="Anne",
        perimetre=Perimetre(departement="35"),
        droits=frozenset(Droit),
    )
    assert {a.montrer for a in actions(agent, un_import(etat))} == {not fini}
    assert all(a.permise or a.raisons for a in actions(agent, un_import(etat))), "le contrat dit toujours pourquoi"


def test_recu_en_entier_le_fichier_passe_au_controle() -> None:
    depose = un_import()
    depose.recevoir(position=0, objet="a", taille=4, le=LE)
    with pytest.raises(PositionInattendue) as refus:
        depose.recevoir(position=0, objet="a", taille=4, le=LE)
    assert refus.value.details["position"] == 4
    depose.recevoir(position=4, objet="b", taille=6, le=LE)
    assert depose.etat is EtatImport.CONTROLE


def test_sans_ligne_prete_il_n_y_a_rien_a_appliquer() -> None:
    depose = un_import(EtatImport.A_APPLIQUER)
    depose.rejetees = depose.lues
    with pytest.raises(EtatDeLImport, match="Aucune ligne"):
        depose.appliquer(source=DITE_PAR_LA_PERSONNE, le=LE)


def une_reprise() -> Reprise:
    return Reprise(
        fichier="demandes.csv",
        formulaire=un_formulaire(),
        nature=NatureDossier.STANDARD,
        numero_unique="03506250001235A01",
        deposee_le=date(2025, 6, 15),
        renouvelee_le=None,
        expire_le=date(2026, 6, 15),
        radiee_le=None,
        motif_radiation=None,
        dalo=False,
    )


def connue(
    etat: EtatDemande = EtatDemande.ACTIVE, *, empreinte: bytes | None = None, il_y_a: int | None = None
) -> DemandeConnue:
    demande = reprendre(id=new_id(), departement="35", reference="R", organisme_id=new_id(), dit=une_reprise(), le=LE)
    demande.etat = etat
    le = LE - timedelta(days=il_y_a) if il_y_a is not None else None
    return DemandeConnue(demande=demande, empreinte=empreinte, modifiee_le=le)


def la_ligne(il_y_a: int = 10) -> DemandeLue:
    dit = Enregistrement(modifiee_le=LE - timedelta(days=il_y_a), numero_unique="03506250001235A01")
    return DemandeLue(enregistrement=dit, formulaire=un_formulaire())


def verrouillee() -> DemandeConnue:
    tenue = connue(il_y_a=90)
    tenue.demande.verrou = Verrou(raison="Commission.", depuis_le=LE, par="Anne", passage_id=UUID(int=1))
    return tenue


def protegee() -> DemandeConnue:
    tenue = connue(il_y_a=90)
    tenue.demande.protection = Protection(
        personne_id=new_id(), motif=next(iter(MotifProtection)), depuis_le=LE, par="Armor Habitat"
    )
    return tenue


@pytest.mark.parametrize(
    ("dossier", "attendu"),
    [
        pytest.param(None, Suite.CREER, id="inconnue, elle est créée"),
        pytest.param(connue(empreinte=b"e", il_y_a=90), Suite.INCHANGER, id="la même ligne ne change rien"),
        pytest.param(connue(il_y_a=90), Suite.METTRE_A_JOUR, id="plus récente que le dossier, elle le met à jour"),
        pytest.param(connue(), Suite.METTRE_A_JOUR, id="un dossier sans date connue se met à jour"),
        pytest.param(connue(il_y_a=2), Suite.GARDER, id="plus ancienne que le dossier, elle ne l'écrase pas"),
        pytest.param(connue(il_y_a=10), Suite.GARDER, id="du même instant, elle ne l'écrase pas"),
        pytest.param(verrouillee(), Suite.ECARTER, id="inscrite en commission, elle attend"),
        pytest.param(protegee(), Suite.ECARTER, id="protégée, ses coordonnées ne viennent pas d'un fichier"),
        pytest.param(connue(EtatDemande.SATISFAITE, il_y_a=90), Suite.ECARTER, id="satisfaite, elle ne bouge plus"),
        pytest.param(
            connue(EtatDemande.RADIEE_NON_RENOUVELLEMENT, il_y_a=90), Suite.ECARTER, id="radiée, elle se rétablit"
        ),
    ],
)
def test_ce_que_devient_une_ligne(dossier: DemandeConnue | None, attendu: Suite) -> None:
    quoi, raison = suite(la_ligne(), b"e", dossier)
    assert quoi is attendu
    assert (raison is not None) is (attendu is Suite.ECARTER)


PAR_UN_TIERS = SourceDeModification(source=Source.TIERS, accord_le=date(2026, 6, 1))


def test_la_ligne_dit_d_ou_elle_vient_sinon_le_fichier() -> None:
    muette = la_ligne()
    dite = replace(muette, enregistrement=replace(muette.enregistrement, source=Source.PIECE))
    assert source_de(dite, PAR_UN_TIERS) == SourceDeModification(source=Source.PIECE)
    assert source_de(muette, PAR_UN_TIERS) == PAR_UN_TIERS
    assert source_de(muette, None) is None


@pytest.mark.parametrize(("format", "gardee"), [(FormatImport.CSV, PAR_UN_TIERS), (FormatImport.SNE, None)])
def test_le_systeme_national_n_a_pas_a_dire_d_ou_lui_vient_ce_qu_il_change(
    format: FormatImport, gardee: SourceDeModification | None
) -> None:
    depose = un_import(EtatImport.A_APPLIQUER)
    depose.format, depose.lues = format, 1
    depose.appliquer(source=PAR_UN_TIERS, le=LE)
    assert depose.source == gardee


@pytest.mark.parametrize("manquant", [Droit.DEMANDES_IMPORTER, Droit.DEMANDES_ECRIRE, Droit.DEMANDES_SENSIBLE])
def test_un_fichier_porte_tout_le_formulaire_il_faut_pouvoir_tout_en_lire(manquant: Droit) -> None:
    droits = {Droit.DEMANDES_IMPORTER, Droit.DEMANDES_ECRIRE, Droit.DEMANDES_SENSIBLE}
    exiger_import(acteur(droits))
    with pytest.raises(DroitManquant):
        exiger_import(acteur(droits - {manquant}))


def acteur(droits: set[Droit]) -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=new_id(),
        libelle="Anne",
        perimetre=Perimetre(departement="35", organisme_id=new_id()),
        droits=frozenset(d.value for d in droits),
    )
