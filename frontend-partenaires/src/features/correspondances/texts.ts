export const textes = {
  courriers:
    'Les avis destinés aux personnes sans adresse électronique ni mobile. Chaque matin, ceux de la veille forment un lot : imprimez ses lettres, ou donnez-les avec leurs adresses au prestataire qui met sous pli, puis notez l’envoi.',
  aucunLot: 'Aucune lettre à poster',
  aucunLotAide: 'Un lot se prépare la nuit, dès qu’un avis est destiné à une personne que ni courriel ni SMS ne joint.',
  remettre: 'Les lettres de ce lot sont postées, ou confiées au prestataire ? Chaque demande l’apprend aussitôt, avec le prix de sa lettre. Cela ne se défait pas.',
  retirees:
    'Une personne de ce lot a été protégée depuis qu’il a été imprimé. Retirez son enveloppe de la pile : la liste des lettres la dit « Non distribuée ». Elle ne part pas.',
  remis: 'L’envoi est noté dans l’historique de chaque demande.',
  lettres: 'Ouvrez la demande pour corriger l’adresse d’une personne dont la lettre revient.',
  aucuneLettre: 'Ce lot n’a plus de lettre',
  aucuneLettreAide: 'Les demandes qu’il concernait ont été effacées.',
  retour: 'Ce que la poste a coché sur l’enveloppe. La demande le dira, et son guichet saura qu’il faut joindre la personne autrement.',
  retourNote: 'Le retour est noté dans l’historique de la demande.',
  manqueMotif: 'Choisissez ce que dit l’enveloppe.',
  questions: 'Ce que le public demande depuis « Des questions ? », quand les réponses déjà écrites n’ont pas suffi.',
  aucuneQuestion: 'Aucune question',
  aucuneQuestionAide: 'Une question arrive ici quand elle concerne une demande de votre guichet. Les autres vont au gestionnaire du fichier.',
  repondre: 'La réponse part par courriel à l’adresse donnée, sans la question : rien ne prouve que cette adresse est celle de la personne. N’écrivez rien de son dossier qu’un autre ne devrait pas lire.',
  manqueReponse: 'Écrivez votre réponse.',
  prise: 'La question est à vous.',
  repondue: 'Votre réponse part par courriel.',
} as const
