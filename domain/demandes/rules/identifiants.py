import re

from domain.kernel.errors import Invalid

_COURRIEL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}\.[a-z]{2,24}", re.IGNORECASE)
_MOBILE = re.compile(r"(?:\+33|0033|0)([67][0-9]{8})")
_MOBILE_OUTRE_MER = re.compile(r"\+(262|590|594|596)([0-9]{9})")


class IdentifiantIllisible(Invalid):
    code = "identifiant-illisible"


def normaliser_identifiant(saisi: str) -> str:
    """Une adresse électronique en minuscules, ou un mobile français au format international.

    Les numéros étrangers ou surtaxés sont refusés : un code ne s'envoie qu'à un mobile français.
    """
    texte = saisi.strip()
    if "@" in texte:
        if _COURRIEL.fullmatch(texte):
            return texte.lower()
    else:
        chiffres = re.sub(r"[\s.\-()]", "", texte)
        if trouve := _MOBILE.fullmatch(chiffres):
            return f"+33{trouve.group(1)}"
        if _MOBILE_OUTRE_MER.fullmatch(chiffres):
            return chiffres
    raise IdentifiantIllisible(
        "Saisissez une adresse électronique, par exemple prenom@exemple.fr, ou un numéro de mobile français."
    )


def est_mobile(identifiant: str) -> bool:
    return identifiant.startswith("+")
