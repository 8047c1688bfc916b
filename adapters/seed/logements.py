"""Where the household lives, why it wants to leave, and what it asks for."""

from dataclasses import dataclass
from datetime import date, timedelta

from adapters.seed.foyers import Foyer, Genre
from adapters.seed.geographie import Geographie
from adapters.seed.hasard import Hasard, Tirage
from adapters.seed.noms import noms
from domain.demandes.codes import Motif, StatutLogement
from domain.demandes.formulaire import LogementActuel, LogementRecherche, Motifs
from domain.kernel.codes import CategorieLogement, Typologie

S, M, T, K = StatutLogement, Motif, Typologie, CategorieLogement

_STATUTS = {
    "jeune": Tirage(
        {S.PARENTS_ENFANTS: 42, S.PARTICULIER: 14, S.PARC_PRIVE: 20, S.HLM: 9, S.RESIDENCE_SOCIALE: 5,
         S.RESIDENCE_ETUDIANTE: 4, S.TEMPORAIRE: 3, S.STRUCTURE: 1.5, S.SANS_ABRI: 1.2, S.HOTEL: 0.3}
    ),
    "adulte": Tirage(
        {S.HLM: 38, S.PARC_PRIVE: 32, S.PARTICULIER: 9, S.PARENTS_ENFANTS: 5.5, S.RESIDENCE_SOCIALE: 3.2,
         S.TEMPORAIRE: 2.6, S.STRUCTURE: 2.2, S.PROPRIETAIRE: 2.8, S.TITRE_GRATUIT: 1.5, S.SANS_ABRI: 0.9,
         S.CAMPING: 0.7, S.FONCTION: 0.5, S.HOTEL: 0.4, S.RESIDENCE_HOTELIERE: 0.3, S.CENTRE_ENFANCE: 0.2,
         S.SQUAT: 0.2}
    ),
    "age": Tirage(
        {S.HLM: 42, S.PARC_PRIVE: 31, S.PROPRIETAIRE: 13, S.PARENTS_ENFANTS: 5, S.PARTICULIER: 3,
         S.RESIDENCE_SOCIALE: 3, S.TITRE_GRATUIT: 2, S.SANS_ABRI: 0.5, S.CAMPING: 0.5}
    ),
}  # fmt: skip
HEBERGES = (S.PARENTS_ENFANTS, S.PARTICULIER)
SANS_TOIT = (S.SANS_ABRI, S.SQUAT, S.CAMPING, S.HOTEL)
_LOUES = (S.HLM, S.PARC_PRIVE, S.RESIDENCE_SOCIALE, S.RESIDENCE_ETUDIANTE, S.TEMPORAIRE)
_LOYERS = {S.HLM: 430, S.PARC_PRIVE: 590, S.RESIDENCE_SOCIALE: 440, S.RESIDENCE_ETUDIANTE: 390, S.TEMPORAIRE: 380}
_SURFACES = {T.CHAMBRE: 12, T.T1: 28, T.T2: 46, T.T3: 65, T.T4: 80, T.T5: 96, T.T6_ET_PLUS: 112}
_TAILLES = (T.T1, T.T2, T.T3, T.T4, T.T5, T.T6_ET_PLUS)

_MOTIFS = {
    S.HLM: Tirage(
        {M.TROP_PETIT: 30, M.ENVIRONNEMENT: 15, M.SANTE: 10, M.TROP_CHER: 9, M.TROP_GRAND: 7, M.SEPARATION: 7,
         M.FAMILLE: 5, M.TRAVAIL: 5, M.HANDICAP: 4, M.NON_DECENT: 3, M.EQUIPEMENTS: 2, M.DEMOLITION: 1, M.VIOLENCES: 1}
    ),
    S.PARC_PRIVE: Tirage(
        {M.TROP_CHER: 34, M.TROP_PETIT: 20, M.REPRIS_OU_VENDU: 10, M.SEPARATION: 9, M.NON_DECENT: 6, M.TRAVAIL: 5,
         M.SANTE: 4, M.ENVIRONNEMENT: 3, M.EXPULSION: 3, M.FAMILLE: 3, M.MUTATION: 2, M.VIOLENCES: 1, M.HANDICAP: 1.5}
    ),
    S.PROPRIETAIRE: Tirage(
        {M.SEPARATION: 44, M.SANTE: 16, M.TROP_GRAND: 12, M.ACCEDANT: 12, M.FAMILLE: 10, M.VIOLENCES: 3}
    ),
    "heberge": Tirage(
        {M.SANS_LOGEMENT: 55, M.DECOHABITATION: 25, M.SEPARATION: 7, M.TRAVAIL: 4, M.UNION: 4, M.REGROUPEMENT: 3,
         M.VIOLENCES: 2}
    ),
    "temporaire": Tirage(
        {M.SANS_LOGEMENT: 70, M.TROP_CHER: 6, M.TRAVAIL: 6, M.SEPARATION: 5, M.VIOLENCES: 4, M.SANTE: 4, M.MUTATION: 3}
    ),
}  # fmt: skip
_SECONDAIRES = Tirage(
    {M.TROP_CHER: 20, M.TRAVAIL: 14, M.FAMILLE: 14, M.EQUIPEMENTS: 10, M.SANTE: 9, M.ENVIRONNEMENT: 9, M.TROP_PETIT: 9,
     M.UNION: 3, M.MUTATION: 3, M.HANDICAP: 3, M.ASSISTANT_MATERNEL: 0.6, M.AUTRE: 2}
)  # fmt: skip
_AUTRES_MOTIFS = ("Se rapprocher d'un proche malade", "Vendre sa voiture", "Quitter une colocation")

TYPOLOGIES = {
    1: Tirage({(T.CHAMBRE, T.T1): 6, (T.T1,): 6, (T.T1, T.T2): 24, (T.T2,): 34, (T.T2, T.T3): 30}),
    "couple": Tirage({(T.T2,): 16, (T.T2, T.T3): 68, (T.T2, T.T3, T.T4): 16}),
    2: Tirage({(T.T2, T.T3): 24, (T.T3,): 44, (T.T3, T.T4): 32}),
    3: Tirage({(T.T3,): 26, (T.T3, T.T4): 74}),
    4: Tirage({(T.T3, T.T4): 30, (T.T4,): 40, (T.T4, T.T5): 30}),
    5: Tirage({(T.T4,): 24, (T.T4, T.T5): 60, (T.T5,): 16}),
    6: Tirage({(T.T5,): 34, (T.T5, T.T6_ET_PLUS): 54, (T.T6_ET_PLUS,): 12}),
}
"""What a household asks for, by its size: summed over a territory, it draws the curve of Haute-Garonne in 2011."""

_NOMBRE_DE_COMMUNES = Tirage({1: 31, 2: 19, 3: 18, 4: 11, 5: 8, 6: 5, 7: 3, 8: 5})
_CATEGORIES = Tirage({K.INDIFFERENT: 62, K.APPARTEMENT: 26, K.MAISON: 12})


@dataclass(frozen=True, slots=True)
class Habitat:
    actuel: LogementActuel
    commune: str


def tirer_habitat(
    hasard: Hasard, foyer: Foyer, geographie: Geographie, ancre: str, bailleurs: list[str], today: date
) -> Habitat:
    ans = foyer.adultes[0].age
    statut = _STATUTS["jeune" if ans < 27 and not foyer.occupants else "age" if ans >= 65 else "adulte"](hasard)
    commune = _ou_il_habite(hasard, geographie, ancre)
    depuis_le = today - timedelta(days=int(min(hasard.autour_de(1100, 0.9), (ans - 16) * 365)))
    habitants = foyer.personnes + (hasard.entre(1, 4) if statut in HEBERGES else 0)
    if statut in SANS_TOIT:
        return Habitat(LogementActuel(statut=statut, depuis_le=max(depuis_le, today - timedelta(days=900))), commune)
    typologie = _taille_actuelle(hasard, habitants, statut)
    surface = max(9, int(_SURFACES[typologie] * hasard.uniform(0.82, 1.2)))
    loyer = apl = None
    if statut in _LOUES:
        loyer = int(hasard.autour_de(_LOYERS[statut], 0.16) * (0.62 + 0.13 * typologie.pieces))
        apl = min(loyer, hasard.entre(60, 340)) if hasard.oui(0.55) else None
    return Habitat(
        LogementActuel(
            statut=statut,
            depuis_le=depuis_le,
            loyer=loyer,
            apl=apl,
            typologie=typologie,
            surface=surface if hasard.oui(0.85) else None,
            nb_habitants=habitants if hasard.oui(0.8) else None,
            bailleur=hasard.un(bailleurs)[:34] if statut is S.HLM else None,
            hebergeant=_hebergeant(hasard, foyer, statut),
            proprietaire=statut is S.PROPRIETAIRE or hasard.oui(0.01),
        ),
        commune,
    )


def _ou_il_habite(hasard: Hasard, geographie: Geographie, ancre: str) -> str:
    tire = hasard.random()
    if tire < 0.56:
        return ancre
    if tire < 0.84:
        return geographie.voisine(hasard, ancre)
    return geographie.recherchees(hasard) if tire < 0.91 else geographie.origines(hasard)


def _taille_actuelle(hasard: Hasard, habitants: int, statut: StatutLogement) -> Typologie:
    """Most are a room short; a few tenants of the social stock have too many."""
    ecart = hasard.un((-1, -1, 0, 0, 1)) if statut is S.HLM else hasard.un((-2, -1, -1, 0, 0))
    return _TAILLES[max(0, min(5, habitants + ecart - (habitants > 2)))]


def _hebergeant(hasard: Hasard, foyer: Foyer, statut: StatutLogement) -> str | None:
    if statut is S.PARENTS_ENFANTS:
        return f"M. et Mme {foyer.adultes[0].nom}"[:38]
    return f"Famille {hasard.un(noms())}"[:38] if statut is S.PARTICULIER else None


def tirer_motifs(hasard: Hasard, foyer: Foyer, statut: StatutLogement) -> Motifs:
    table = _MOTIFS.get(statut) or _MOTIFS["heberge" if statut in HEBERGES else "temporaire"]
    codes = dict.fromkeys([table(hasard)])
    if any(a.handicap for a in foyer.adultes) and hasard.oui(0.5):
        codes[M.HANDICAP] = None
    for chance in (0.45, 0.2):
        if len(codes) < 3 and hasard.oui(chance):
            second = _SECONDAIRES(hasard)
            if second is not M.HANDICAP or any(a.handicap for a in foyer.adultes):
                codes[second] = None
    return Motifs(codes=tuple(codes), autre=hasard.un(_AUTRES_MOTIFS) if M.AUTRE in codes else None)


def tirer_recherche(
    hasard: Hasard, foyer: Foyer, geographie: Geographie, ancre: str, motifs: Motifs
) -> LogementRecherche:
    personnes = foyer.personnes
    couple_seul = foyer.genre is Genre.COUPLE and personnes == 2
    typologies = TYPOLOGIES["couple" if couple_seul else min(6, personnes)](hasard)
    handicap = any(a.handicap for a in foyer.adultes) or M.HANDICAP in motifs.codes
    plus_grande = typologies[-1].pieces
    return LogementRecherche(
        categorie=_CATEGORIES(hasard),
        typologies=typologies,
        communes=geographie.choix(hasard, ancre, _NOMBRE_DE_COMMUNES(hasard)),
        parking=hasard.oui(0.45),
        rez_de_chaussee=hasard.oui(0.78),
        sans_ascenseur=hasard.oui(0.35 if handicap or foyer.adultes[0].age >= 65 else 0.72),
        adapte_handicap=handicap and hasard.oui(0.45),
        demande_elargie=hasard.oui(0.34),
        loyer_max=10 * int(hasard.autour_de(32 + 11 * plus_grande, 0.18)) if hasard.oui(0.6) else None,
    )
