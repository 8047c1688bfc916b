from datetime import datetime

import pyotp

STEP_SECONDS = 30


class PyotpTotp:
    def nouveau_secret(self) -> str:
        return pyotp.random_base32()

    def uri(self, secret: str, email: str) -> str:
        return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Fichier partagé")

    def pas_valide(self, secret: str, code: str, le: datetime) -> int | None:
        """Accepts the current step and one on each side: phones drift."""
        totp = pyotp.TOTP(secret)
        step = int(le.timestamp()) // STEP_SECONDS
        for candidate in (step, step - 1, step + 1):
            if totp.at(candidate * STEP_SECONDS) == code:
                return candidate
        return None
