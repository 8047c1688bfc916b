"""The main job, told through HTTP to a live house: a demande is born, a bien is free, they meet, a lease is signed.

One method a point of the job, in the order in which people live them. `respirer` is called between the acts:
a story may be told in a house whose worker dies at each breath.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import httpx

from domain.kernel.calendrier import aujourd_hui
from tests.api.biens import RENNES, fiche, plus_tard
from tests.api.conftest import RENNES_METROPOLE
from tests.api.formulaires import formulaire
from tests.journeys.recepteur import Recepteur
from tests.maison import PIECE, Maison

Vue = dict[str, Any]

PORTEES = ["biens:ecrire", "biens:lire", "attributions:lire", "candidats:lire", "annonces:lire", "demandes:lire"]
AVIS = ["attribution.decidee", "proposition.acceptee", "bail.signe", "annonce.publiee"]


class Histoire:
    def __init__(self, maison: Maison, recepteur: Recepteur, respirer: Callable[[], None] = lambda: None) -> None:
        self.maison = maison
        self.recepteur = recepteur
        self.respirer = respirer
        self.anne = maison.agent("anne", "35")
        self.referent = maison.agent("referent", "35")
        self.prefet = maison.agent("prefet", "35")
        self.adresses: dict[str, str] = {}
        self.demandeurs: dict[str, httpx.Client] = {}
        self.demandes: dict[str, Vue] = {}
        self.abonnement: Vue | None = None

    def finir(self) -> None:
        """Nobody will answer at the subscribed address any more."""
        if self.abonnement is not None:
            self.logiciel.delete(f"abonnements/{self.abonnement['id']}").raise_for_status()

    def raconter(self) -> None:
        for acte in (
            self.un_logiciel_s_abonne,
            self.une_demande_nait,
            self.elle_est_cotee,
            self.une_convention_attend,
            self.un_bien_se_libere,
            self.des_candidats_se_classent,
            self.la_commission_decide,
            self.le_candidat_accepte,
            self.le_bail_est_signe,
            self.une_annonce_parait,
            self.tout_se_relit,
            self.le_logiciel_suit,
        ):
            acte()
            self.respirer()

    # --- 1. la demande

    def une_demande_nait(self) -> None:
        """Du code reçu par courriel au numéro unique ; deux autres demandes suivent, dont une retournée d'abord."""
        soizic = self._demandeur("soizic")
        vue = lu(soizic.post("ma-demande"), 201)
        rempli = formulaire(nom=_nom(), prenoms="Soizic")
        for section in rempli:
            vue = lu(soizic.patch("ma-demande", json={"version": vue["version"], section: rempli[section]}))
        assert lu(soizic.get("ma-demande"))["formulaire"]["motifs"]["codes"] == ["09", "13"], "le brouillon est gardé"
        incomplete = soizic.post("ma-demande/soumission", json={"version": vue["version"]})
        assert incomplete.status_code == 422, "sans pièce d'identité, on ne peut pas envoyer"
        lu(soizic.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=PIECE.read_bytes()), 201)
        vue = lu(soizic.post("ma-demande/soumission", json={"version": lu(soizic.get("ma-demande"))["version"]}))
        assert vue["etat"] == "EV"
        self.respirer()

        a_valider = lu(self.anne.get("demandes", params={"a_valider": True, "size": 100}))
        assert vue["id"] in [d["id"] for d in a_valider["items"]]
        [piece] = lu(self.anne.get(f"demandes/{vue['id']}/pieces"))
        contenu = self.anne.get(f"demandes/{vue['id']}/pieces/{piece['id']}/contenu")
        assert contenu.content.startswith(b"%PDF-")
        assert lu(self.anne.get(f"demandes/{vue['id']}/doublons")) == []
        sans_verifier = self._valider(vue, identite_verifiee=False)
        assert sans_verifier.json()["code"] == "identite-non-verifiee"
        self.demandes["soizic"] = validee = lu(self._valider(vue))
        assert validee["etat"] == "AC"
        assert len(validee["numero_unique"]) == 18
        self.respirer()

        attestation = soizic.get("mon-attestation")
        assert attestation.headers["content-type"] == "application/pdf"
        assert attestation.content.startswith(b"%PDF-")
        message = self.maison.courriel(self.adresses["soizic"], "est enregistrée")
        assert validee["numero_unique"] in message.get_content()

        self.envoyer("fanch", prenoms="Fañch")
        motif = {"motif": "ILL", "commentaire": "La photo est floue."}
        lu(self.anne.post(f"demandes/{self.demandes['fanch']['id']}/retour", json=self._version("fanch") | motif))
        fanch = self.demandeurs["fanch"]
        espace = lu(fanch.get("mon-espace"))
        assert "La photo est floue." in espace["etat"]["phrase"]
        lu(fanch.post("ma-demande/soumission", json={"version": lu(fanch.get("ma-demande"))["version"]}))
        self.demandes["fanch"] = lu(self._valider(lu(self.anne.get(f"demandes/{self.demandes['fanch']['id']}"))))

        au_guichet = lu(self.anne.post("demandes", json=formulaire(nom=_nom(), prenoms="Gaël")), 201)
        assert au_guichet["etat"] == "BR"
        adresse = f"demandes/{au_guichet['id']}"
        lu(self.anne.post(f"{adresse}/pieces?type=ID_CNI&nom=carte.pdf", content=PIECE.read_bytes()), 201)
        self.demandes["gael"] = lu(self._valider(lu(self.anne.get(adresse))))

    # --- 2. la cotation

    def elle_est_cotee(self) -> None:
        [cotation] = lu(self.anne.get(f"demandes/{self.demandes['soizic']['id']}/cotations"))
        assert cotation["epci"] == RENNES_METROPOLE
        lignes = [ligne for bloc in cotation["blocs"] for ligne in bloc["lignes"]]
        assert all(ligne["explication"] for ligne in lignes)
        assert sum(bloc["points"] for bloc in cotation["blocs"]) == cotation["points_verifies"]
        [mienne] = lu(self.demandeurs["soizic"].get("ma-cotation"))
        assert mienne["points_verifies"] == cotation["points_verifies"]
        liste = lu(self.anne.get("demandes", params={"q": self.demandes["soizic"]["numero_unique"]}))
        assert liste["items"][0]["points"] == cotation["points_verifies"]

    # --- 6. la convention de flux

    def une_convention_attend(self) -> None:
        annee = aujourd_hui(datetime.now(UTC)).year
        body = {
            "bailleur_id": str(self.maison.territory.organismes["armor"]),
            "reservataire_id": str(self.maison.territory.organismes["prefecture"]),
            "type_reservataire": "PPRIOR",
            "annee": annee,
            "taux": 20,
            "objectif": 10,
            "debut": f"{annee}-01-01",
            "fin": f"{annee}-12-31",
        }
        self.convention = lu(self.referent.post("conventions-de-flux", json=body), 201)
        assert self._suivi(self.referent) == (0, 0, 0)

    # --- 3. le bien

    def un_bien_se_libere(self) -> None:
        reserve = {"reservataire_id": str(self.maison.territory.organismes["prefecture"])}
        self.bien = lu(self.anne.post("biens", json=fiche(typologie="T2", surface=44) | reserve), 201)
        assert self.bien["etat"] == "DISPONIBLE"
        assert self.bien["reservataire"]["type"] == "PPRIOR"
        assert self.bien["convention_id"] == self.convention["id"]
        assert self._suivi(self.referent) == self._suivi(self.prefet) == (1, 0, 0)

    # --- 4. les candidats

    def des_candidats_se_classent(self) -> None:
        liste = lu(self.anne.get(f"biens/{self.bien['id']}/candidats", params={"size": 100}))
        trouves = {c["demande_id"]: c for c in liste["items"]}
        assert {d["id"] for d in self.demandes.values()} <= trouves.keys()
        rangs = [(-(c["points"] or 0), c["deposee_le"]) for c in liste["items"]]
        assert rangs == sorted(rangs), "par points, puis par ancienneté"
        lue = trouves[self.demandes["soizic"]["id"]]
        assert lue["taux_effort"]
        assert lue["reste_a_vivre"]
        assert lue["points"] is not None

        self.envoyer("yann", prenoms="Yann", typologies=("T5",), communes=("35288",))
        self.demandes["yann"] = lu(self._valider(self.demandes["yann"]))
        numero = {"numero_unique": self.demandes["yann"]["numero_unique"]}
        pourquoi = lu(self.anne.get(f"biens/{self.bien['id']}/candidats/explication", params=numero))
        assert not pourquoi["eligible"]
        manquent = {c["code"] for c in pourquoi["conditions"] if not c["remplie"]}
        assert manquent == {"commune", "typologie-souhaitee"}, "toutes les conditions qui manquent, et elles seules"
        assert all(c["phrase"] for c in pourquoi["conditions"])

    # --- 5. la proposition et la commission

    def la_commission_decide(self) -> None:
        """Trois retenus et examinés ; les cinq décisions sont jouées, puis celles qui restent sont reprises."""
        ordre = ["soizic", "fanch", "gael"]
        body = {"demandes": [self.demandes[qui]["id"] for qui in ordre]}
        retenues = lu(self.anne.post(f"biens/{self.bien['id']}/propositions", json=body), 201)
        self.propositions = {qui: p["id"] for qui, p in zip(ordre, retenues, strict=True)}
        seance = {"tenue_le": plus_tard(1), "heure": "14:00", "lieu": "Siège", "mode": "PRESENTIEL"}
        self.seance = lu(self.anne.post("commissions", json=seance), 201)
        for qui in ordre:
            assert self._agir(qui, "inscription", commission_id=self.seance["id"])["etat"] == "INS"
        self.respirer()
        verrouillee = lu(self.anne.get(f"demandes/{self.demandes['soizic']['id']}"))
        assert verrouillee["verrou"], "la demande ne bouge plus jusqu'à la décision"

        self._decider("soizic", decision="ATT")
        self._decider("soizic", decision="ATC", condition="Fournir l'attestation d'assurance")
        self._decider("soizic", decision="ATR", rang=1)
        self._decider("fanch", decision="ATR", rang=2)
        self._decider("gael", decision="REJ", motif="IRRRES", commentaire="Justificatifs absents.")
        vue = self._decider("gael", decision="NAT", motif="N99", commentaire="Logement trop petit.")
        vue = lu(self.anne.post(f"commissions/{self.seance['id']}/cloture", json={"version": vue["version"]}))
        assert vue["etat"] == "CLOTUREE"
        assert self._proposition("gael")["etat"] == "RCO"
        assert self._suivi(self.prefet) == (1, 1, 0)

    def le_candidat_accepte(self) -> None:
        trop_tot = self._tenter("fanch", "notification")
        assert trop_tot.json()["code"] == "rang-precedent-en-attente"
        notifiee = self._agir("soizic", "notification")
        assert notifiee["repondre_avant_le"] >= plus_tard(10)
        self.respirer()
        self.maison.courriel(self.adresses["soizic"], "Un logement vous est proposé")
        soizic = self.demandeurs["soizic"]
        [mienne] = lu(soizic.get("mes-propositions"))
        oui = lu(soizic.post(f"mes-propositions/{mienne['id']}/acceptation", json={"version": mienne["version"]}))
        assert oui["etat"] == "ACC"
        assert lu(self.anne.get(f"biens/{self.bien['id']}"))["etat"] == "ATTRIBUE"

    def le_bail_est_signe(self) -> None:
        bail = self._agir("soizic", "bail", signe_le=plus_tard(0), entree_le=plus_tard(12))
        assert bail["etat"] == "BAI"
        satisfaite = lu(self.anne.get(f"demandes/{self.demandes['soizic']['id']}"))
        assert satisfaite["etat"] == "SA"
        assert self._proposition("fanch")["etat"] == "RCO", "les autres propositions s'arrêtent"
        assert lu(self.anne.get(f"demandes/{self.demandes['fanch']['id']}"))["etat"] == "AC"
        assert self._suivi(self.referent) == self._suivi(self.prefet) == (1, 1, 1)
        for accueil in (self.referent, self.prefet):
            [flux] = lu(accueil.get("accueil"))["flux"]
            assert (flux["mises_a_disposition"], flux["baux"]) == (1, 1)

    # --- 7. l'annonce

    def une_annonce_parait(self) -> None:
        self.second = lu(self.anne.post("biens", json=fiche(typologie="T4", surface=81, loyer=520)), 201)
        maintenant = datetime.now(UTC)
        body = {
            "bien_id": self.second["id"],
            "titre": "Grand T4 près du canal",
            "description": "Lumineux, deuxième étage.",
            "du": maintenant.isoformat(),
            "au": (maintenant + timedelta(days=30)).isoformat(),
            "contact_email": "location@exemple.test",
        }
        self.annonce = lu(self.anne.post("annonces", json=body), 201)
        passant = self.maison.visiteur("grandpublic")
        cherche: dict[str, str | int] = {"commune": RENNES, "typologie": "T4", "loyer_max": 800, "sort": "loyer"}
        trouvees = lu(passant.get("territoires/35/annonces", params=cherche))
        assert self.annonce["id"] in [a["id"] for a in trouvees["items"]]
        trop_cher = lu(passant.get("territoires/35/annonces", params=cherche | {"loyer_max": 300}))
        assert self.annonce["id"] not in [a["id"] for a in trop_cher["items"]]
        message = {
            "nom": "Le Goff",
            "prenom": "Maël",
            "email": f"{uuid4().hex[:12]}@exemple.test",
            "numero_unique": self.demandes["yann"]["numero_unique"],
            "message": "Bonjour, le logement est-il visitable ?",
        }
        envoi = passant.post(f"territoires/35/annonces/{self.annonce['id']}/contacts", json=message)
        assert envoi.status_code == 204, envoi.text
        [contact] = lu(self.anne.get(f"annonces/{self.annonce['id']}/contacts"))["items"]
        assert contact["message"] == message["message"]

    # --- 8. l'historique

    def tout_se_relit(self) -> None:
        soizic = self.demandes["soizic"]["id"]
        attendus = {
            f"demandes/{soizic}/historique": [
                "DemandeCommencee",
                "DemandeSoumise",
                "DemandeValidee",
                "CandidatRetenu",
                "PropositionInscrite",
                "PropositionNotifiee",
                "PropositionAcceptee",
                "BailSigne",
                "DemandeRadiee",
            ],
            f"biens/{self.bien['id']}/historique": ["BienEnregistre", "BienAttribue", "BienLoue", "BailSigne"],
            f"biens/{self.second['id']}/historique": ["BienEnregistre", "AnnoncePubliee", "ContactRecu"],
        }
        for adresse, types in attendus.items():
            lignes = lu(self.anne.get(adresse, params={"size": 100}))["items"]
            vus = [ligne["type"] for ligne in lignes]
            for type in types:
                assert vus.count(type) == 1, f"{type} dans {adresse} : {vus}"
            assert all(ligne["auteur"] and ligne["libelle"] for ligne in lignes), lignes
        modifiee = next(
            ligne
            for ligne in lu(self.anne.get(f"demandes/{soizic}/historique", params={"size": 100}))["items"]
            if ligne["type"] == "DemandeModifiee"
        )
        assert modifiee["details"], "avant et après"
        lectures = lu(self.anne.get(f"demandes/{soizic}/consultations", params={"size": 100}))["items"]
        assert "Agent Anne" in {c["auteur"] for c in lectures}
        phrases = [ligne["phrase"] for ligne in lu(self.demandeurs["soizic"].get("mon-historique"))]
        assert any(self.demandes["soizic"]["numero_unique"] in p for p in phrases)
        organismes = {c["organisme"] for c in lu(self.demandeurs["soizic"].get("mes-consultations"))}
        assert "Armor Habitat" in organismes

    # --- 9. les logiciels tiers

    def un_logiciel_s_abonne(self) -> None:
        body = {"nom": "Gestion locative", "portees": [*PORTEES, "webhooks:gerer"]}
        ouvert = lu(self.referent.post("clients-tiers", json=body), 201)
        self.logiciel = self.maison.visiteur("tiers")
        form = {
            "grant_type": "client_credentials",
            "client_id": ouvert["client"]["client_id"],
            "client_secret": ouvert["secret"],
        }
        jeton = lu(self.logiciel.post("jetons", data=form))
        self.logiciel.headers["Authorization"] = f"Bearer {jeton['access_token']}"
        abonnement = {"url": self.recepteur.url, "evenements": AVIS}
        cree = lu(self.logiciel.post("abonnements", json=abonnement), 201)
        self.abonnement, self.secret = cree["abonnement"], cree["secret"]

    def le_logiciel_suit(self) -> None:
        pousse = fiche(typologie="T3") | {"reference": None}
        del pousse["reference"]
        reference = f"GL-{uuid4().hex[:8]}"
        cree = lu(self.logiciel.put(f"biens/{reference}", json=pousse), 201)
        encore = lu(self.logiciel.put(f"biens/{reference}", json=pousse))
        assert (encore["id"], encore["version"]) == (cree["id"], cree["version"]), "le second envoi ne fait rien"
        assert lu(self.anne.get(f"biens/{cree['id']}"))["adresse"] == pousse["adresse"]

        numero = self.demandes["soizic"]["numero_unique"]
        fil = self.maison.attendre(self._attributions_jusqu_au_bail)
        derniere = fil[-1]["attribution"]
        assert derniere["etat"] == "BAI"
        assert lu(self.logiciel.get(f"demandes/{numero}"))["etat"] == "SA"
        # the feed waits until the writes of its last seconds have settled: it has no hole
        self.maison.attendre(
            lambda: self.annonce["id"] in [a["id"] for a in lu(self.logiciel.get("annonces"))["items"]]
        )

        for type in ("attribution.decidee", "proposition.acceptee", "bail.signe", "annonce.publiee"):
            avis = self.maison.attendre(partial(self.recepteur.avis, type))
            assert all(a.signe_par(self.secret) for a in avis)
            assert self.demandes["soizic"]["nom_affiche"] not in avis[0].corps.decode(), "aucune donnée de personne"
        [dernier] = self.recepteur.avis("bail.signe")
        lien = dernier.contenu["donnees"]["url"]
        assert lu(self.logiciel.get(lien))["etat"] == "BAI"

    # --- les gestes

    def _demandeur(self, qui: str) -> httpx.Client:
        self.adresses[qui] = f"{qui}.{uuid4().hex[:10]}@exemple.test"
        self.demandeurs[qui] = self.maison.demandeur(self.adresses[qui])
        return self.demandeurs[qui]

    def candidat(self, qui: str) -> Vue:
        """An applicant whose demande has just been validated."""
        self.envoyer(qui, prenoms=qui.capitalize())
        self.demandes[qui] = lu(self._valider(self.demandes[qui]))
        return self.demandes[qui]

    def envoyer(self, qui: str, **autres: Any) -> None:
        client = self._demandeur(qui)
        vue = lu(client.post("ma-demande"), 201)
        lu(client.patch("ma-demande", json={"version": vue["version"], **formulaire(nom=_nom(), **autres)}))
        lu(client.post("mes-pieces?type=ID_CNI&nom=carte.pdf", content=PIECE.read_bytes()), 201)
        version = lu(client.get("ma-demande"))["version"]
        self.demandes[qui] = lu(client.post("ma-demande/soumission", json={"version": version}))

    def _valider(self, vue: Vue, *, identite_verifiee: bool = True) -> httpx.Response:
        body = {"version": vue["version"], "identite_verifiee": identite_verifiee}
        return self.anne.post(f"demandes/{vue['id']}/validation", json=body)

    def _version(self, qui: str) -> dict[str, int]:
        return {"version": lu(self.anne.get(f"demandes/{self.demandes[qui]['id']}"))["version"]}

    def _proposition(self, qui: str) -> Vue:
        vue: Vue = lu(self.anne.get(f"propositions/{self.propositions[qui]}"))
        return vue

    def _tenter(self, qui: str, acte: str, **corps: Any) -> httpx.Response:
        lue = self._proposition(qui)
        return self.anne.post(f"propositions/{lue['id']}/{acte}", json={"version": lue["version"], **corps})

    def _agir(self, qui: str, acte: str, **corps: Any) -> Vue:
        vue: Vue = lu(self._tenter(qui, acte, **corps))
        return vue

    def _decider(self, qui: str, **corps: Any) -> Vue:
        vue = lu(self.anne.get(f"commissions/{self.seance['id']}"))
        [passage] = [p for b in vue["biens"] for p in b["passages"] if p["proposition_id"] == self.propositions[qui]]
        body = {"proposition_id": self.propositions[qui], "version": passage["version"], **corps}
        decidee: Vue = lu(self.anne.post(f"commissions/{self.seance['id']}/decisions", json=body))
        return decidee

    def _attributions_jusqu_au_bail(self) -> list[Vue]:
        """Of this story: others were told in the same house, and their leases are in the same feed."""
        numero = self.demandes["soizic"]["numero_unique"]
        tout: list[Vue] = lu(self.logiciel.get("attributions"))["items"]
        fil = [a for a in tout if a["attribution"]["numero_unique"] == numero]
        return fil if "bail.signe" in {a["type"] for a in fil} else []

    def _suivi(self, agent: httpx.Client) -> tuple[int, int, int]:
        """(mises à disposition, attributions, baux) de la convention, comme cet agent les lit."""
        [lu_] = [s for s in lu(agent.get("conventions-de-flux/suivi")) if s["convention_id"] == self.convention["id"]]
        return lu_["mises_a_disposition"], lu_["attributions"], lu_["baux"]


def proposer(agent: httpx.Client, demande: Vue, **autres: Any) -> Vue:
    """From a free bien to the offer made to one candidate, by this landlord's agent."""
    bien = lu(agent.post("biens", json=fiche(typologie="T2", surface=44) | autres), 201)
    [retenue] = lu(agent.post(f"biens/{bien['id']}/propositions", json={"demandes": [demande["id"]]}), 201)
    seance = lu(agent.post("commissions", json={"tenue_le": plus_tard(0)}), 201)
    adresse = f"propositions/{retenue['id']}"
    lu(agent.post(f"{adresse}/inscription", json={"version": retenue["version"], "commission_id": seance["id"]}))
    [examine] = lu(agent.get(f"commissions/{seance['id']}"))["biens"]
    decision = {
        "proposition_id": retenue["id"],
        "version": examine["passages"][0]["version"],
        "decision": "ATT",
        "justification": "Un seul candidat pour ce logement.",
    }
    lu(agent.post(f"commissions/{seance['id']}/decisions", json=decision))
    version = lu(agent.get(adresse))["version"]
    notifiee: Vue = lu(agent.post(f"{adresse}/notification", json={"version": version}))
    return notifiee


def lu(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, f"{answer.request.method} {answer.request.url.path} : {answer.text}"
    return answer.json()


def _nom() -> str:
    """Nobody resembles anybody."""
    return "".join(chr(ord("A") + int(c, 16)) for c in uuid4().hex[:12])
