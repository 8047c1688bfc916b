"""Their words in, ours out: a `demande` of `interfaceNuu` as the columns of our dictionary.

What has no place on our side is left; nothing is invented but the name of a child in shared custody, which their
schema does not carry.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from domain.imports.rules.lecture import Anomalie, LigneBrute


@dataclass(slots=True)
class Element:
    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def child(self, *path: str) -> "Element | None":
        found: Element | None = self
        for name in path:
            found = next((c for c in found.children if c.name == name), None) if found else None
        return found

    def all(self, *path: str) -> list["Element"]:
        *above, last = path
        parent = self.child(*above)
        return [c for c in parent.children if c.name == last] if parent else []

    def said(self, *path: str) -> str:
        found = self.child(*path)
        return found.text.strip() if found else ""

    def code(self, *path: str) -> str:
        found = self.child(*path)
        return found.attributes.get("code", "").strip() if found else ""


Cells = Iterator[tuple[str, str]]

_CIVILITES = {"3": "2"}
"""« Mademoiselle » is read as « Madame »."""
_DALO = {"ACTIF", "ACTREL"}
_UNREADABLE = {
    "SUP": ("suppression", "La suppression d'une demande (SUP) ne se fait pas par un fichier."),
}


def cases_of(head: Element, demande: Element, numero: int) -> LigneBrute:
    kind = head.said("typeFichier")
    defect = _UNREADABLE.get(kind) or _defect(demande)
    if defect is not None:
        code, message = defect
        return LigneBrute(numero=numero, cases={}, defaut=Anomalie(champ="demande", code=code, message=message))
    cells = {column: value for column, value in _cells(head, demande) if value}
    return LigneBrute(numero=numero, cases=cells)


def _defect(demande: Element) -> tuple[str, str] | None:
    if demande.child("demandeLogement", "association") is not None:
        return "association", "Les demandes d'associations ne s'importent pas : saisissez-les au guichet."
    if demande.child("radiation") is not None and not demande.code("radiation", "motifRadiation"):
        return "deradiation", "La déradiation ne se fait pas par un fichier : rétablissez la demande sur son écran."
    return None


def _cells(head: Element, demande: Element) -> Cells:
    logement = demande.child("demandeLogement") or demande
    yield "modifiee_le", head.said("dateFichier")
    yield "numero_unique", logement.said("numUnique")
    yield "reference_externe", logement.said("refInterne")
    yield "deposee_le", logement.said("dateCreationDemande")[:10]
    yield "renouvelee_le", demande.said("renouvellement", "dateRenouvellement")[:10]
    yield "radiee_le", demande.said("radiation", "dateRadiation")[:10]
    yield "motif_radiation", demande.code("radiation", "motifRadiation")
    yield "dalo", "oui" if demande.code("informationDalo", "statutDalo") in _DALO else ""
    yield from _wish(logement)
    people = demande.child("personnePhysique") or logement.child("personnePhysique")
    if people is None:
        return
    born = {h.said("dateNaissance")[:10] for h in demande.all("listeHandicap", "handicap")}
    yield "logement_recherche.adapte_handicap", "oui" if born else ""
    adults = [("demandeur", people.child("demandeur"))]
    adults += [(f"codemandeurs.{n}", c) for n, c in enumerate(people.all("listeCotitulaire", "cotitulaire"), 1)]
    for column, adult in adults:
        if adult is not None:
            yield from _adult(column, adult, born)
    yield from _income([adult for _, adult in adults if adult is not None], people)
    yield from _others(people)
    yield from _home(people.child("logementActuel"))


def _wish(logement: Element) -> Cells:
    wish = logement.child("logementRecherche")
    if wish is None:
        return
    yield "logement_recherche.categorie", wish.code("categorieLogementRecherche")
    for column, name in (
        ("parking", "avecParking"),
        ("rez_de_chaussee", "rezDeChaussee"),
        ("sans_ascenseur", "sansAscenseur"),
        ("demande_elargie", "demandeElargie"),
    ):
        yield f"logement_recherche.{column}", _boolean(wish.said(name) or wish.code(name))
    yield "logement_recherche.loyer_max", wish.said("montantLoyer")
    yield "logement_recherche.typologies", _joined(t.attributes for t in wish.all("listeTypeLogement", "typeLogement"))
    places = wish.all("listeLocalisationSouhaite", "localisationSouhaite")
    communes = [c for place in places if (c := place.child("commune")) is not None]
    yield "logement_recherche.communes", _joined(c.attributes for c in communes)
    named = [(p.code("commune"), p.said("quartier")) for p in places]
    for rank, (where, name) in enumerate((n for n in named if all(n)), 1):
        yield f"logement_recherche.quartiers.{rank}.commune", where
        yield f"logement_recherche.quartiers.{rank}.nom", name
    yield "logement_recherche.precision", logement.said("precision")
    motifs = logement.child("principauxMotifDemande")
    if motifs is not None:
        yield "motifs.codes", _joined(m.attributes for m in motifs.all("motifDemande"))
        yield "motifs.autre", motifs.said("compAutreMotif")


def _adult(column: str, adult: Element, born: set[str]) -> Cells:
    used, birth = adult.said("nom"), adult.said("nomPatronymique")
    civilite = adult.code("civilite")
    yield f"{column}.civilite", _CIVILITES.get(civilite, civilite)
    yield f"{column}.nom_naissance", birth or used
    yield f"{column}.nom_usage", used if birth and used != birth else ""
    yield f"{column}.prenoms", adult.said("prenom")
    yield f"{column}.ne_le", adult.said("dateNaissance")[:10]
    yield f"{column}.nationalite", adult.code("nationalite")
    yield f"{column}.situation_familiale", adult.code("situationFamiliale")
    yield f"{column}.telephone", adult.said("telPortable")
    yield f"{column}.telephone_domicile", adult.said("telDomicile")
    yield f"{column}.telephone_travail", adult.said("telTravail")
    yield f"{column}.email", adult.said("mel")
    yield f"{column}.handicap", "oui" if adult.said("dateNaissance")[:10] in born else ""
    if column != "demandeur":
        yield f"{column}.lien", adult.code("lienDemandeur")
    work = adult.child("situationProfessionnelle")
    if work is not None:
        yield f"{column}.situation_professionnelle.contrat", work.code("typeContratTravail")
        yield f"{column}.situation_professionnelle.profession", work.said("profession")
        yield f"{column}.situation_professionnelle.employeur", work.said("nomEmployeurPrincipal")
    yield from _address(f"{column}.adresse", adult.child("adressePostale"))


_SAME_WORD = ("numero", "voie", "appartement", "etage", "escalier", "batiment")


def _address(column: str, address: Element | None) -> Cells:
    if address is None:
        return
    for name in _SAME_WORD:
        yield f"{column}.{name}", address.said(name)
    abroad = address.said("etranger") in ("true", "1")
    yield f"{column}.complement", address.said("compAdresse")
    yield f"{column}.lieu_dit", address.said("lieuDit")
    yield f"{column}.hebergeant", address.said("nomHebergeant")
    yield f"{column}.etranger", "oui" if abroad else ""
    yield f"{column}.code_postal", address.said("codePostalEtranger" if abroad else "codePostal")
    yield f"{column}.commune", address.code("commune")
    yield f"{column}.ville_etrangere", address.said("communeEtranger")
    yield f"{column}.pays", address.said("pays")


def _income(adults: list[Element], people: Element) -> Cells:
    taxed = received = paid = 0
    for rank, adult in enumerate(adults):
        who = f"codemandeur {rank}" if rank else "demandeur"
        for year in ("1", "2"):
            amount = adult.said("revenuFiscal", f"montantMoins{year}")
            if amount:
                taxed += 1
                yield f"revenus.rfr.{taxed}.personne", who
                yield f"revenus.rfr.{taxed}.annee", adult.said("revenuFiscal", f"anneeMoins{year}")
                yield f"revenus.rfr.{taxed}.montant", amount
        for resource in adult.all("listeRessourceRecue", "detailRessource"):
            received += 1
            yield f"revenus.ressources.{received}.personne", who
            yield from _resource(received, resource)
        paid += sum(_number(r.said("montant")) for r in adult.all("listeRessourceVersee", "detailRessource"))
    for resource in people.all("listeRessourceRecuePersACharge", "detailRessource"):
        received += 1
        yield from _resource(received, resource)
    yield "revenus.pension_versee", str(paid) if paid else ""


def _resource(rank: int, resource: Element) -> Cells:
    yield f"revenus.ressources.{rank}.nature", resource.code("ressource")
    yield f"revenus.ressources.{rank}.montant", resource.said("montant")


def _others(people: Element) -> Cells:
    rank = 0
    for person in people.all("listePersonneACharge", "personneACharge"):
        rank += 1
        yield f"occupants.{rank}.nom", person.said("nom")
        yield f"occupants.{rank}.prenom", person.said("prenom")
        yield f"occupants.{rank}.lien", person.code("lienParente")
        yield f"occupants.{rank}.a_charge", "oui"
        yield from _born(rank, person)
    for child in people.all("listePersonneEnGarde", "personneEnGarde"):
        rank += 1
        shared = child.code("coParentalite")
        yield f"occupants.{rank}.nom", "Enfant"
        yield f"occupants.{rank}.prenom", "en droit de visite" if shared == "D" else "en garde alternée"
        yield f"occupants.{rank}.lien", "E"
        yield f"occupants.{rank}.a_charge", "non"
        yield f"occupants.{rank}.coparentalite", shared
        yield from _born(rank, child)
    yield "a_naitre.nombre", people.said("personneANaitre", "nombre").lstrip("0")
    if people.said("personneANaitre", "nombre").strip("0"):
        yield "a_naitre.prevue_le", people.said("personneANaitre", "dateNaissancePrevue")[:10]


def _born(rank: int, person: Element) -> Cells:
    yield f"occupants.{rank}.ne_le", person.said("dateNaissance")[:10]
    yield f"occupants.{rank}.sexe", person.code("sexe") or person.said("sexe")


def _home(home: Element | None) -> Cells:
    if home is None:
        return
    statut = home.code("modeleLogement")
    yield "logement_actuel.statut", statut
    yield "logement_actuel.loyer", home.said("montantMensuelLoyer")
    yield "logement_actuel.apl", home.said("montantMensuelAPL")
    yield "logement_actuel.nb_habitants", home.said("nombreHabitant")
    yield "logement_actuel.surface", home.said("surface")
    yield "logement_actuel.typologie", home.code("typeLogement")
    yield "logement_actuel.proprietaire", _boolean(home.said("proprietaire"))
    for extra in home.children:
        value = extra.text.strip()
        if extra.name.startswith("compDate"):
            yield "logement_actuel.depuis_le", value[:10]
        elif extra.name.startswith("comp") and statut == "HLM":
            yield "logement_actuel.bailleur", value
        elif extra.name.startswith("comp"):
            yield "logement_actuel.hebergeant", value


def _boolean(said: str) -> str:
    return {"true": "oui", "1": "oui", "false": "non", "0": "non"}.get(said.lower(), said)


def _number(said: str) -> int:
    return int(said) if said.lstrip("-").isdecimal() else 0


def _joined(attributes: Iterable[dict[str, str]]) -> str:
    return "|".join(dict.fromkeys(a["code"] for a in attributes if a.get("code")))
