from collections.abc import Sequence
from datetime import date
from typing import Any

from adapters.db.referentiel.memory import Communes
from domain.communications.queries import Attestation, BailleurDuTerritoire, DelaiAnormal, Guichet
from domain.communications.rules.modeles import parametres
from domain.demandes.confidentialite import MOTIFS_SENSIBLES, lit_le_sensible
from domain.demandes.formulaire import Adresse, Formulaire, LogementRecherche, Personne, SecteurSouhaite
from domain.demandes.protection import masquer, voit_les_coordonnees
from domain.demandes.rules.delais import delai_anormalement_long
from domain.demandes.secteurs.rules import dire_ce_qu_il_couvre
from domain.demandes.synthese import nom_affiche, synthese
from domain.organismes.acteur import Acteur


class AttestationBuilder:
    """The rows of one demande and the dated texts make the content of its attestation."""

    def __init__(self, communes: Communes, url_publique: str) -> None:
        self._communes = communes
        self._url = url_publique.rstrip("/")

    def build(self, row: Any, bailleurs: Sequence[Any], acteur: Acteur, le: date) -> Attestation:
        formulaire: Formulaire = row.formulaire
        if row.protection is not None and not voit_les_coordonnees(acteur, row.protection):
            formulaire = masquer(formulaire, row.protection)
        demandeur = formulaire.demandeur
        recherche = formulaire.logement_recherche
        foyer = synthese(formulaire, le, row.departement)
        lus = parametres()

        def textes(cle: str) -> tuple[str, ...]:
            return lus.a_la_date(f"attestation.{cle}", le, row.departement).textes()

        return Attestation(
            departement=row.departement,
            departement_nom=row.departement_nom,
            numero_unique=row.numero_unique,
            demandeur=_nom(demandeur),
            codemandeurs=tuple(_nom(c) for c in formulaire.codemandeurs),
            adresse=self._adresse(demandeur.adresse if demandeur else None),
            deposee_le=row.deposee_le,
            renouvelee_le=row.renouvelee_le,
            expire_le=row.expire_le,
            guichet=Guichet(
                nom=row.guichet_nom or "Guichet d'enregistrement",
                adresse=_lignes(row.rue, row.complement_1, row.complement_2, _joints(row.code_postal, row.ville)),
                telephone=row.guichet_telephone,
                email=row.guichet_email,
                mandataire=row.mandataire_nom,
            ),
            personnes=foyer.libelle,
            typologies=tuple(t.libelle for t in recherche.typologies) if recherche else (),
            communes=self._places(recherche),
            motifs=tuple(m.libelle for m in formulaire.motifs.codes if _peut_lire(acteur, m)),
            ressources_mensuelles=foyer.ressources_mensuelles,
            bailleurs=tuple(self._bailleur(b, formulaire.communes) for b in bailleurs),
            delai_anormal=_delai(row, formulaire, le),
            recours=textes("recours"),
            commission_de_mediation=lus.a_la_date("attestation.commission_de_mediation", le, row.departement).texte(),
            radiations=textes("radiations"),
            pieces_instruction=textes("pieces_instruction"),
            pieces_complementaires=textes("pieces_complementaires"),
            espace=f"{self._url}/{row.departement}/mon-espace",
            editee_le=le,
        )

    def _places(self, recherche: LogementRecherche | None) -> tuple[str, ...]:
        if recherche is None:
            return ()
        cited = [self._communes.courte(code).nom for code in recherche.communes]
        return (*cited, *(self._sector(secteur) for secteur in recherche.secteurs))

    def _sector(self, secteur: SecteurSouhaite) -> str:
        covers = dire_ce_qu_il_couvre(secteur.communes, secteur.quartiers, lambda c: self._communes.courte(c).nom)
        return f"secteur « {secteur.nom} » : {covers}"

    def _adresse(self, adresse: Adresse | None) -> tuple[str, ...]:
        if adresse is None:
            return ()
        return adresse.lignes(self._communes.courte(adresse.commune).nom if adresse.commune else "")

    def _bailleur(self, row: Any, demandees: tuple[str, ...]) -> BailleurDuTerritoire:
        siennes = [c for c in demandees if c in row.communes] if row.communes else []
        return BailleurDuTerritoire(nom=row.nom, communes=tuple(self._communes.courte(c).nom for c in siennes))


def _delai(row: Any, formulaire: Formulaire, le: date) -> DelaiAnormal | None:
    recherche = formulaire.logement_recherche
    trouve = delai_anormalement_long(row.deposee_le, le, row.departement, recherche.typologies if recherche else ())
    if trouve is None:
        return None
    return DelaiAnormal(
        mois=int(str(trouve.parametres["delai_mois"])),
        le=date.fromisoformat(str(trouve.parametres["depuis_le"])),
    )


def _peut_lire(acteur: Acteur, motif: Any) -> bool:
    """Health and violence stay off the paper that a profile without that right prints."""
    return lit_le_sensible(acteur) or motif not in MOTIFS_SENSIBLES


def _nom(personne: Personne | None) -> str:
    civilite = f"{personne.civilite.libelle} " if personne and personne.civilite else ""
    return f"{civilite}{nom_affiche(personne)}"


def _lignes(*lignes: str | None) -> tuple[str, ...]:
    return tuple(ligne for ligne in lignes if ligne)


def _joints(*mots: str | None) -> str:
    return " ".join(mot for mot in mots if mot)
