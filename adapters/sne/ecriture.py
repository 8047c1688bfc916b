"""Our words in, theirs out: a demande as a `demande` of `interfaceNuu` 02.01, the reverse of translation.py.

What does not fit is shortened or left out, and said: nothing is lost in silence. The social security number never goes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from xml.etree.ElementTree import Element, SubElement, tostring

from adapters.sne.laisses import left_out
from domain.demandes.codes import EtatDemande, LienCodemandeur, MotifRadiation
from domain.demandes.formulaire import (
    Adresse,
    Codemandeur,
    Formulaire,
    LogementActuel,
    LogementRecherche,
    Personne,
    RessourceMensuelle,
)
from domain.demandes.liens import NatureLien
from domain.demandes.protection import masquer
from domain.echanges.sne.codes import TypeFichier
from domain.echanges.sne.ports import FichierSne
from domain.kernel.codes import TypeReservataire, Typologie

NAMESPACE = "http://nuu.application.i2/"
VERSION = "02.01"
_RPLS = {Typologie.CHAMBRE: "T1", Typologie.T6_ET_PLUS: "T6"}
"""A lease names its dwelling in the words of the RPLS, which has no room and counts further."""
_LINKS = {LienCodemandeur.CONJOINT, LienCodemandeur.PACSE, LienCodemandeur.CONCUBIN}
"""The only three that version 02.01 knows."""

_MEL = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9._-]+\.[A-Za-z]{1,3}")
"""What surely passes their pattern."""


@dataclass
class Writer:
    """Builds elements within the lengths of the schema, and remembers what it had to cut."""

    losses: list[str] = field(default_factory=list)

    def text(self, parent: Element, name: str, said: object, limit: int | None = None) -> None:
        if said is None or said == "":
            return
        whole = ("true" if said else "false") if isinstance(said, bool) else str(said)
        if limit is not None and len(whole) > limit:
            self.lose(f"{name} raccourci à {limit} caractères")
            whole = whole[:limit]
        SubElement(parent, name).text = whole

    def code(self, parent: Element, name: str, said: StrEnum | str | None) -> None:
        if said is not None:
            SubElement(parent, name, {"code": said.value if isinstance(said, StrEnum) else said})

    def lose(self, what: str) -> None:
        if what not in self.losses:
            self.losses.append(what)


def write(fichier: FichierSne) -> tuple[bytes, tuple[str, ...]]:
    """The file, and what had to be cut or left out."""
    w, d = Writer(), fichier.demande
    formulaire = d.formulaire
    if d.protection is not None:
        formulaire = masquer(formulaire, d.protection)
        w.lose("coordonnées d'une personne protégée")
    root = Element(f"{{{NAMESPACE}}}interfaceNuu", {"versionInterface": VERSION})
    head = SubElement(root, "entete")
    w.text(head, "typeFichier", fichier.type_fichier.value)
    w.text(head, "dateFichier", f"{fichier.le:%Y-%m-%dT%H:%M:%S}")
    demande = SubElement(root, "demande")
    if d.dalo:
        w.code(SubElement(demande, "informationDalo"), "statutDalo", "ACTIF")
    logement = SubElement(demande, "demandeLogement")
    w.text(logement, "numGuichet", fichier.guichet, 5)
    w.text(logement, "numUnique", d.numero_unique, 18)
    origine = next((lien.numero for lien in d.liens if lien.nature is NatureLien.SEPARATION), None)
    if fichier.type_fichier is TypeFichier.SEPARATION:
        w.text(logement, "numUniqueAssocie", origine, 18)
    w.text(logement, "refInterne", d.reference, 18)
    w.text(logement, "dateCreationDemande", d.deposee_le)
    if formulaire.logement_recherche is not None:
        _wish(w, logement, formulaire.logement_recherche)
    reasons = SubElement(logement, "principauxMotifDemande")
    w.text(reasons, "compDateJugement", formulaire.motifs.jugement_le)
    w.text(reasons, "compAutreMotif", formulaire.motifs.autre, 36)
    for motif in formulaire.motifs.codes:
        w.code(reasons, "motifDemande", motif)
    wish = formulaire.logement_recherche
    precision = SubElement(logement, "precision")  # mandatory, even empty
    precision.text = (wish.precision if wish else "")[:255]
    _people(w, SubElement(demande, "personnePhysique"), formulaire, fichier.le.date())
    _handicaps(w, demande, formulaire)
    if d.renouvelee_le is not None:
        w.text(SubElement(demande, "renouvellement"), "dateRenouvellement", d.renouvelee_le)
    if fichier.type_fichier is TypeFichier.RADIATION:
        _closing(w, SubElement(demande, "radiation"), fichier)
    for what in left_out(formulaire):
        w.lose(what)
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content, tuple(w.losses)


def _closing(w: Writer, parent: Element, fichier: FichierSne) -> None:
    d = fichier.demande
    closed = d.motif_radiation is not None and d.etat is not EtatDemande.ACTIVE
    w.text(parent, "dateRadiation", d.radiee_le or fichier.le.date())
    SubElement(parent, "motifRadiation", {"code": _national(d.motif_radiation) if closed and d.motif_radiation else ""})
    if closed and d.motif_radiation is MotifRadiation.DECES:
        w.lose("décès, que le format dit comme un abandon")
    w.code(parent, "sousMotifIrrecevabilite", d.irrecevabilite)
    if d.motif_radiation is MotifRadiation.ATTRIBUTION:
        _lease(w, SubElement(parent, "attributionLogement"), fichier)


def _national(motif: MotifRadiation) -> str:
    """The national list has no code for a death."""
    return (MotifRadiation.ABANDON if motif is MotifRadiation.DECES else motif).value


def _lease(w: Writer, node: Element, fichier: FichierSne) -> None:
    """Without a lease signed here only its date is known; the codes that must be there then say so."""
    a, unknown = fichier.attribution, "NONDOC"
    w.text(node, "dateSignatureBail", fichier.demande.radiee_le)
    w.code(node, "dejaLogeParcBailleur", unknown)
    if a is None:
        w.code(node, "accordCollectif", unknown)
        w.code(node, "typeReservataire", TypeReservataire.AUCUN)
        return
    home = a.bien.logement
    terms = next(m.conditions for m in a.bien.mises_en_location if m.id == a.proposition.mise_en_location_id)
    w.text(node, "numeroRpls", home.rpls, 10)
    w.text(node, "attribueEnComDALO", a.proposition.attribuee_dalo)
    w.code(node, "accordCollectif", a.proposition.accord_collectif or unknown)
    w.code(node, "typeReservataire", terms.type_reservataire)
    w.code(node, "zus", "ZUSOUI" if home.qpv else "ZUSNON")
    w.code(node, "typeLogement", _RPLS.get(home.typologie, home.typologie.value))
    w.text(node, "surface", home.surface)
    w.text(node, "montantLoyer", round(terms.loyer))


def _wish(w: Writer, parent: Element, wish: LogementRecherche) -> None:
    node = SubElement(parent, "logementRecherche")
    w.code(node, "categorieLogementRecherche", wish.categorie)
    w.text(node, "avecParking", wish.parking)
    w.text(node, "rezDeChaussee", wish.rez_de_chaussee)
    w.text(node, "sansAscenseur", wish.sans_ascenseur)
    w.text(node, "montantLoyer", wish.loyer_max)
    w.text(node, "demandeElargie", wish.demande_elargie)
    sizes = SubElement(node, "listeTypeLogement")
    for typologie in wish.typologies:
        w.code(sizes, "typeLogement", typologie)
    places = SubElement(node, "listeLocalisationSouhaite")
    quartiers = [*wish.quartiers, *(q for secteur in wish.secteurs for q in secteur.quartiers)]
    for commune in wish.couvertes:
        named: list[str | None] = list(dict.fromkeys(q.nom for q in quartiers if q.commune == commune))
        for name in named or [None]:
            place = SubElement(places, "localisationSouhaite")
            w.code(place, "commune", commune)
            w.text(place, "quartier", name, 19)


def _people(w: Writer, parent: Element, formulaire: Formulaire, le: date) -> None:
    if formulaire.demandeur is not None:
        _adult(w, SubElement(parent, "demandeur"), formulaire.demandeur, formulaire, le)
        if formulaire.demandeur.adresse_logement is not None:
            _address(w, SubElement(parent, "adresseLogement"), formulaire.demandeur.adresse_logement)
    _household(w, parent, formulaire)
    if formulaire.codemandeurs:
        others = SubElement(parent, "listeCotitulaire")
        for c in formulaire.codemandeurs:
            _adult(w, SubElement(others, "cotitulaire"), c, formulaire, le)
    _everybody(w, parent, formulaire)
    if formulaire.logement_actuel is not None:
        _home(w, SubElement(parent, "logementActuel"), formulaire.logement_actuel)


def _household(w: Writer, parent: Element, formulaire: Formulaire) -> None:
    dependants = SubElement(parent, "listePersonneACharge")
    shared = []
    for o in formulaire.occupants:
        if o.coparentalite is not None:
            shared.append(o)
        elif o.a_charge:
            node = SubElement(dependants, "personneACharge")
            w.text(node, "nom", o.nom, 24)
            w.text(node, "prenom", o.prenom, 24)
            w.text(node, "dateNaissance", o.ne_le)
            w.code(node, "sexe", o.sexe)
            w.code(node, "lienParente", o.lien)
        else:
            w.lose("occupant qui n'est pas à charge")
    if formulaire.a_naitre is not None:
        unborn = SubElement(parent, "personneANaitre")
        w.text(unborn, "nombre", formulaire.a_naitre.nombre)
        w.text(unborn, "dateNaissancePrevue", formulaire.a_naitre.prevue_le)
    if shared:
        children = SubElement(parent, "listePersonneEnGarde")
        for o in shared:
            node = SubElement(children, "personneEnGarde")
            w.text(node, "dateNaissance", o.ne_le)
            w.code(node, "sexe", o.sexe)
            w.code(node, "coParentalite", o.coparentalite)


def _adult(w: Writer, node: Element, p: Personne, formulaire: Formulaire, le: date) -> None:
    w.code(node, "civilite", p.civilite)
    w.text(node, "nom", p.nom_usage or p.nom_naissance, 36)
    w.text(node, "nomPatronymique", p.nom_naissance, 36)
    w.text(node, "prenom", p.prenoms, 36)
    w.text(node, "dateNaissance", p.ne_le)
    w.code(node, "nationalite", p.nationalite)
    w.code(node, "situationFamiliale", p.situation_familiale)
    for name, phone in (
        ("telDomicile", p.telephone_domicile),
        ("telPortable", p.telephone),
        ("telTravail", p.telephone_travail),
    ):
        _phone(w, node, name, phone)
    _email(w, node, p.email)
    if not isinstance(p, Codemandeur):
        w.text(node, "notifSms", not p.sms_refuses)
        w.text(node, "notifEvt", not p.nouvelles_refusees)
    else:
        if p.lien in _LINKS:
            w.code(node, "lienDemandeur", p.lien)
        else:
            w.lose(f"lien « {p.lien.libelle} », inconnu du format")
    if p.adresse is not None:
        _address(w, SubElement(node, "adressePostale"), p.adresse)
    work = p.situation_professionnelle
    if work is not None:
        job = SubElement(node, "situationProfessionnelle")
        w.text(job, "profession", work.profession, 39)
        w.code(job, "typeContratTravail", work.contrat)
        w.text(job, "multiEmployeur", work.plusieurs_employeurs)
        w.text(job, "nomEmployeurPrincipal", work.employeur, 25)
        if work.collecteurs:
            w.text(job, "nomOrganismeCollecteur", work.collecteurs[0].organisme, 44)
    _income(w, node, p, formulaire, le)


def _email(w: Writer, node: Element, email: str | None) -> None:
    """Their pattern refuses an ending of more than three letters, a plus sign, an accent: then none is sent."""
    if email is None:
        return
    if _MEL.fullmatch(email):
        w.text(node, "mel", email, 255)
    else:
        w.lose("adresse électronique que le format refuse")


def _phone(w: Writer, node: Element, name: str, phone: str | None) -> None:
    if phone is None:
        return
    digits = "".join(c for c in phone if c.isdigit())
    if phone.startswith("+33"):
        digits = "0" + digits[2:]
    if len(digits) > 10:
        w.lose(f"{name} étranger")
        return
    w.text(node, name, digits)


def _address(w: Writer, node: Element, a: Adresse) -> None:
    w.text(node, "etranger", a.etranger)
    for name, said, limit in (
        ("appartement", a.appartement, 4),
        ("etage", a.etage, 2),
        ("escalier", a.escalier, 4),
        ("batiment", a.batiment, 4),
        ("compAdresse", a.complement, 33),
        ("numero", a.numero, 5),
        ("voie", a.voie, 32),
        ("lieuDit", a.lieu_dit, 38),
    ):
        w.text(node, name, said, limit)
    if a.etranger:
        w.text(node, "codePostalEtranger", a.code_postal, 10)
        w.text(node, "communeEtranger", a.ville_etrangere, 38)
        w.text(node, "pays", a.pays, 38)
    else:
        w.text(node, "codePostal", a.code_postal, 5)
        w.code(node, "commune", a.commune)
    w.text(node, "nomHebergeant", a.hebergeant, 38)


def _income(w: Writer, node: Element, p: Personne, formulaire: Formulaire, le: date) -> None:
    mine = [r for r in formulaire.revenus.rfr if r.personne_id == p.id]
    if mine:
        taxed = SubElement(node, "revenuFiscal")
        for back in (1, 2):
            found = next((r for r in mine if r.annee == le.year - back), None)
            if found is not None:
                w.text(taxed, f"anneeMoins{back}", found.annee)
                w.text(taxed, f"montantMoins{back}", found.montant)
    _resources(w, node, "listeRessourceRecue", ((r.nature.value, r.montant) for r in _of(formulaire, p)))
    paid = formulaire.revenus.pension_versee
    if paid and formulaire.demandeur is not None and p.id == formulaire.demandeur.id:
        _resources(w, node, "listeRessourceVersee", [("PAV", paid)])


def _of(formulaire: Formulaire, p: Personne) -> Iterable[RessourceMensuelle]:
    return (r for r in formulaire.revenus.ressources if r.personne_id == p.id)


def _everybody(w: Writer, node: Element, formulaire: Formulaire) -> None:
    shared = [(r.nature.value, r.montant) for r in formulaire.revenus.ressources if r.personne_id is None]
    if shared:
        _resources(w, node, "listeRessourceRecuePersACharge", shared)


def _resources(w: Writer, node: Element, name: str, resources: Iterable[tuple[str, int]]) -> None:
    known = list(resources)
    if not known:
        return
    listed = SubElement(node, name)
    for nature, montant in known:
        detail = SubElement(listed, "detailRessource")
        w.code(detail, "ressource", nature)
        w.text(detail, "montant", montant)


def _handicaps(w: Writer, demande: Element, formulaire: Formulaire) -> None:
    """One by person concerned, known by the date of birth: the natures and the aids have no name of ours here."""
    born = {p.id: p.ne_le for p in formulaire.personnes}
    if not formulaire.handicaps:
        return
    listed = SubElement(demande, "listeHandicap")
    for fiche in formulaire.handicaps:
        node = SubElement(listed, "handicap")
        w.text(node, "dateNaissance", born.get(fiche.personne_id))
        if fiche.referent is not None:
            referent = SubElement(node, "referent")
            w.text(referent, "nom", fiche.referent.nom, 40)
            w.text(referent, "adresse", fiche.referent.adresse, 40)
            _phone(w, referent, "tel", fiche.referent.telephone)
            _email(w, referent, fiche.referent.email)
        w.code(node, "etatHandicap", fiche.etat)
        w.code(node, "capaciteMarcheHandicap", fiche.marche)
        w.text(node, "accompagne", fiche.tierce_personne)
        w.text(node, "besoinParticulier", fiche.besoin, 132)
        w.text(node, "besoinAutre", fiche.autre_besoin, 36)


def _home(w: Writer, node: Element, home: LogementActuel) -> None:
    w.code(node, "modeleLogement", home.statut)
    if home.bailleur is not None:
        w.text(node, "compNomBailleur", home.bailleur, 34)
    elif home.hebergeant is not None:
        w.text(node, "compNom", home.hebergeant, 14)
    w.text(node, "compDate", home.depuis_le)
    w.text(node, "montantMensuelLoyer", home.loyer)
    w.text(node, "montantMensuelAPL", home.apl)
    w.text(node, "nombreHabitant", home.nb_habitants)
    w.text(node, "surface", home.surface)
    w.code(node, "typeLogement", home.typologie)
    w.text(node, "proprietaire", home.proprietaire)
    if home.possede is not None:
        w.code(node, "typeLogementPossede", home.possede.typologie)
