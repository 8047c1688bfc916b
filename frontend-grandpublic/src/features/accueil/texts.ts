import { pluriel } from '../../lib/montants.ts'

export const texts = {
  choix: {
    titre: 'Votre demande de logement social',
    chapo: 'Choisissez le département où vous souhaitez habiter. Une seule demande suffit pour toutes ses communes et tous ses bailleurs sociaux.',
    liste: 'Les départements ouverts',
    vide: 'Aucun département n’est ouvert pour le moment',
    videPhrase: 'Vous pouvez déposer votre demande dans un guichet d’enregistrement : mairie, bailleur social ou Action Logement.',
  },
  commencer: 'Commencer ma demande',
  reprendre: 'Reprendre ma demande',
  espace: 'Aller à mon espace',
  connexion: 'J’ai déjà une demande',
  valeur: 'La demande en ligne est gratuite et a la même valeur qu’une demande sur papier.',
  deroule: {
    titre: 'Comment ça se passe',
    etapes: (jours: number) => [
      { titre: 'Vous remplissez votre demande', phrase: 'Comptez une vingtaine de minutes. Vous pouvez vous arrêter et reprendre quand vous voulez.' },
      { titre: 'Un guichet la vérifie', phrase: `Il contrôle votre pièce d’identité sous ${pluriel(jours, 'jour')}. Vous recevez alors votre numéro unique et votre attestation.` },
      { titre: 'Votre demande est étudiée', phrase: 'Tous les bailleurs du département la voient. Des points, expliqués ligne par ligne, disent où elle se place.' },
      { titre: 'Vous la gardez à jour', phrase: 'Signalez chaque changement et renouvelez-la une fois par an : nous vous prévenons un mois avant.' },
    ],
  },
  preparer: {
    titre: 'À préparer avant de commencer',
    liste: [
      'Votre pièce d’identité ou votre titre de séjour, en photo ou en PDF',
      'Votre numéro de sécurité sociale',
      'Le dernier avis d’impôt de chaque adulte',
      'Vos revenus du mois : salaire, allocations, pensions',
      'Le montant de votre loyer et de vos aides au logement',
    ],
  },
  annonces: { titre: 'Des logements à louer en ce moment', toutes: 'Voir tous les logements' },
  chiffres: { titre: 'Le logement social ici, en chiffres', tous: 'Voir les chiffres clés' },
  questions: { titre: 'Une question ?', phrase: 'Pièces à fournir, délais, points, renouvellement : les réponses sont écrites simplement.', lien: 'Lire les réponses' },
}
