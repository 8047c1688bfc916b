import smtplib
from email.message import EmailMessage
from pathlib import Path

from adapters.embedded.smtp import Smtp


def test_un_courriel_envoye_devient_un_fichier_que_l_on_peut_lire(folder: Path) -> None:
    smtp = Smtp(folder)
    try:
        smtp.start()
        with smtplib.SMTP("127.0.0.1", smtp.port) as client:
            for recipient in ("une@exemple.test", "autre@exemple.test"):
                message = EmailMessage()
                message["From"], message["To"] = "fichier@exemple.test", recipient
                message["Subject"] = "Votre demande est enregistrée"
                message.set_content(f"Numéro envoyé à {recipient}, là où vous êtes.")
                client.send_message(message)
    finally:
        smtp.stop()

    [received] = smtp.mailbox.messages(to="une@exemple.test")
    assert received["Subject"] == "Votre demande est enregistrée"
    assert received.get_content().strip() == "Numéro envoyé à une@exemple.test, là où vous êtes."
    assert len(smtp.mailbox.messages()) == 2

    smtp.mailbox.empty()
    assert smtp.mailbox.messages() == []
