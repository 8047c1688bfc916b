export const erreurs = {
  'bien-introuvable': 'Ce bien n’existe pas, ou n’est pas dans votre périmètre.',
  'reference-deja-prise': 'Un autre bien de votre organisme porte déjà cette référence.',
} as const

export const textes = {
  aucun: 'Aucun bien ne correspond',
  aucunAide: 'Retirez un filtre, ou saisissez une vacance.',
  vacance: 'Dès l’enregistrement, le bien est disponible : les candidats sont classés et la convention du réservataire est comptée.',
  historiqueVide: 'Rien ne s’est encore passé sur ce bien.',
} as const
