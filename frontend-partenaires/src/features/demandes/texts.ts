export const erreurs = {
  'demande-introuvable': 'Cette demande n’existe pas, ou n’est pas dans votre périmètre.',
  'modification-concurrente': 'Quelqu’un d’autre a modifié cette fiche pendant que vous la lisiez. Rechargez-la : votre saisie reste à l’écran.',
} as const

export const textes = {
  aucune: 'Aucune demande ne correspond',
  aucuneAide: 'Retirez un filtre, ou cherchez par nom de naissance, nom d’usage ou numéro unique.',
  rienAValider: 'Aucune demande n’attend de validation',
  rienAValiderAide: 'Les demandes déposées en ligne arrivent ici dès que le demandeur les envoie.',
  verrou: 'Cette demande est verrouillée : ses informations ne peuvent pas être modifiées pour le moment.',
  validation: 'Vérifiez la pièce d’identité et les doublons possibles, puis validez : la demande reçoit son numéro unique et l’attestation part au demandeur.',
  retour: 'La demande revient à la personne avec votre message. Elle peut la corriger et l’envoyer à nouveau, sans perdre ce qu’elle a saisi.',
  radiation: 'La demande quitte la liste des demandes actives. Elle reste consultable, et son historique garde le motif.',
  renouvellement: 'La demande est prolongée d’un an à compter d’aujourd’hui. Son numéro et son ancienneté sont conservés.',
  sansDoublon: 'Aucune autre demande ne ressemble à celle-ci (nom, date de naissance, téléphone, adresse électronique).',
  sansPieceIdentite: 'Aucune pièce d’identité n’est déposée. Sans elle, la demande ne peut pas être validée.',
  identiteVerifiee: 'J’ai vérifié que la pièce d’identité est lisible, valable, et au nom du demandeur',
  doublonEcarte: 'Pourquoi ces demandes ne sont pas des doublons',
  brouillon: 'Rien n’est obligatoire pour un brouillon. Les points à compléter avant la validation s’affichent dans la synthèse.',
  historiqueVide: 'Rien ne s’est encore passé sur cette demande.',
  consultationsVides: 'Personne n’a encore consulté cette demande.',
  consultations: 'Chaque ouverture de la fiche laisse une trace. Le demandeur voit les organismes qui ont consulté sa demande.',
  aucuneModification: 'Aucune modification à enregistrer.',
  nir: 'Attendu de toute personne de nationalité française. Il sert à éviter les doublons nationaux, et n’est plus montré une fois enregistré.',
  retournee: 'Cette demande a été retournée au demandeur.',
  masquees: 'Les informations de santé et de violences sont masquées pour votre profil.',
  quitter: 'Votre saisie n’est pas enregistrée. Quitter cet écran la perdra.',
} as const
