"""What a demande says and version 02.01 has no place for, field by field: nothing is lost in silence.

Neither value nor name: the report of a sending is read by people who may not read the file.
"""

from collections.abc import Iterator

from domain.demandes.formulaire import (
    FicheHandicap,
    Formulaire,
    LogementActuel,
    LogementRecherche,
    Personne,
    SituationProfessionnelle,
)


def left_out(formulaire: Formulaire) -> Iterator[str]:
    for adulte in formulaire.adultes:
        yield from _adult(adulte)
    for titulaire in formulaire.codemandeurs:
        if titulaire.sms_refuses or titulaire.nouvelles_refusees:
            yield "choix d'un codemandeur de ne pas recevoir de SMS ou de nouvelles"
        if titulaire.adresse_logement is not None:
            yield "adresse du logement d'un codemandeur"
    for fiche in formulaire.handicaps:
        yield from _handicap(fiche)
    if formulaire.logement_actuel is not None:
        yield from _home(formulaire.logement_actuel)
    if formulaire.logement_recherche is not None:
        yield from _wish(formulaire.logement_recherche)
    if formulaire.colocataires:
        yield "colocataires"
    if formulaire.accompagnement is not None:
        yield "accompagnement social"


def _adult(p: Personne) -> Iterator[str]:
    if p.situation_familiale_depuis is not None:
        yield "date de la situation familiale"
    if p.situation_professionnelle is not None:
        yield from _work(p.situation_professionnelle)


def _work(work: SituationProfessionnelle) -> Iterator[str]:
    for said, what in (
        (work.commune_travail, "commune du lieu de travail"),
        (work.depuis_le, "date de la situation professionnelle"),
        (work.categorie, "catégorie socioprofessionnelle"),
        (work.siret, "SIRET de l'employeur"),
        (work.chez_l_employeur_depuis, "date d'entrée chez l'employeur"),
        (work.coordonnees_employeur, "coordonnées de l'employeur"),
        (work.cotise_action_logement, "cotisation de l'employeur à Action Logement"),
        (work.collecteurs[1:], "organismes collecteurs au-delà du premier"),
        (any(c.numero for c in work.collecteurs), "numéro de dossier chez l'organisme collecteur"),
    ):
        if said:
            yield what


def _handicap(fiche: FicheHandicap) -> Iterator[str]:
    for said, what in (
        (fiche.reconnu, "reconnaissance du handicap par la MDPH"),
        (fiche.moteur or fiche.sensoriel or fiche.autre_nature, "natures du handicap"),
        (fiche.aides, "aides techniques"),
        (fiche.equipements, "équipements du logement adapté"),
        (fiche.referent is not None and fiche.referent.proche_du_domicile, "proximité du référent du handicap"),
    ):
        if said:
            yield what


def _home(home: LogementActuel) -> Iterator[str]:
    for said, what in (
        (home.categorie, "appartement ou maison, pour le logement actuel"),
        (home.possede, "lieu du logement possédé"),
        (home.preavis_le, "fin du préavis"),
        (home.particularite, "particularité du locataire HLM"),
        (home.bailleur and home.hebergeant, "hébergeant"),
    ):
        if said:
            yield what


def _wish(wish: LogementRecherche) -> Iterator[str]:
    for said, what in (
        (wish.adapte_handicap, "logement à adapter au handicap"),
        (wish.secteurs, "noms des secteurs choisis, dont les communes partent"),
        (wish.programmes, "programmes cités"),
        (wish.colocation, "colocation acceptée"),
        (wish.dossier_fsl, "aide du FSL"),
        (wish.caution, "caution"),
    ):
        if said:
            yield what
