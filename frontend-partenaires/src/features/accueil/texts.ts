export const textes = {
  rienAFaire: 'Rien ne vous attend aujourd’hui',
  rienAFaireAide: 'Les demandes à valider, les candidats à relancer et les décisions à notifier apparaîtront ici.',
  sansFavori: 'L’étoile, en haut de chaque écran, ajoute cet écran ici.',
  sansActualite: 'Aucune actualité en ce moment.',
  repere: 'Le trait marque ce qui est attendu à ce jour, au prorata de l’année.',
  sansFlux: 'Aucune convention de flux pour votre organisme cette année.',
  sansTypologie: 'Aucune demande active.',
  bilan: 'Bilan synthétique annuel',
  suivi: 'Suivi des conventions',
} as const
