from domain.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TooMany, Unauthenticated


class NonConnecte(Unauthenticated):
    code = "non-connecte"


class IdentifiantsInvalides(Unauthenticated):
    code = "identifiants-invalides"


class CodeTotpRequis(Unauthenticated):
    code = "totp-requis"


class TropDeTentatives(TooMany):
    code = "trop-de-tentatives"


class JetonInvalide(Invalid):
    code = "lien-invalide-ou-perime"


class MotDePasseTropFaible(Invalid):
    code = "mot-de-passe-trop-faible"


class CodeInvalide(Invalid):
    code = "code-invalide"


class DroitManquant(Forbidden):
    code = "droit-manquant"


class SonPropreCompte(Forbidden):
    code = "son-propre-compte"


class CharteNonAcceptee(Forbidden):
    code = "charte-a-accepter"


class OrganismeIntrouvable(NotFound):
    code = "organisme-introuvable"


class AgenceIntrouvable(NotFound):
    code = "agence-introuvable"


class CompteIntrouvable(NotFound):
    code = "compte-introuvable"


class DepartementNonHabilite(NotFound):
    code = "departement-non-habilite"


class CompteDejaExistant(Conflict):
    code = "compte-deja-existant"


class DerniereHabilitation(Conflict):
    code = "derniere-habilitation"


class OrganismeDejaExistant(Conflict):
    code = "organisme-deja-existant"


class CommuneHorsDepartement(Invalid):
    code = "commune-hors-departement"


class PerimetreAConfirmer(Conflict):
    code = "perimetre-a-confirmer"


class LogoIllisible(Invalid):
    code = "logo-illisible"


class LogoAbsent(NotFound):
    code = "logo-absent"


class TerritoireInconnu(NotFound):
    code = "territoire-inconnu"
