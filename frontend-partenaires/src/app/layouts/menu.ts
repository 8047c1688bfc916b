import {
  IconAdjustments,
  IconArrowsExchange2,
  IconBuildingCommunity,
  IconBuildings,
  IconCalendarDue,
  IconCalendarStats,
  IconChartBar,
  IconChartPie,
  IconChecklist,
  IconEyeSearch,
  IconFileImport,
  IconCopyCheck,
  IconFilePlus,
  IconFiles,
  IconHeartHandshake,
  IconHelpCircle,
  IconHome,
  IconHomeSearch,
  IconMail,
  IconMailQuestion,
  IconKey,
  IconListNumbers,
  IconMap2,
  IconMoonStars,
  IconReport,
  IconReportAnalytics,
  IconSend,
  IconTablePlus,
  IconNews,
  IconSpeakerphone,
  IconTestPipe,
  IconUrgent,
  IconUserCheck,
  IconUsers,
  IconUsersGroup,
  IconWorld,
  type Icon,
} from '@tabler/icons-react'
import { linkOptions } from '@tanstack/react-router'
import type { Droit } from '@/api/session.ts'

export interface Ecran {
  libelle: string
  lien: { to: string; search?: object }
  /** Only this exact address marks the entry as current. */
  exact?: boolean
  droit?: Droit
  icone: Icon
}

export interface Groupe {
  titre: string | null
  ecrans: readonly Ecran[]
}

/** The whole menu. A profile sees the screens that its rights open; the server refuses the others anyway. */
export const MENU: readonly Groupe[] = [
  { titre: null, ecrans: [{ libelle: 'Accueil', lien: linkOptions({ to: '/' }), exact: true, icone: IconHome }] },
  {
    titre: 'Demande',
    ecrans: [
      { libelle: 'Demandes', lien: linkOptions({ to: '/demandes' }), droit: 'demandes:lire', icone: IconFiles },
      { libelle: 'À valider', lien: linkOptions({ to: '/demandes', search: { a_valider: true } }), exact: true, droit: 'demandes:valider', icone: IconUserCheck },
      { libelle: 'Imports', lien: linkOptions({ to: '/imports' }), droit: 'demandes:importer', icone: IconFileImport },
      { libelle: 'Publics prioritaires', lien: linkOptions({ to: '/publics-prioritaires' }), droit: 'demandes:lire', icone: IconHeartHandshake },
      { libelle: 'Urgences', lien: linkOptions({ to: '/urgences', search: { etat: 'DECLAREE' } }), droit: 'labels:poser', icone: IconUrgent },
      { libelle: 'Doublons', lien: linkOptions({ to: '/doublons' }), droit: 'demandes:valider', icone: IconCopyCheck },
      { libelle: 'Déclarations', lien: linkOptions({ to: '/declarations' }), droit: 'demandes:lire', icone: IconMailQuestion },
      { libelle: 'Questions', lien: linkOptions({ to: '/questions' }), droit: 'demandes:valider', icone: IconHelpCircle },
      { libelle: 'Échéances', lien: linkOptions({ to: '/echeances' }), droit: 'demandes:lire', icone: IconCalendarDue },
      { libelle: 'Saisir une demande', lien: linkOptions({ to: '/demandes/nouvelle' }), droit: 'demandes:ecrire', icone: IconFilePlus },
    ],
  },
  {
    titre: 'Offre',
    ecrans: [
      { libelle: 'Biens', lien: linkOptions({ to: '/biens' }), droit: 'biens:lire', icone: IconHomeSearch },
      { libelle: 'Annonces', lien: linkOptions({ to: '/annonces' }), droit: 'annonces:lire', icone: IconSpeakerphone },
    ],
  },
  {
    titre: 'Instruction',
    ecrans: [
      { libelle: 'Propositions', lien: linkOptions({ to: '/propositions' }), droit: 'propositions:lire', icone: IconChecklist },
      { libelle: 'Commissions', lien: linkOptions({ to: '/commissions' }), droit: 'commissions:lire', icone: IconUsersGroup },
      { libelle: 'Conventions de flux', lien: linkOptions({ to: '/conventions-de-flux' }), droit: 'conventions:lire', icone: IconArrowsExchange2 },
      { libelle: 'Grilles de cotation', lien: linkOptions({ to: '/grilles-de-cotation' }), droit: 'cotation:lire', icone: IconListNumbers },
      { libelle: 'Secteurs', lien: linkOptions({ to: '/secteurs' }), droit: 'secteurs:ecrire', icone: IconMap2 },
      { libelle: 'Où en sont les EPCI', lien: linkOptions({ to: '/deploiement-de-la-cotation', search: {} }), droit: 'cotation:lire', icone: IconCalendarStats },
      { libelle: 'Statistiques', lien: linkOptions({ to: '/statistiques-de-cotation' }), droit: 'cotation:lire', icone: IconChartBar },
      { libelle: 'Rapport d’activité', lien: linkOptions({ to: '/rapport-d-activite' }), droit: 'statistiques:lire', icone: IconReportAnalytics },
      { libelle: 'Tableaux croisés', lien: linkOptions({ to: '/tableaux-croises' }), droit: 'statistiques:lire', icone: IconTablePlus },
      { libelle: 'Parts d’attribution', lien: linkOptions({ to: '/quotas-d-attribution' }), droit: 'statistiques:lire', icone: IconChartPie },
      { libelle: 'Rapport au préfet', lien: linkOptions({ to: '/rapport-prefectoral' }), droit: 'statistiques:lire', icone: IconReport },
      { libelle: 'Simulations', lien: linkOptions({ to: '/simulations' }), droit: 'cotation:simuler', icone: IconTestPipe },
    ],
  },
  {
    titre: 'Administration',
    ecrans: [
      { libelle: 'Organismes', lien: linkOptions({ to: '/organismes' }), droit: 'organismes:gerer', icone: IconBuildings },
      { libelle: 'Comptes', lien: linkOptions({ to: '/comptes' }), droit: 'comptes:gerer', icone: IconUsers },
      { libelle: 'Lectures à vérifier', lien: linkOptions({ to: '/lectures-a-verifier', search: { etat: 'A_VOIR' } }), droit: 'comptes:gerer', icone: IconEyeSearch },
      { libelle: 'Profils', lien: linkOptions({ to: '/profils' }), droit: 'comptes:gerer', icone: IconAdjustments },
      { libelle: 'Logiciels tiers', lien: linkOptions({ to: '/clients-tiers' }), droit: 'tiers:gerer', icone: IconKey },
      { libelle: 'Rapports de nuit', lien: linkOptions({ to: '/nuits' }), droit: 'organismes:gerer', icone: IconMoonStars },
      { libelle: 'Transmissions au SNE', lien: linkOptions({ to: '/transmissions' }), droit: 'organismes:gerer', icone: IconSend },
      { libelle: 'Courriers', lien: linkOptions({ to: '/courriers' }), droit: 'organismes:gerer', icone: IconMail },
      { libelle: 'Portail du département', lien: linkOptions({ to: '/portail' }), droit: 'portail:regler', icone: IconWorld },
      { libelle: 'Actualités', lien: linkOptions({ to: '/actualites' }), droit: 'actualites:ecrire', icone: IconNews },
    ],
  },
]

export const ICONE_ORGANISME = IconBuildingCommunity
export const ICONE_DEMANDE = IconFiles
export const ICONE_BIEN = IconHomeSearch
