"""La traçabilité d'un demandeur : combien, et qui s'en occupe aujourd'hui."""

from uuid import UUID

from domain.kernel.identifiers import new_id
from domain.kernel.views import OrganismeCourt
from domain.organismes.acteur import Acteur, Droit, Perimetre, SorteActeur
from domain.propositions.tracabilite import Suivi, tracabilite

MOI = OrganismeCourt(id=new_id(), nom="Armor Habitat")


def agent(*droits: Droit, organisme: UUID = MOI.id) -> Acteur:
    return Acteur(
        sorte=SorteActeur.AGENT,
        compte_id=new_id(),
        libelle="Anne",
        perimetre=Perimetre(departement="35", organisme_id=organisme),
        droits=frozenset(d.value for d in droits),
    )


def suivi(nom: str | OrganismeCourt, *, prospections: int = 0, propositions: int = 0, en_cours: int = 0) -> Suivi:
    bailleur = nom if isinstance(nom, OrganismeCourt) else OrganismeCourt(id=new_id(), nom=nom)
    return Suivi(bailleur=bailleur, prospections=prospections, propositions=propositions, en_cours=en_cours)


def test_trois_autres_bailleurs_s_en_occupent_deja() -> None:
    suivis = [
        suivi(MOI, prospections=1, en_cours=1),
        suivi("Vilaine Logis", prospections=1, en_cours=1),
        suivi("Les Ajoncs", propositions=2, en_cours=1),
        suivi("Ker Logis", prospections=2, en_cours=2),
        suivi("Ancien Bailleur", propositions=1),
    ]
    vue = tracabilite(suivis, agent(Droit.PROPOSITIONS_LIRE), visites_refusees=1, actes=9)
    assert (vue.propositions_totales, vue.prospections_totales, vue.interventions_partagees) == (3, 5, 9)
    assert vue.autres_bailleurs_en_cours == 3
    assert [b.nom for b in vue.autres_bailleurs] == ["Ker Logis", "Les Ajoncs", "Vilaine Logis"]
    assert vue.constat.phrase.replace("\xa0", " ") == (
        "3 autres bailleurs s'occupent déjà de ce ménage : concertez-vous avant de l'appeler. Votre organisme aussi."
    )


def test_qui_ne_lit_pas_les_propositions_compte_sans_nommer() -> None:
    vue = tracabilite([suivi("Vilaine Logis", en_cours=1)], agent(), visites_refusees=0, actes=2)
    assert (vue.autres_bailleurs_en_cours, vue.autres_bailleurs) == (1, [])
    assert "1 autre bailleur s'occupe" in vue.constat.phrase.replace("\xa0", " ")


def test_le_constat_dit_aussi_que_personne_ne_s_en_occupe() -> None:
    dits = [
        tracabilite(suivis, agent(Droit.PROPOSITIONS_LIRE), visites_refusees=0, actes=0).constat.code
        for suivis in ([], [suivi("Vilaine Logis", propositions=1)], [suivi(MOI, en_cours=1)])
    ]
    assert dits == ["jamais-suivi", "suivi-passe", "suivi-par-nous"]
