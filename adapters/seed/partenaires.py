"""The organismes of the territory, their agences and their agents: the same whatever the number of demandes."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from adapters.seed import comptes
from adapters.seed.geographie import Geographie, geographie
from adapters.seed.hasard import Hasard
from adapters.seed.noms import DOMAINE, en_adresse, fixe, mobile, noms, prenom
from domain.kernel.codes import Sexe
from domain.organismes.acteur import Acteur, Perimetre, SorteActeur
from domain.organismes.model import TypeOrganisme

CREES_LE = datetime(2024, 1, 8, 9, tzinfo=UTC)
GRANDES_COMMUNES, GRANDS_EPCI, AGENCES = 8, 4, 3


@dataclass(frozen=True, slots=True)
class Implantation:
    """An organisme in a département: where it works, under which desk code, with which part of the stock."""

    communes: tuple[str, ...] | None = None
    code_guichet: str | None = None
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class AgenceDemo:
    id: UUID
    departement: str
    libelle: str
    commune: str
    telephone: str


@dataclass(frozen=True, slots=True)
class AgentDemo:
    id: UUID
    email: str
    prenom: str
    nom: str
    telephone: str
    profils: Mapping[str, str]
    """Profile by département."""
    demonstration: bool = False
    """Its pass phrase is known."""
    charte_acceptee: bool = True
    agence_id: UUID | None = None


@dataclass(slots=True)
class Partenaire:
    id: UUID
    cle: str
    type: TypeOrganisme
    nom: str
    sigle: str | None = None
    siren: str | None = None
    implantations: dict[str, Implantation] = field(default_factory=dict)
    agences: list[AgenceDemo] = field(default_factory=list)
    agents: list[AgentDemo] = field(default_factory=list)
    telephone: str = ""
    email: str = ""

    def agent(self, hasard: Hasard, departement: str) -> Acteur:
        """One of those who may register files there."""
        au_travail = [
            a for a in self.agents if a.profils.get(departement) not in (None, "consultation", "statistiques")
        ]
        return self.acteur(hasard.un(au_travail), departement)

    def acteur(self, agent: AgentDemo, departement: str) -> Acteur:
        return Acteur(
            sorte=SorteActeur.AGENT,
            compte_id=agent.id,
            libelle=f"{agent.prenom} {agent.nom}",
            organisme_libelle=self.nom,
            perimetre=Perimetre(departement=departement, organisme_id=self.id),
        )


class Annuaire:
    """All of them, by key in each département: « bailleur-1 » is the largest landlord there."""

    def __init__(self, graine: str, departements: Sequence[str]) -> None:
        self.graine = graine
        self.departements = tuple(departements)
        self._par_id: dict[UUID, Partenaire] = {}
        self._cles: dict[tuple[str, str], Partenaire] = {}
        lus = _lus("partenaires.toml")
        for departement in self.departements:
            self._bailleurs(departement, lus["bailleur"])
        for departement in self.departements:
            self._institutions(departement, lus["institution"])
            self._collectivites(departement, geographie(departement))
            self._nationaux(departement, lus["national"])
        for departement in self.departements:
            self._peupler(departement)

    def __iter__(self) -> Iterator[Partenaire]:
        return iter(self._par_id.values())

    def de(self, departement: str, cle: str) -> Partenaire:
        return self._cles[departement, cle]

    def bailleurs(self, departement: str) -> list[Partenaire]:
        found = [
            (int(cle.split("-")[1]), p)
            for (d, cle), p in self._cles.items()
            if d == departement and cle.startswith("bailleur-")
        ]
        return [p for _, p in sorted(found, key=lambda pair: pair[0])]

    def guichets(self, departement: str) -> list[Partenaire]:
        return [p for p in self if (i := p.implantations.get(departement)) and i.code_guichet]

    def _bailleurs(self, departement: str, lus: list[dict[str, Any]]) -> None:
        cite = departement if any(departement in b["parts"] for b in lus) else "autres"
        parts = {b["nom"]: b["parts"].get(cite, 0) for b in lus}
        sigles = {b["nom"]: b["sigle"] for b in lus}
        retenus = sorted(((part, nom) for nom, part in parts.items() if part), key=lambda pair: -pair[0])
        for rang, (part, nom) in enumerate(retenus, start=1):
            partenaire = self._creer(f"bailleur/{nom}", TypeOrganisme.BAILLEUR, nom, sigle=sigles[nom])
            code = f"{departement}B{rang:02d}"[-5:]
            self._implanter(departement, f"bailleur-{rang}", partenaire, Implantation(None, code, part))

    def _institutions(self, departement: str, lues: list[dict[str, Any]]) -> None:
        de = portail(departement)["de"]
        for lue in lues:
            nom = lue["nom"].format(de=de, code=departement)
            partenaire = self._creer(f"{lue['cle']}/{departement}", TypeOrganisme(lue["type"]), nom)
            code = f"{departement}{lue['cle'][0].upper()}01"[-5:] if lue["cle"] in ("prefecture", "siao") else None
            self._implanter(departement, lue["cle"], partenaire, Implantation(None, code))

    def _collectivites(self, departement: str, ou: Geographie) -> None:
        epcis = sorted(ou.epcis, key=lambda siren: -ou.population_de_l_epci(siren))[:GRANDS_EPCI]
        for rang, siren in enumerate(epcis, start=1):
            partenaire = self._creer(f"epci/{siren}", TypeOrganisme.EPCI, ou.noms_epci[siren], siren=siren)
            communes = tuple(ou.communes_de_l_epci(siren))
            implantation = Implantation(communes, f"{departement}E{rang:02d}"[-5:])
            self._implanter(departement, f"epci-{rang}", partenaire, implantation)
        villes = sorted(ou.codes, key=lambda code: -ou.communes[code].population)[:GRANDES_COMMUNES]
        for rang, code in enumerate(villes, start=1):
            partenaire = self._creer(f"commune/{code}", TypeOrganisme.COMMUNE, f"Ville {_de(ou.nom(code))}")
            cle = "commune" if rang == 1 else f"commune-{rang}"
            self._implanter(departement, cle, partenaire, Implantation((code,), f"{departement}C{rang:02d}"[-5:]))

    def _nationaux(self, departement: str, lus: list[dict[str, Any]]) -> None:
        for lu in lus:
            partenaire = self._creer(lu["cle"], TypeOrganisme(lu["type"]), lu["nom"])
            code = f"{departement}{lu['cle'][0].upper()}01"[-5:]
            self._implanter(departement, lu["cle"], partenaire, Implantation(None, code))

    def _creer(self, cle: str, type: TypeOrganisme, nom: str, **plus: str | None) -> Partenaire:
        hasard = Hasard.de(self.graine, "organisme", cle)
        partenaire = Partenaire(id=hasard.identifiant(CREES_LE), cle=cle, type=type, nom=nom, **plus)  # type: ignore[arg-type]
        partenaire.telephone = fixe(hasard)
        partenaire.email = f"contact@{en_adresse(nom)}.{DOMAINE}"
        return self._par_id.setdefault(partenaire.id, partenaire)

    def _implanter(self, departement: str, cle: str, partenaire: Partenaire, implantation: Implantation) -> None:
        partenaire.implantations[departement] = implantation
        self._cles[departement, cle] = partenaire

    def _peupler(self, departement: str) -> None:
        ou = geographie(departement)
        centres = sorted(ou.codes, key=lambda code: -ou.communes[code].population)[:AGENCES]
        for partenaire in [p for p in self if departement in p.implantations]:
            # of its own: the same agents, whatever the other départements of the seed
            national = partenaire.type is TypeOrganisme.GESTIONNAIRE
            hasard = Hasard.de(self.graine, "agents", partenaire.cle, "" if national else departement)
            if partenaire.type is TypeOrganisme.BAILLEUR:
                for code in centres:
                    partenaire.agences.append(
                        AgenceDemo(
                            hasard.identifiant(CREES_LE), departement, f"Agence {_de(ou.nom(code))}", code, fixe(hasard)
                        )
                    )
            self._de_demonstration(hasard, departement, partenaire)
            self._ordinaires(hasard, departement, partenaire)

    def _de_demonstration(self, hasard: Hasard, departement: str, partenaire: Partenaire) -> None:
        if partenaire.type is TypeOrganisme.GESTIONNAIRE:
            if not partenaire.agents:
                profils = dict.fromkeys(self.departements, comptes.GESTIONNAIRE.profil)
                partenaire.agents.append(
                    _agent(hasard, comptes.GESTIONNAIRE, comptes.email_du_gestionnaire(), profils, None)
                )
            return
        agences = _agences(partenaire, departement)
        for compte in comptes.AGENTS:
            if self._cles.get((departement, compte.organisme)) is partenaire:
                profils = {departement: compte.profil}
                partenaire.agents.append(_agent(hasard, compte, compte.email(departement), profils, agences[0]))

    def _ordinaires(self, hasard: Hasard, departement: str, partenaire: Partenaire) -> None:
        """Colleagues, whose names sign the history."""
        profil = {TypeOrganisme.BAILLEUR: "charge-de-clientele", TypeOrganisme.ADIL: "statistiques"}.get(
            partenaire.type, "guichet"
        )
        if partenaire.type in (TypeOrganisme.GESTIONNAIRE, TypeOrganisme.ASSOCIATION):
            return
        agences = _agences(partenaire, departement)
        for rang in range(4 if partenaire.type is TypeOrganisme.BAILLEUR else 2):
            sexe = hasard.un((Sexe.FEMININ, Sexe.FEMININ, Sexe.MASCULIN))
            qui, nom = prenom(hasard, sexe, date(1988, 5, 4)), hasard.un(noms())
            id = hasard.identifiant(CREES_LE)
            email = f"{en_adresse(qui)}.{en_adresse(nom)}.{id.hex[-4:]}@{DOMAINE}"
            profils = {departement: profil}
            partenaire.agents.append(
                AgentDemo(id, email, qui, nom, mobile(hasard), profils, agence_id=agences[rang % len(agences)])
            )


def _agent(
    hasard: Hasard, compte: comptes.CompteDemo, email: str, profils: Mapping[str, str], agence_id: UUID | None
) -> AgentDemo:
    return AgentDemo(
        id=hasard.identifiant(CREES_LE),
        email=email,
        prenom=compte.prenom,
        nom=compte.nom,
        telephone=mobile(hasard),
        profils=profils,
        demonstration=True,
        charte_acceptee=compte.charte_acceptee,
        agence_id=agence_id,
    )


def _agences(partenaire: Partenaire, departement: str) -> list[UUID | None]:
    return [a.id for a in partenaire.agences if a.departement == departement] or [None]


def _de(nom: str) -> str:
    """« de Rennes », « d'Orvault », « du Rheu », « des Sorinières », « de La Baule »."""
    if nom.startswith("Le "):
        return f"du {nom[3:]}"
    if nom.startswith("Les "):
        return f"des {nom[4:]}"
    return f"d'{nom}" if nom[0] in "AEIOUYÉÈH" else f"de {nom}"


@cache
def _lus(fichier: str) -> dict[str, Any]:
    return tomllib.loads(files("adapters.seed").joinpath(f"donnees/{fichier}").read_text("utf-8"))


def portails() -> dict[str, Any]:
    return _lus("portails.toml")


def portail(departement: str) -> dict[str, str]:
    connus: dict[str, dict[str, str]] = {p["code"]: p for p in portails()["portail"]}
    return connus.get(departement) or {
        "code": departement,
        "nom": f"Département {departement}",
        "de": f"du département {departement}",
        "couleur": "#44546a",
    }


@cache
def annuaire(graine: str, departements: tuple[str, ...]) -> Annuaire:
    return Annuaire(graine, departements)
