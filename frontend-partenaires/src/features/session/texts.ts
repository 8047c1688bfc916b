export const erreurs = {
  'identifiants-invalides': 'Adresse électronique ou phrase de passe inexacte. Vérifiez les deux, puis recommencez.',
  'totp-requis': 'Votre organisme demande un second code. Saisissez celui de votre application d’authentification.',
  'lien-invalide-ou-perime': 'Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.',
  'non-connecte': 'Votre session est terminée. Reconnectez-vous pour continuer.',
  'charte-a-accepter': 'Acceptez la charte de déontologie pour continuer.',
} as const

export const textes = {
  engagement:
    'Le fichier partagé contient des données personnelles. En vous connectant, vous vous engagez à ne les consulter que pour instruire une demande, et à ne les communiquer à personne d’autre.',
  oubliEnvoye: 'Si un compte existe à cette adresse, un lien vient d’y être envoyé. Il sert une seule fois, et le message dit jusqu’à quand.',
  phraseDePasse: 'Quatre mots sans lien entre eux font une bonne phrase de passe : la longueur compte plus que les signes.',
  phraseChange: 'La changer ferme toutes vos sessions : vous vous reconnecterez avec la nouvelle.',
  phraseChangee: 'Votre phrase de passe est changée et toutes vos sessions sont fermées. Connectez-vous avec la nouvelle.',
  activationIntro: 'Choisissez la phrase de passe de votre compte. Ce lien ne servira qu’au moment où vous validerez.',
  activationFaite: 'Votre phrase de passe est enregistrée. Vous pouvez vous connecter.',
  sansJeton: 'Cette adresse n’est pas complète. Ouvrez le lien reçu par courrier électronique, ou demandez-en un nouveau.',
  codeIncomplet: 'Le code compte six chiffres.',
  charteALire: 'Cochez la case pour entrer.',
  emailIncomplet: 'Saisissez l’adresse électronique de votre compte.',
  telephone: 'Vos collègues et les partenaires vous y joignent.',
  totp: 'Ouvrez votre application d’authentification et recopiez le code à six chiffres.',
  totpPreuve: 'Redemandée ici : une session laissée ouverte ne suffit pas à changer de téléphone.',
  totpEnrolement: 'Scannez ou recopiez cette clé dans votre application d’authentification, puis saisissez le code qu’elle affiche.',
  partout: 'Toutes vos sessions ouvertes, sur tous les postes, seront fermées. Vous devrez vous reconnecter.',
  sessionTerminee: 'Votre écran et votre saisie sont gardés. Reconnectez-vous pour reprendre où vous en étiez.',
  charte: 'La charte de déontologie dit ce que chacun peut faire des données du fichier. Lisez-la avant de l’accepter.',
} as const
