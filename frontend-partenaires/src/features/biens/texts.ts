export const erreurs = {
  'bien-introuvable': 'Ce bien n’existe pas, ou n’est pas dans votre périmètre.',
  'bien-dans-un-autre-etat': 'Ce bien a changé d’état depuis que vous l’avez ouvert. Rechargez la fiche.',
} as const

export const textes = {
  aucun: 'Aucun bien ne correspond',
  aucunAide: 'Retirez un filtre, ou saisissez une vacance.',
  aucuneCommune: 'Aucune commune à ce nom',
  vacance: 'Dès l’enregistrement, les candidats sont classés et la convention du réservataire est comptée.',
  relouer: 'Le logement est de nouveau à louer, aux conditions que vous saisissez. L’ancienne vacance reste dans l’historique.',
  liberation: 'Le locataire est parti : le logement devient disponible à cette date.',
  retrait: 'Le logement n’est plus proposé et son annonce quitte le portail. Les propositions en cours s’arrêtent.',
  historiqueVide: 'Rien ne s’est encore passé sur ce bien.',
  reference: 'Donnée par le fichier à défaut',
  residence: 'Elle se choisit ensuite pour chacun de ses logements.',
  sansResidence: 'Aucune résidence à ce nom',
} as const
