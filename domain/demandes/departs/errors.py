from domain.kernel.errors import Conflict, Invalid


class DepartImpossible(Conflict):
    code = "depart-impossible"


class DeclarationAbsente(Conflict):
    code = "declaration-absente"


class AttestationManquante(Invalid):
    code = "attestation-manquante"
