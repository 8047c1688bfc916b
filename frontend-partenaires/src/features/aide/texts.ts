export interface Article {
  titre: string
  texte: readonly string[]
}

/** Ce que fait chaque écran, par son adresse : l’aide s’ouvre sur celui que l’on regarde. */
export const articles: Readonly<Record<string, Article>> = {
  '/': {
    titre: 'L’accueil',
    texte: [
      'Les chiffres du haut mènent chacun à la liste qu’ils comptent. « Mon travail du jour » range ce qui vous attend, le plus pressé d’abord.',
      'L’étoile de la barre du haut garde un écran dans vos favoris, avec ses filtres et son tri.',
    ],
  },
  '/demandes': {
    titre: 'Chercher une demande',
    texte: [
      'La recherche lit le nom d’usage, le nom de naissance, le prénom, la date de naissance, le numéro unique et la référence. La liste se met à jour pendant que vous tapez.',
      '« Par numéro » cherche un numéro de sécurité sociale, un téléphone ou un numéro unique entier : il n’entre dans aucune adresse, et la recherche est tracée. Une demande hors de votre périmètre se dit, sans se montrer.',
      'Une rupture réunit toute la liste par groupes, au-delà de la page ; un groupe s’ouvre d’un clic. « Exporter la liste » emporte les colonnes, l’ordre et les filtres que vous voyez.',
      'Les en-têtes trient et filtrent. L’adresse de la page garde tout : vous pouvez l’envoyer à un collègue ou la mettre en favori.',
      'Au clavier : la barre oblique va à la recherche, les flèches parcourent les lignes, la flèche droite entre dans l’aperçu, Échap le ferme, Entrée ouvre la fiche.',
    ],
  },
  '/travaux': {
    titre: 'Mes travaux',
    texte: ['Ce que vous avez demandé pour plusieurs demandes à la fois se fait sans vous attendre. Un fichier prêt reste à prendre pendant une journée ; ce qui n’a pas pu se faire est dit ligne par ligne.'],
  },
  '/demandes/nouvelle': {
    titre: 'Saisir une demande au guichet',
    texte: [
      'Un brouillon s’enregistre même incomplet. Ce qui manque pour la valider est écrit dans la synthèse de la demande.',
      'Le numéro de sécurité sociale peut attendre. Il devient obligatoire dès que la nationalité est française, sauf pour une demande ANRU\u00a0; une fois enregistré, il ne se relit jamais.',
    ],
  },
  '/demandes/$demandeId': {
    titre: 'La synthèse d’une demande',
    texte: [
      'Tout ce qu’il faut savoir sur une page, à lire ou à imprimer. Les points à compléter ou à vérifier sont en haut.',
      'Une action qui n’est pas encore possible reste visible : ouvrez-la pour lire pourquoi, à partir de quand et à qui s’adresser.',
    ],
  },
  '/demandes/$demandeId/demandeur': {
    titre: 'Le demandeur et ses codemandeurs',
    texte: ['L’état civil et les coordonnées de chaque adulte titulaire de la demande.', 'Le numéro de sécurité sociale est chiffré : il s’écrit, il se remplace, il ne se relit jamais.'],
  },
  '/demandes/$demandeId/codemandeurs': {
    titre: 'Les codemandeurs',
    texte: ['Chaque adulte qui signera le bail avec le demandeur : même état civil, mêmes coordonnées, mêmes droits.'],
  },
  '/demandes/$demandeId/colocataires': {
    titre: 'Les colocataires',
    texte: ['Un colocataire partage le logement avec son propre bail : il fait sa propre demande, dont le numéro unique se note ici.'],
  },
  '/demandes/$demandeId/complements': {
    titre: 'Les compléments',
    texte: [
      'Les motifs, dans leur ordre, l’association ou le travailleur social qui suit le foyer, et une fiche par personne en situation de handicap.',
      'Les fiches handicap ne se lisent qu’avec le droit sur les informations sensibles ; les autres profils ne peuvent pas les effacer.',
    ],
  },
  '/demandes/$demandeId/occupants': {
    titre: 'Les occupants',
    texte: [
      'Les personnes qui vivront dans le logement. Un enfant en garde alternée compte dans le foyer s’il est à charge.',
      'Les unités de consommation servent à comparer les restes à vivre de foyers de tailles différentes.',
    ],
  },
  '/demandes/$demandeId/situation-professionnelle': {
    titre: 'La situation professionnelle',
    texte: ['Le contrat, le métier, l’employeur et la commune de travail de chaque titulaire. La commune de travail peut être dans un autre département.'],
  },
  '/demandes/$demandeId/revenus': {
    titre: 'Les revenus et les plafonds',
    texte: [
      'Les ressources mensuelles servent au taux d’effort, hors APL et AL. Le revenu fiscal de référence sert aux plafonds de ressources.',
      'Chaque pourcentage compare le revenu fiscal retenu au plafond de la catégorie de ménage.',
    ],
  },
  '/demandes/$demandeId/logement-actuel': { titre: 'Le logement actuel', texte: ['Où vit le foyer aujourd’hui, à quel prix et depuis quand. Ces réponses comptent dans la cotation et dans le taux d’effort actuel.'] },
  '/demandes/$demandeId/logement-recherche': {
    titre: 'Le logement recherché',
    texte: [
      'Les communes sont classées : la première compte le plus. « D’autres communes » accepte une proposition ailleurs dans le département.',
      'Le loyer maximum, le rez-de-chaussée, l’ascenseur et l’adaptation au handicap écartent les biens qui ne conviennent pas.',
    ],
  },
  '/demandes/$demandeId/pieces': {
    titre: 'Les pièces justificatives',
    texte: ['Une pièce déposée une fois sert à tous les partenaires habilités. Une pièce refusée l’est avec un motif que le demandeur lit.', 'La pièce d’identité suffit pour enregistrer une demande.'],
  },
  '/demandes/$demandeId/cotation': {
    titre: 'La cotation d’une demande',
    texte: [
      'Une cotation par EPCI demandé, critère par critère : ce que dit la demande, ce que prouve une pièce, et les points que cela donne.',
      'La position vient de la photo de la nuit, parmi les demandes du même lieu et de la même taille. L’attente observée se compte sur les douze derniers mois, avec son incertitude. Le demandeur lit les mêmes chiffres.',
      'Certains critères attendent la parole d’un intervenant (travailleur social, bailleur, association)\u00a0: un agent les valide ici, en disant d’où il le tient. Leurs points sont alors vérifiés.',
      'Elle aide à choisir et ne décide pas : la commission d’attribution reste libre.',
    ],
  },
  '/demandes/$demandeId/propositions': { titre: 'Les propositions faites à une demande', texte: ['Tous les logements proposés à ce foyer, par tous les bailleurs, avec la réponse et la décision de la commission.'] },
  '/demandes/$demandeId/historique': { titre: 'L’historique', texte: ['Qui a fait quoi et quand, du plus récent au plus ancien. Une modification montre l’avant et l’après.'] },
  '/demandes/$demandeId/echanges': {
    titre: 'Les échanges',
    texte: ['Chaque fait de la demande se dit au système national (SNE), une fois par jour, et les logiciels des bailleurs apprennent ses propositions. Un refus est dit avec sa raison : corrigez, puis rejouez.', 'La copie de chaque pièce contrôlée part avec elle, sauf pour une personne protégée. « Recevoir les documents du SNE » fait venir ceux qu’un autre système lui a donnés : ils passent par les mêmes contrôles qu’un dépôt au guichet.'],
  },
  '/transmissions': {
    titre: 'Les transmissions au SNE',
    texte: ['Tout ce que le fichier a dit au système national, ce qui attend et ce qui a été refusé. Rien ne se perd : une panne du SNE se rattrape seule, au même fait.'],
  },
  '/demandes/$demandeId/consultations': { titre: 'Les consultations', texte: ['Chaque ouverture de la fiche ou d’une pièce laisse une ligne ici. Le demandeur voit les organismes qui ont ouvert sa demande.'] },
  '/demandes/$demandeId/validation': {
    titre: 'Valider une demande',
    texte: [
      'Comparez la pièce d’identité à ce que dit la demande, écartez les doublons, puis validez : le numéro unique est donné et l’attestation part.',
      'S’il manque quelque chose, retournez la demande avec un message : rien de ce que la personne a saisi n’est perdu.',
    ],
  },
  '/demandes/$demandeId/saisie': {
    titre: 'Modifier une demande',
    texte: [
      'Seules les rubriques que vous changez sont envoyées. Ctrl + S enregistre.',
      'Si un collègue a modifié la demande pendant votre saisie, l’écran vous le dit et garde ce que vous avez écrit.',
    ],
  },
  '/demandes/$demandeId/priorites': {
    titre: 'Les priorités d’une demande',
    texte: [
      'Chaque public prioritaire reconnu, avec les faits qui le font, depuis quand, jusqu’à quand et ce qu’il ouvre. Ceux que le dossier prouve se posent et se retirent seuls.',
      'Un label posé à la main est signé, daté, motivé et il expire. Santé et violences ne se montrent qu’aux profils habilités.',
    ],
  },
  '/echeances': {
    titre: 'Les échéances',
    texte: ['Les demandes à renouveler, en sommeil, averties d’une radiation ou radiées depuis peu. Une demande radiée par erreur se restaure d’ici en deux clics : numéro et ancienneté restent.'],
  },
  '/declarations': {
    titre: 'Les déclarations et les réponses',
    texte: [
      'Un titulaire a déclaré une séparation, un décès ou un autre départ depuis son espace : vérifiez le document, entendez l’autre personne s’il le faut, puis enregistrez-le depuis la demande, ou répondez pourquoi non.',
      'Un demandeur a répondu à l’avertissement d’irrecevabilité de votre commission : lisez sa réponse et ses documents, puis levez l’avertissement ou laissez courir le délai.',
      'Une déclaration n’est connue que de qui l’a faite. N’en parlez pas à l’autre titulaire avant d’être sûr que personne n’est en danger.',
    ],
  },
  '/nuits': {
    titre: 'Les nuits',
    texte: ['Ce que chaque nuit a fait des demandes : avis d’expiration, mises en sommeil, radiations. Ce qu’elle laisse à quelqu’un est dit demande par demande, avec la raison.'],
  },
  '/doublons': {
    titre: 'Les doublons',
    texte: ['Les demandes qui se ressemblent, les plus sûres d’abord, avec ce qui les rapproche et ce qui les sépare. Une décision se garde : la paire ne revient pas.'],
  },
  '/doublons/$doublonId': {
    titre: 'Deux demandes côte à côte',
    texte: ['Comparez, puis dites si c’est la même personne. Une fusion garde la date de dépôt la plus ancienne et se défait exactement.'],
  },
  '/publics-prioritaires': {
    titre: 'Les publics prioritaires',
    texte: ['Les publics que reconnaît le département, leur règle et combien de demandes en relèvent. Une règle changée prend effet à sa date ; la nuit relit toutes les demandes dès qu’une règle change, sinon celles où quelque chose a bougé (un dossier, une date, un terme), et dit qui entre et qui sort.'],
  },
  '/courriers': {
    titre: 'Les courriers',
    texte: ['Les avis que la loi impose, pour les personnes sans adresse électronique ni mobile. Chaque nuit, ceux qui attendent forment un lot : les lettres à imprimer, une page par personne, et la liste des adresses pour un prestataire. L’envoi noté, chaque demande porte la ligne de sa lettre et son prix, au tarif du jour.'],
  },
  '/courriers/$lotId': {
    titre: 'Les lettres d’un lot',
    texte: ['Qui reçoit une lettre, et ce qu’elle est devenue. Une enveloppe revenue (NPAI, pli refusé, non réclamé) se note ici : l’historique de la demande le dit, et son guichet sait qu’il faut joindre la personne autrement.'],
  },
  '/questions': {
    titre: 'Les questions du public',
    texte: ['Une question posée depuis le portail va au guichet de la demande quand le numéro et le nom concordent, sinon au gestionnaire. « Prendre » dit à vos collègues que vous vous en occupez. La réponse part par courriel à l’adresse donnée, sans la question ; la demande, quand elle est connue, en garde la ligne. Une question s’efface un an après.'],
  },
  '/urgences': {
    titre: 'Les urgences signalées',
    texte: ['Ce que des demandeurs signalent comme ne pouvant pas attendre. Chacun a reçu un accusé ; votre réponse lui parvient dans son espace et par message.'],
  },
  '/imports': {
    titre: 'Les imports',
    texte: ['Un fichier déposé est contrôlé ligne à ligne avant que rien ne change. Il s’applique sur votre ordre, en entier ou pas du tout ; le même fichier deux fois ne change rien.'],
  },
  '/imports/dictionnaire': {
    titre: 'Le dictionnaire des imports',
    texte: ['Les colonnes d’un fichier CSV : leur forme, les codes permis et ce qui est obligatoire.'],
  },
  '/imports/$importId': {
    titre: 'Un import',
    texte: ['Ce que le contrôle a trouvé, ligne et champ. Les lignes rejetées se téléchargent, se corrigent et se déposent de nouveau.'],
  },
  '/rapport-d-activite': {
    titre: 'Le rapport d’activité',
    texte: ['Enregistrement, renouvellement, radiation, doublons, transfert au SNE : ce que le gestionnaire doit au comité de pilotage. Des nombres seulement, aucun dossier. Ce qui demande un geste est marqué « à traiter ». La page s’imprime telle quelle.'],
  },
  '/statistiques-de-cotation': {
    titre: 'Les statistiques de la cotation',
    texte: ['Des nombres pris la nuit, pour une version de grille à la fois. Ceux de moins de onze ménages ne se montrent pas. Chaque tableau s’exporte tel qu’il est ; l’adresse de la page garde la question posée.'],
  },
  '/tableaux-croises': {
    titre: 'Les tableaux croisés',
    texte: [
      'Les demandes actives de la dernière nuit, réparties selon deux dimensions que vous choisissez. Le fichier emporte exactement ce que l’écran montre.',
      'Les petites cases se taisent, et avec elles celles d’où on les retrouverait par soustraction.',
    ],
  },
  '/quotas-d-attribution': {
    titre: 'Les parts d’attribution',
    texte: [
      'Les baux signés d’une période devant les parts que demande la loi (CCH L441-1) : publics prioritaires, premier quartile hors quartier prioritaire, autres quartiles en quartier prioritaire.',
      'Chaque part dit ce qu’elle compte, sur combien, et ce qui manque. Le nombre ouvre la liste des attributions qui le font.',
    ],
  },
  '/attributions-comptees': {
    titre: 'Les attributions comptées',
    texte: ['Les baux signés derrière une part : ceux qui y comptent et les autres, tels que le ménage était le jour de la signature. Une demande effacée y reste, sans nom.'],
  },
  '/rapport-prefectoral': {
    titre: 'Le rapport au préfet',
    texte: [
      'Un mois du département\u00a0: demandes reconnues au titre du droit au logement opposable, relogées ou en attente, délais anormalement longs, et contingent de l’État par degré. Choisissez le mois, puis emportez le fichier.',
      'Chaque nombre vient de faits datés. Quelques jours après sa fin, un mois est arrêté\u00a0: le redemander rend le même rapport. Avant, il est provisoire, et la page le dit.',
    ],
  },
  '/simulations': {
    titre: 'Les simulations de grilles',
    texte: ['Une grille, brouillon compris, s’essaie sur toutes les demandes de son territoire et sur les commissions de l’année. Rien n’est changé ; le rapport reste avec la grille.'],
  },
  '/simulations/$simulationId': {
    titre: 'Le rapport d’une simulation',
    texte: [
      'Répartition des points, apport de chaque critère, garde-fous, commissions rejouées, rangs gagnés et perdus. Les groupes de moins de onze ménages ne se montrent pas.',
      'Le rapport s’imprime tel qu’il est. « Refaire à l’identique » relance le calcul avec la même graine.',
    ],
  },
  '/lectures-a-verifier': {
    titre: 'Les lectures à vérifier',
    texte: ['Des ouvertures de dossiers qui sortent de l’ordinaire, chacune avec la règle qui l’a fait remarquer. Nul ne vérifie les siennes.'],
  },
  '/biens': {
    titre: 'Les biens',
    texte: ['Les logements à louer ou en cours d’attribution. « Mes biens » ne garde que ceux que vous suivez.', 'Un clic sur une ligne ouvre un aperçu à droite, d’où l’on va droit aux candidats.'],
  },
  '/biens/nouveau': { titre: 'Saisir une vacance', texte: ['Le financement fixe le plafond de ressources des candidats. Un logement réservé est compté dans la convention du réservataire dès l’enregistrement.'] },
  '/biens/$bienId': { titre: 'La fiche d’un bien', texte: ['Le logement, son loyer ligne par ligne, sa disponibilité et sa réservation. Les alertes disent ce qui empêcherait de louer.'] },
  '/biens/$bienId/candidats': {
    titre: 'Les candidats d’un bien',
    texte: [
      'Les demandes qui remplissent toutes les conditions, classées. Cochez celles à retenir : elles restent dans l’adresse de la page.',
      '« Chercher parmi ces candidats » ne garde que ceux qui ont tout ce que vous cochez : besoins déclarés, suivi social, souhaits du logement.',
      'Comparez-les côte à côte, puis proposez-les ensemble. « Pourquoi cette demande » explique, condition par condition, une absence de la liste.',
    ],
  },
  '/biens/$bienId/propositions': { titre: 'Les propositions d’un bien', texte: ['Les candidats retenus sur ce logement et où en est chacun.'] },
  '/biens/$bienId/historique': { titre: 'L’historique d’un bien', texte: ['Les changements d’état, les annonces, les contacts et les propositions de ce logement.'] },
  '/biens/$bienId/modifier': { titre: 'Modifier un bien', texte: ['Seul ce que vous changez est envoyé. Un bien déjà proposé garde ses conditions jusqu’à la fin des propositions.'] },
  '/biens/$bienId/relouer': { titre: 'Relouer un bien', texte: ['Une nouvelle vacance commence, avec ses propres conditions. L’ancienne reste dans l’historique.'] },
  '/annonces': { titre: 'Les annonces', texte: ['Les biens montrés au public parce qu’ils manquent de candidats. L’état dit si l’annonce est programmée, en ligne, échue ou retirée.'] },
  '/annonces/nouvelle': { titre: 'Publier une annonce', texte: ['L’annonce paraît et disparaît aux heures choisies. Le courriel de contact reçoit les messages ; le public ne le voit jamais.'] },
  '/annonces/$annonceId': { titre: 'Une annonce', texte: ['Les contacts reçus sont gardés ici et dans l’historique du bien. Un contact qui donne son numéro unique mène à sa demande.'] },
  '/propositions': { titre: 'Les propositions', texte: ['De la demande retenue au bail signé. Les boutons du haut montrent ce qui attend à chaque étape.'] },
  '/propositions/$propositionId': {
    titre: 'Une proposition',
    texte: ['L’étape où elle en est, la date limite et ce que vous pouvez faire maintenant.', 'Le candidat a au moins dix jours pour répondre (CCH R441-10). Sans réponse, il est réputé refuser.'],
  },
  '/commissions': { titre: 'Les commissions', texte: ['Les séances de la CALEOL. Créez la séance, puis inscrivez-y les propositions.'] },
  '/commissions/$commissionId': {
    titre: 'Une séance de commission',
    texte: [
      'Un bien après l’autre, ses candidats, les mêmes chiffres pour tous. Choisissez un candidat pour enregistrer sa décision, une des cinq de l’article R441-3.',
      'La séance se clôture quand chaque candidat a sa décision : elles deviennent définitives et peuvent être proposées.',
    ],
  },
  '/conventions-de-flux': { titre: 'Les conventions de flux', texte: ['Ce que chaque bailleur doit à chaque réservataire sur l’année, ce qui est fait et ce qui reste. Le trait marque ce qui est attendu à ce jour.'] },
  '/conventions-de-flux/nouvelle': { titre: 'Saisir une convention', texte: ['Une convention par bailleur, réservataire et département (CCH R441-5). Le taux et l’objectif se corrigent ensuite par avenant.'] },
  '/conventions-de-flux/$conventionId': { titre: 'Une convention de flux', texte: ['Chaque logement compté est nommé, avec sa nature et sa date. Les explications disent d’où viennent les chiffres.'] },
  '/secteurs': {
    titre: 'Les secteurs',
    texte: [
      'Un secteur réunit des communes d’un EPCI, ou quelques-uns de leurs quartiers, sous un nom. Le demandeur le choisit d’un geste\u00a0: un logement de n’importe laquelle de ses communes lui convient, et sa demande y est cotée.',
      'Chaque EPCI dessine les siens, ou le gestionnaire pour lui, avec la décision qui les fonde et leur premier jour. Un secteur ne se modifie pas\u00a0: on le ferme et on en ouvre un autre. Qui l’avait choisi garde ses communes. Une fermeture à venir se corrige jusqu’à son jour.',
    ],
  },
  '/deploiement-de-la-cotation': {
    titre: 'Où en sont les EPCI',
    texte: [
      'Chaque EPCI du département, son étape, la grille qui s’applique et celle qui se prépare, sa période de test, son lancement et ceux qui l’écrivent.',
      'Le calendrier d’une année réunit l’échéance de la loi, les mises en test, les entrées en vigueur et les rendez-vous. Le gestionnaire du fichier en planifie\u00a0: les agents qui écrivent les grilles reçoivent un courriel, à l’invitation et à l’annulation.',
    ],
  },
  '/grilles-de-cotation': { titre: 'Les grilles de cotation', texte: ['Une grille par EPCI, avec sa version et sa date d’effet. Une grille en test ne se montre pas aux demandeurs.', 'L’EPCI, ou le gestionnaire pour lui, ouvre un brouillon : d’un modèle, d’une grille du département ou du document d’une grille publiée ailleurs.'] },
  '/grilles-de-cotation/$grilleId': { titre: 'Une grille de cotation', texte: ['Les critères, leur barème, la preuve attendue et leur base légale. Les règles de cumul sont écrites en tête de chaque bloc.', 'Un brouillon passe en test, puis se publie avec la référence de sa délibération. Publiée, une version ne change plus : on en ouvre une nouvelle.'] },
  '/grilles-de-cotation/$grilleId/edition': { titre: 'Écrire une grille', texte: ['Chaque critère dit son nom public, ses points, sa condition et sa preuve. La relecture, à droite, se refait à chaque frappe ; une remarque mène au critère.', 'Un bloc peut multiplier ses points ou ne compter que ses critères les plus élevés. Un critère peut donner des points quand plusieurs autres sont remplis.', 'Rien ne se perd : ce qui n’est pas enregistré reste sur ce poste. Ctrl+Z annule, Ctrl+Maj+Z rétablit, Ctrl+S enregistre.'] },
  '/grilles-de-cotation/$grilleId/comparaison': { titre: 'Comparer deux versions', texte: ['Chaque différence est une phrase : un critère ajouté, retiré, ou dont les points, la condition ou la preuve changent.'] },
  '/organismes': { titre: 'Les organismes', texte: ['Les partenaires du fichier dans le département. Un organisme ajouté reçoit d’abord le compte de son référent.'] },
  '/organismes/$organismeId': { titre: 'Un organisme', texte: ['Ses coordonnées, ses agences et ses comptes. Les agences figurent sur les courriers et dans l’annuaire.'] },
  '/comptes': { titre: 'Les comptes', texte: ['Un compte par personne. Désactiver un compte ferme ses sessions dans l’instant ; son nom reste dans l’historique.'] },
  '/profils': { titre: 'Les profils', texte: ['Un profil est une liste de droits. Nul ne donne un profil qui a plus de droits que le sien.'] },
  '/clients-tiers': { titre: 'Les logiciels tiers', texte: ['Les accès des autres systèmes, droit par droit. Un secret ne se montre qu’une fois ; le changer laisse l’ancien valable quelques jours.'] },
  '/portail': {
    titre: 'Le portail du département',
    texte: [
      'Le titre, la couleur, les textes, le contact, le logo et les questions que lit le public du département. L’aperçu suit la saisie\u00a0; rien ne change pour le public avant «\u00a0Enregistrer\u00a0».',
      'La couleur doit se lire sur du blanc (contraste AA)\u00a0: la page dit son contraste. Un logo va avec quelques mots qui disent ce qu’il montre, pour qui ne le voit pas.',
      'Un département qui n’a pas encore de portail s’ouvre ici, une fois votre compte habilité dans ce département. L’historique garde qui a changé quoi, avant et après.',
    ],
  },
  '/actualites': { titre: 'Les actualités', texte: ['Une actualité paraît sur l’accueil des partenaires choisis, entre ses deux dates, puis disparaît seule.'] },
  '/mon-compte': { titre: 'Mon compte', texte: ['Votre phrase de passe, votre second code et vos sessions. Changer la phrase de passe ferme toutes vos sessions.'] },
}

export const textes = {
  objet: 'Ce que fait chaque écran, et qui appeler quand il ne le fait pas.',
  assistance: [
    'Pour un compte, un droit ou une phrase de passe : le référent de votre organisme. Lui seul ouvre et ferme les comptes.',
    'Pour une demande que vous ne trouvez pas, un doublon ou un numéro unique : le gestionnaire du fichier partagé de votre département.',
    'Pour une panne : rechargez la page, puis dites au gestionnaire l’heure, l’écran et la phrase affichée. N’envoyez ni nom ni numéro unique par courriel.',
  ],
  prerequis: [
    'Une version de Firefox, Chrome ou Edge de moins de deux ans. Aucun module à installer, aucun cache à vider : la page vous prévient quand une nouvelle version est en place.',
    'Un écran d’au moins 1 280 pixels de large pour travailler sur les listes ; les fiches se lisent aussi sur un téléphone.',
  ],
  confidentialite: 'Chaque consultation d’une demande est enregistrée. Ne consultez que pour instruire.',
  aucunArticle: 'Cet écran n’a pas d’aide à lui.',
} as const
