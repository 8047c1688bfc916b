"""Le format d'échange d'une grille, décrit pour les autres logiciels en JSON Schema 2020-12.

Il décrit ce que `domain.cotation.document` lit. Les listes (champs, codes, événements) sont celles du vocabulaire :
le format ne peut pas s'en écarter.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from domain.cotation.catalogue import CATALOGUE
from domain.cotation.champs import Champ, TypeChamp
from domain.cotation.conditions import ECRITURES, MOIS_MAXIMUM, OPERATEURS
from domain.cotation.document import CODE_DE_COMMUNE, COEFFICIENT_MAXIMUM, VERSION_DU_FORMAT
from domain.cotation.ensembles import PART_MAXIMUM, POURCENT_MAXIMUM, POURCENT_MINIMUM
from domain.cotation.grille import POINTS_MAXIMUM
from domain.cotation.reader import NOMBRE_MAXIMUM
from domain.cotation.valeurs import EVENEMENTS_SANS_EFFET
from domain.cotation.vocabulary import (
    Arrondi,
    Departage,
    Famille,
    ModeDeBloc,
    ModeDEnsemble,
    ModeDePreuve,
    Operateur,
    Population,
    TypeEvenement,
)
from domain.kernel.nomenclature import Nomenclature

Schema = dict[str, Any]

CHEMIN: Final = f"/formats/grille-de-cotation/{VERSION_DU_FORMAT}"
"""L'adresse permanente du format : une rupture en ouvre une autre, celle-ci ne change plus de sens."""

_PRESENCE: Final = (Operateur.VIDE, Operateur.NON_VIDE)
_NUANCES: Final = (Operateur.DANS, Operateur.ENTRE, *_PRESENCE)


def schema_de_grille(adresse: str) -> Schema:
    """`adresse` : là où ce schéma se publie, et que les documents citent sous « $schema »."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": adresse,
        "title": "Grille de cotation de la demande de logement social",
        "description": (
            "Les critères d'un EPCI, leurs points et leurs preuves (CCH R441-2-10). Une clé absente et une clé nulle "
            "se valent à la lecture ; un document écrit n'en porte aucune de nulle. Les textes sont en français."
        ),
        **_objet(
            {
                "$schema": _texte("L'adresse de ce format, pour qu'un éditeur vérifie le document à mesure."),
                "id": _texte("Le nom de la grille pour les logiciels."),
                "libelle": _texte("Son nom pour le public."),
                "fictive": {"type": "boolean", "description": "Vrai pour une démonstration, qui n'engage personne."},
                "epci_siren": _texte("SIREN de l'EPCI, de l'EPT ou de la Ville de Paris."),
                "communes_insee": _liste(_texte("Code officiel géographique."), "Les communes du territoire."),
                "secteurs": _liste(
                    _objet(
                        {
                            "code": _texte("Ce par quoi les conditions le nomment."),
                            "libelle": _texte("Son nom pour le public."),
                            "communes": _liste(
                                {"type": "string", "pattern": f"^{CODE_DE_COMMUNE}$"}, "Ses communes.", au_moins=1
                            ),
                        },
                        ("code", "libelle", "communes"),
                    ),
                    "Les groupes de communes que ses conditions peuvent nommer.",
                ),
                "population": _choix(Population, "Toutes les demandes, ou une grille propre aux mutations."),
                "version": _entier("Le rang de cette version."),
                "statut": _texte("Où en était la version quand elle a été exportée."),
                "effet_du": _jour("Premier jour d'application."),
                "effet_au": _jour("Dernier jour d'application, compris."),
                "deliberation": _objet(
                    {"date": _jour("Jour du vote."), "ref": _texte("Numéro."), "url": _texte("Où la lire.")},
                    ("date", "ref"),
                    "La délibération qui adopte la grille.",
                ),
                "note_methode_fr": _texte("Comment la grille fonctionne, en quelques phrases (CCH R441-2-17)."),
                "blocs": _liste(_def("bloc"), "Les blocs, qui s'additionnent.", au_moins=1),
                "ensembles": _liste(_def("ensemble"), "Les blocs qui comptent ensemble ; un bloc, dans un seul."),
                "hors_cotation": _liste(_def("hors_cotation"), "Les demandes que la grille ne cote pas."),
                "departage": _liste(_choix(Departage), "Ce qui départage deux demandes à égalité, dans l'ordre."),
                "arrondi": _choix(Arrondi, "De quel côté s'arrondissent les points qui ne tombent pas juste."),
                "plafond_total": _points("Le plus grand total possible."),
                "plancher_total": _points("Le plus petit total possible ; absent, le total peut être négatif."),
            },
            ("id", "blocs"),
        ),
        "$defs": {
            "bloc": {"title": "Un bloc", **_bloc()},
            "critere": {"title": "Un critère", **_critere()},
            "ensemble": {"title": "Un ensemble de blocs", **_ensemble()},
            "hors_cotation": {"title": "Un cas hors cotation"}
            | _objet(
                {
                    "motif": _texte("Le code du cas."),
                    "libelle": _texte("Le cas, pour le public."),
                    "base_legale": _texte("Le texte qui le fonde."),
                    "si": _def("condition") | {"description": "À quelle condition."},
                },
                ("motif", "si"),
                "Une demande que la grille ne cote pas, et pourquoi.",
            ),
            "condition": {"title": "Une condition", **_condition()},
            "comparaison": {
                "title": "Une comparaison",
                "description": "Un champ du catalogue, un opérateur, une valeur ; une information absente ne conclut "
                "ni vrai ni faux.",
                "anyOf": [_sur_des_nombres(), _sur_des_booleens(), *map(_sur_des_codes, _champs_a_codes())],
            },
            "fenetre": {"title": "Des événements"}
            | _objet(_fenetre(), ("types",), "Des faits datés, comptés pendant un temps limité."),
        },
    }


def _bloc() -> Schema:
    return _objet(
        {
            "code": _texte("Unique dans la grille."),
            "libelle": _texte("Son nom pour le public."),
            "ordre": _entier("Sa place ; à égalité, celle du document."),
            "famille": _choix(Famille, "Ce qui permet de comparer les grilles entre elles."),
            "mode": _choix(ModeDeBloc, "Comment ses critères se cumulent."),
            "retenus": _entier("Combien de critères comptent, les plus élevés d'abord.", 1),
            "coefficient": {
                "type": "number",
                "exclusiveMinimum": 0,
                "maximum": COEFFICIENT_MAXIMUM,
                "description": "Ce par quoi ses points se multiplient, avant ses bornes.",
            },
            "plafond": _points("Le plus qu'il donne.", bas=0),
            "plancher": _points("Le moins qu'il donne.", haut=0),
            "exclu_si_positif": _liste(
                _texte("Code d'un bloc."), "Il ne compte pas si l'un de ces blocs, une fois borné, donne des points."
            ),
            "exclu_si": _liste(_def("condition"), "Il ne compte pas si l'une de ces conditions est remplie."),
            "criteres": _liste(_def("critere"), "Ses critères.", au_moins=1),
        },
        ("code", "criteres"),
        "Des critères qui se cumulent, se bornent et s'écartent ensemble.",
    )


def _ensemble() -> Schema:
    variation = _objet(
        {
            "libelle": _texte("Pourquoi, pour le public."),
            "si": _def("condition") | {"description": "À quelle condition."},
            "pourcent": {
                "type": "integer",
                "minimum": POURCENT_MINIMUM,
                "maximum": POURCENT_MAXIMUM,
                "not": {"const": 0},
                "description": "La part en plus, ou en moins si elle est négative.",
            },
        },
        ("si", "pourcent"),
    )
    return _objet(
        {
            "code": _texte("Unique parmi les blocs et les ensembles."),
            "libelle": _texte("Son nom pour le public."),
            "parmi": _liste(
                _texte("Code d'un bloc, ou d'un ensemble écrit avant lui."), "Ce qu'il compte.", au_moins=1
            ),
            "mode": _choix(ModeDEnsemble, "Comment ce qu'il compte se cumule."),
            "variations": _liste(
                variation, "La première dont la condition est remplie s'applique, aux seuls points gagnés."
            ),
            "plafond": _points("Le plus qu'il donne.", bas=0),
            "plafond_relatif": _objet(
                {
                    "bloc": _texte("Code d'un autre bloc, ou d'un ensemble écrit avant lui."),
                    "pourcent": _entier("La part de ses points.", 1) | {"maximum": PART_MAXIMUM},
                },
                ("bloc", "pourcent"),
                "Le plus qu'il donne, en part des points d'un autre.",
            ),
            "plancher": _points("Le moins qu'il donne.", haut=0),
        },
        ("code", "parmi"),
        "Des blocs qui se cumulent, varient d'une part, puis se bornent ensemble.",
    )


def _critere() -> Schema:
    champ_nombre = {"enum": [c.code for c in CATALOGUE.values() if c.type is TypeChamp.NOMBRE]}
    borne = {"type": ["number", "null"]}
    valeurs = {
        "points": _points("Des points fixes."),
        "bareme": _objet(
            {
                "champ": champ_nombre,
                "tranches": _liste(
                    {
                        "type": "array",
                        "prefixItems": [borne, borne, _points("Les points de la tranche.")],
                        "minItems": 3,
                        "maxItems": 3,
                    },
                    "[borne basse comprise, borne haute exclue, points] ; une borne nulle ne limite pas.",
                    au_moins=1,
                ),
                "repart_de": _reprise(),
            },
            ("champ", "tranches"),
            "Des points par tranche.",
        ),
        "par": _objet(
            {
                "champ": champ_nombre,
                "pas": {"type": "number", "exclusiveMinimum": 0},
                "points": {"type": "number", "minimum": -POINTS_MAXIMUM - 1, "maximum": POINTS_MAXIMUM + 1},
                "franchise": _nombre("Ce qui ne compte pas."),
                "plafond": _points("Le plus grand nombre de points, gagnés ou perdus.", bas=1),
                "repart_de": _reprise(),
            },
            ("champ", "pas", "points"),
            "Des points par pas entier au-delà d'une franchise.",
        ),
        "evenement": _objet(
            _fenetre()
            | {
                "points": _points("Par événement."),
                "franchise": _entier("Combien restent sans effet.", 0) | {"maximum": EVENEMENTS_SANS_EFFET},
                "max": _entier("Le plus d'événements comptés, au-delà de la franchise.", 1),
            },
            ("types", "points"),
            "Des points par événement encore dans sa fenêtre.",
        ),
        "cumul": _objet(
            {
                "parmi": _liste(_texte("Code d'un critère."), "Les critères comptés.", au_moins=1),
                "paliers": _liste(
                    {
                        "type": "array",
                        "prefixItems": [_entier("Critères remplis.", 1), _points("Les points du palier.")],
                        "minItems": 2,
                        "maxItems": 2,
                    },
                    "[nombre de critères remplis, points] ; le plus haut palier atteint compte.",
                    au_moins=1,
                ),
            },
            ("parmi", "paliers"),
            "Des points quand plusieurs critères sont remplis ensemble.",
        ),
    }
    preuve: Schema = {
        "description": "Ce qui vérifie ses points ; absente, ils le sont d'emblée.",
        "anyOf": [
            _choix(ModeDePreuve, sans=ModeDePreuve.VALIDE_PAR),
            _objet({"justifie": _liste(_texte("Type de pièce."), "Les pièces admises.", au_moins=1)}, ("justifie",)),
            _objet({"valide_par": _texte("Qui valide.")}, ("valide_par",)),
        ],
    }
    return _objet(
        {
            "code": _texte("Unique dans la grille, et stable d'une version à l'autre."),
            "libelle_public": _texte("Son nom pour le public."),
            "explication_public": _texte("Ce qu'il veut dire, pour le public."),
            "base_legale": _texte("Le texte qui le fonde."),
            "si": _def("condition") | {"description": "À quelle condition ; absente, il vaut pour tous."},
            **valeurs,
            "groupe_exclusif": _texte("Dans un bloc, d'un même groupe seul le plus élevé compte."),
            "preuve": preuve,
            "validite_mois": _mois("Durée pendant laquelle une preuve vaut."),
            "visible_portail": {"type": "boolean", "description": "Faux : le portail public ne le montre pas."},
        },
        ("code",),
        "Une ligne de la grille : à quelle condition, combien de points, sur quelle preuve.",
    ) | {"oneOf": [{"required": [forme]} for forme in valeurs]}


def _condition() -> Schema:
    plusieurs = _liste(_def("condition"), au_moins=1)
    compte = _objet(
        {"evenement": _def("fenetre"), "op": _operateurs(TypeChamp.NOMBRE), "val": {}}, ("evenement", "op", "val")
    )
    return {
        "description": "Une comparaison, un compte d'événements, ou d'autres conditions assemblées.",
        "anyOf": [
            _def("comparaison"),
            _objet({"tous": plusieurs}, ("tous",), "Toutes ces conditions."),
            _objet({"un_de": plusieurs}, ("un_de",), "L'une de ces conditions."),
            _objet({"non": _def("condition")}, ("non",), "Le contraire d'une condition."),
            _objet(
                {"au_moins": _entier("Combien.", 1), "parmi": plusieurs},
                ("au_moins", "parmi"),
                "Plusieurs de ces conditions.",
            ),
            {"description": "Un nombre d'événements comparé."} | compte | {"anyOf": _valeurs_de_nombres(_entier(""))},
        ],
    }


def _fenetre() -> Schema:
    return {
        "types": _liste(_choix(TypeEvenement), "Les faits comptés.", au_moins=1),
        "fenetre_mois": _mois("Un fait du jour J compte tant que le calcul précède J + fenêtre."),
        "adapte": {"type": "boolean", "description": "Vrai : seuls les refus d'un logement adapté (CCH R441-2-10)."},
    }


def _reprise() -> Schema:
    return _objet(
        _fenetre() | {"recul_mois": _mois("Les mois que chacun fait perdre, au lieu de repartir de zéro.")},
        ("types",),
        "Les événements qui font repartir la durée de zéro, ou reculer ; pour un champ compté depuis une date.",
    )


def _sur_des_nombres() -> Schema:
    champs = {"oneOf": [_nomme(c) for c in _champs(TypeChamp.NOMBRE)]}
    sans_valeur = {"properties": {"op": {"enum": list(_PRESENCE)}, "val": False}}
    proprietes = {"champ": champs, "op": _operateurs(TypeChamp.NOMBRE), "val": {}, "repart_de": _reprise()}
    return _objet(proprietes, ("champ", "op")) | {"anyOf": [sans_valeur, *_valeurs_de_nombres(_nombre(""))]}


def _valeurs_de_nombres(nombre: Schema) -> list[Schema]:
    simples = [op for op in Operateur if op not in _NUANCES]
    return [
        _si_op([*simples, *_autres_ecritures(simples)], nombre),
        _si_op([Operateur.DANS], _liste(nombre, au_moins=1)),
        _si_op([Operateur.ENTRE], _liste(nombre, au_moins=2) | {"maxItems": 2}),
    ]


def _sur_des_booleens() -> Schema:
    champs = {"oneOf": [_nomme(c) for c in _champs(TypeChamp.BOOLEEN)]}
    return _objet({"champ": champs, "op": _operateurs(TypeChamp.BOOLEEN), "val": {}}, ("champ", "op")) | {
        "anyOf": _egal_ou_present({"type": "boolean"})
    }


def _sur_des_codes(champ: Champ) -> Schema:
    code = _codes(champ)
    formes = [_si_op([Operateur.DANS], _liste(code, au_moins=1))]
    formes += [_presence()] if champ.type is TypeChamp.ENSEMBLE else _egal_ou_present(code)
    proprietes: dict[str, Schema] = {"champ": {"enum": [champ.code, *champ.autres_noms]}}
    proprietes |= {"op": _operateurs(champ.type), "val": {}}
    if champ.est_une_commune:
        secteurs = _liste(_texte("Code d'un secteur de la grille."), "Au lieu d'énumérer des communes.", au_moins=1)
        formes = [forme | {"not": {"required": ["secteurs"]}} for forme in formes]
        formes.append({"properties": {"op": {"const": Operateur.DANS.value}, "val": False}, "required": ["secteurs"]})
        proprietes["secteurs"] = secteurs
    return _objet(proprietes, ("champ", "op"), champ.libelle) | {"anyOf": formes}


def _egal_ou_present(valeur: Schema) -> list[Schema]:
    egalites = [Operateur.EGAL, Operateur.DIFFERENT]
    return [_si_op([*egalites, *_autres_ecritures(egalites)], valeur), _presence()]


def _presence() -> Schema:
    return {"properties": {"op": {"enum": list(_PRESENCE)}, "val": False}}


def _si_op(ops: Iterable[str], valeur: Schema) -> Schema:
    return {"properties": {"op": {"enum": [str(op) for op in ops]}, "val": valeur}, "required": ["val"]}


def _autres_ecritures(ops: Iterable[Operateur]) -> list[str]:
    return [ecriture for ecriture, op in ECRITURES.items() if op in ops]


def _operateurs(type_: TypeChamp) -> Schema:
    ops = [op for op in Operateur if op in OPERATEURS[type_]]
    return {"enum": [*(op.value for op in ops), *_autres_ecritures(ops)]}


def _codes(champ: Champ) -> Schema:
    """Les codes d'un champ, avec ce qu'ils veulent dire ; les mots d'une grille écrite à la main conviennent aussi."""
    if champ.nomenclature is None or champ.ouvert:
        return _texte("Un code libre." if champ.nomenclature is None else "Un code du territoire, ou l'un des connus.")
    valeurs = {membre.value for membre in champ.nomenclature}
    mots = {m.name.lower() for m in champ.nomenclature} | champ.synonymes.keys()
    return {
        "anyOf": [
            *({"const": membre.value, "title": membre.libelle} for membre in champ.nomenclature),
            {"enum": sorted(mots - valeurs), "title": "Les mêmes, en toutes lettres"},
        ]
    }


def _champs(type_: TypeChamp) -> list[Champ]:
    return [champ for champ in CATALOGUE.values() if champ.type is type_]


def _champs_a_codes() -> list[Champ]:
    return [*_champs(TypeChamp.CODE), *_champs(TypeChamp.ENSEMBLE)]


def _nomme(champ: Champ) -> Schema:
    unite = "" if champ.unite is None else f", en {champ.unite.value}"
    return {"enum": [champ.code, *champ.autres_noms], "title": f"{champ.libelle}{unite}"}


def _objet(proprietes: Mapping[str, Schema], exigees: tuple[str, ...], description: str | None = None) -> Schema:
    ecrit: Schema = {"type": "object", "properties": dict(proprietes), "additionalProperties": False}
    if exigees:
        ecrit["required"] = list(exigees)
    return ecrit if description is None else {"description": description, **ecrit}


def _liste(de: Schema, description: str | None = None, *, au_moins: int = 0) -> Schema:
    ecrite: Schema = {"type": "array", "items": de}
    if au_moins:
        ecrite["minItems"] = au_moins
    return ecrite if description is None else {"description": description, **ecrite}


def _choix(liste: type[Nomenclature], description: str | None = None, *, sans: Nomenclature | None = None) -> Schema:
    choix: Schema = {"oneOf": [{"const": m.value, "title": m.libelle} for m in liste if m is not sans]}
    return choix if description is None else {"description": description, **choix}


def _def(nom: str) -> Schema:
    return {"$ref": f"#/$defs/{nom}"}


def _texte(description: str) -> Schema:
    return {"type": "string", "pattern": r"\S", "description": description}


def _jour(description: str) -> Schema:
    return {"type": "string", "format": "date", "description": description}


def _nombre(description: str) -> Schema:
    return {"type": "number", "minimum": -NOMBRE_MAXIMUM, "maximum": NOMBRE_MAXIMUM, "description": description}


def _entier(description: str, bas: int | None = None) -> Schema:
    return {"type": "integer", "description": description} | ({} if bas is None else {"minimum": bas})


def _mois(description: str) -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": MOIS_MAXIMUM, "description": f"En mois. {description}"}


def _points(description: str, *, bas: int = -POINTS_MAXIMUM, haut: int = POINTS_MAXIMUM) -> Schema:
    return {"type": "integer", "minimum": bas, "maximum": haut, "description": description}
