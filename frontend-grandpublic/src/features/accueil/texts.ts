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
  comprendre: {
    guichets: 'Où déposer ma demande',
    grilles: 'Comment les points sont calculés',
    lien: 'Comprendre la demande de logement social',
    titre: 'La demande de logement social, expliquée',
    chapo: 'Qui peut la faire, ce qui se passe ensuite, combien de temps cela prend, et comment un logement est attribué.',
    sections: (jours: number) => [
      {
        titre: 'Qui peut faire une demande ?',
        phrases: [
          'Toute personne majeure, de nationalité française ou en séjour régulier, dont les revenus ne dépassent pas un plafond. Ce plafond dépend du logement, de la commune et du nombre de personnes à loger.',
          'Il faut avoir une raison de demander un logement : être trop à l’étroit, payer trop cher, devoir partir, se rapprocher de son travail… Une trentaine de raisons existent.',
        ],
      },
      {
        titre: 'Faut-il une demande par bailleur ?',
        phrases: ['Non. Une seule demande suffit pour tous les bailleurs sociaux et toutes les communes du département. Elle est gratuite, en ligne comme dans un guichet.'],
      },
      {
        titre: 'Que se passe-t-il après l’envoi ?',
        phrases: [
          `Un guichet vérifie votre pièce d’identité sous ${pluriel(jours, 'jour')}. Vous recevez alors un numéro unique et une attestation : votre ancienneté compte du jour où vous avez envoyé la demande.`,
          'Si quelque chose ne va pas, le guichet vous retourne la demande en disant quoi corriger. Rien n’est perdu.',
        ],
      },
      {
        titre: 'Comment un logement est-il attribué ?',
        phrases: [
          'Quand un logement se libère, le bailleur regarde les demandes qui y correspondent : taille du foyer, revenus, commune souhaitée, ancienneté, priorités.',
          'Il en présente en général trois à une commission d’attribution. C’est elle qui décide, et qui classe les candidats.',
          'Le logement vous est alors proposé. Vous avez dix jours pour répondre ; sans réponse, c’est un refus.',
        ],
      },
      {
        titre: 'À quoi servent les points ?',
        phrases: [
          'Dans beaucoup d’intercommunalités, une grille publique donne des points à chaque demande. La même grille vaut pour tout le monde.',
          'Les points aident à choisir les dossiers à étudier. La commission reste libre de sa décision.',
          'Un exemple, inventé : une famille logée trop à l’étroit reçoit 25 points, un loyer trop lourd en ajoute 15, et chaque mois d’attente 1. Après vingt-deux mois, son total est de 62 points. Dans votre espace, vous lisez le vôtre ligne par ligne, avec ce qui pourrait le changer.',
        ],
      },
      {
        titre: 'Combien de temps faut-il attendre ?',
        phrases: [
          'Cela dépend surtout de la commune et de la taille du logement. Demander plusieurs communes augmente vos chances.',
          'Chaque département fixe un délai au-delà duquel l’attente est anormalement longue. Vous pouvez alors saisir la commission de médiation du droit au logement.',
        ],
      },
      {
        titre: 'Et ensuite ?',
        phrases: [
          'Signalez tout changement : adresse, téléphone, naissance, revenus, séparation. Une demande à jour est une demande qui peut aboutir.',
          'Renouvelez-la chaque année : nous vous prévenons un mois avant. Sans renouvellement, elle est radiée et l’ancienneté se perd.',
        ],
      },
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
