import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { courriersSearch, questionsSearch } from '@/features/correspondances/search-params.ts'
import { demandeQuery } from '@/features/demandes/queries/dossier.ts'
import { declarationsSearch, demandesSearch, ficheSearch, historiqueSearch, echeancesSearch, nuitsSearch, transmissionsSearch, travauxSearch } from '@/features/demandes/search-params.ts'
import { doublonQuery } from '@/features/doublons/queries.ts'
import { doublonsSearch } from '@/features/doublons/search-params.ts'
import { piecesSearch } from '@/features/pieces/search-params.ts'
import { prive } from './base.tsx'

const rubriques = () => import('@/features/demandes/pages/RubriquesPage.tsx')
const propositions = () => import('@/features/propositions/pages/PropositionsPage.tsx')
const saisie = () => import('@/features/demandes/pages/SaisiePage.tsx')

const liste = createRoute({
  getParentRoute: () => prive,
  path: 'demandes',
  validateSearch: demandesSearch,
  staticData: { droit: 'demandes:lire' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/DemandesPage.tsx'), 'DemandesPage'),
})

const travaux = createRoute({
  getParentRoute: () => prive,
  path: 'travaux',
  validateSearch: travauxSearch,
  staticData: { droit: 'demandes:lire' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/TravauxPage.tsx'), 'TravauxPage'),
})

const echeances = createRoute({
  getParentRoute: () => prive,
  path: 'echeances',
  validateSearch: echeancesSearch,
  staticData: { droit: 'demandes:lire' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/EcheancesPage.tsx'), 'EcheancesPage'),
})

const declarations = createRoute({
  getParentRoute: () => prive,
  path: 'declarations',
  validateSearch: declarationsSearch,
  staticData: { droit: 'demandes:lire' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/DeclarationsPage.tsx'), 'DeclarationsPage'),
})

const nuits = createRoute({
  getParentRoute: () => prive,
  path: 'nuits',
  validateSearch: nuitsSearch,
  staticData: { droit: 'organismes:gerer' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/NuitsPage.tsx'), 'NuitsPage'),
})

const transmissions = createRoute({
  getParentRoute: () => prive,
  path: 'transmissions',
  validateSearch: transmissionsSearch,
  staticData: { droit: 'organismes:gerer' },
  component: lazyRouteComponent(() => import('@/features/demandes/pages/TransmissionsPage.tsx'), 'TransmissionsPage'),
})

const courriers = createRoute({
  getParentRoute: () => prive,
  path: 'courriers',
  validateSearch: courriersSearch,
  staticData: { droit: 'organismes:gerer' },
  component: lazyRouteComponent(() => import('@/features/correspondances/pages/CourriersPage.tsx'), 'CourriersPage'),
})

const questions = createRoute({
  getParentRoute: () => prive,
  path: 'questions',
  validateSearch: questionsSearch,
  staticData: { droit: 'demandes:valider' },
  component: lazyRouteComponent(() => import('@/features/correspondances/pages/QuestionsPage.tsx'), 'QuestionsPage'),
})

const lettres = createRoute({
  getParentRoute: () => prive,
  path: 'courriers/$lotId',
  validateSearch: courriersSearch,
  staticData: { droit: 'organismes:gerer' },
  component: lazyRouteComponent(() => import('@/features/correspondances/pages/LettresPage.tsx'), 'LettresPage'),
})

const lesImports = { getParentRoute: () => prive, staticData: { droit: 'demandes:importer' as const } }

const imports = [
  createRoute({ ...lesImports, path: 'imports', component: lazyRouteComponent(() => import('@/features/imports/pages/ImportsPage.tsx'), 'ImportsPage') }),
  createRoute({ ...lesImports, path: 'imports/dictionnaire', component: lazyRouteComponent(() => import('@/features/imports/pages/DictionnairePage.tsx'), 'DictionnairePage') }),
  createRoute({ ...lesImports, path: 'imports/$importId', component: lazyRouteComponent(() => import('@/features/imports/pages/ImportPage.tsx'), 'ImportPage') }),
] as const

const nouvelle = createRoute({
  getParentRoute: () => prive,
  path: 'demandes/nouvelle',
  validateSearch: ficheSearch,
  staticData: { droit: 'demandes:ecrire' },
  component: lazyRouteComponent(saisie, 'NouvelleDemandePage'),
})

const demande = createRoute({
  getParentRoute: () => prive,
  path: 'demandes/$demandeId',
  validateSearch: ficheSearch,
  staticData: { droit: 'demandes:lire' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(demandeQuery(params.demandeId)),
  component: lazyRouteComponent(() => import('@/features/demandes/pages/DemandePage.tsx'), 'DemandePage'),
})

const onglet = { getParentRoute: () => demande }

const onglets = [
  createRoute({ ...onglet, path: '/', component: lazyRouteComponent(() => import('@/features/demandes/pages/SynthesePage.tsx'), 'SynthesePage') }),
  createRoute({ ...onglet, path: 'demandeur', component: lazyRouteComponent(rubriques, 'DemandeurPage') }),
  createRoute({ ...onglet, path: 'codemandeurs', component: lazyRouteComponent(rubriques, 'CodemandeursPage') }),
  createRoute({ ...onglet, path: 'colocataires', component: lazyRouteComponent(rubriques, 'ColocatairesPage') }),
  createRoute({ ...onglet, path: 'occupants', component: lazyRouteComponent(rubriques, 'OccupantsPage') }),
  createRoute({ ...onglet, path: 'situation-professionnelle', component: lazyRouteComponent(rubriques, 'SituationProPage') }),
  createRoute({ ...onglet, path: 'revenus', component: lazyRouteComponent(rubriques, 'RevenusPage') }),
  createRoute({ ...onglet, path: 'logement-actuel', component: lazyRouteComponent(rubriques, 'LogementActuelPage') }),
  createRoute({ ...onglet, path: 'logement-recherche', component: lazyRouteComponent(rubriques, 'LogementRecherchePage') }),
  createRoute({ ...onglet, path: 'complements', component: lazyRouteComponent(rubriques, 'ComplementsPage') }),
  createRoute({ ...onglet, path: 'pieces', validateSearch: piecesSearch, staticData: { droit: 'pieces:lire' }, component: lazyRouteComponent(() => import('@/features/pieces/pages/PiecesPage.tsx'), 'PiecesPage') }),
  createRoute({ ...onglet, path: 'priorites', component: lazyRouteComponent(() => import('@/features/publics/pages/PrioritesPage.tsx'), 'PrioritesPage') }),
  createRoute({ ...onglet, path: 'cotation', component: lazyRouteComponent(() => import('@/features/cotation/pages/CotationPage.tsx'), 'CotationPage') }),
  createRoute({ ...onglet, path: 'propositions', component: lazyRouteComponent(propositions, 'PropositionsDeLaDemandePage') }),
  createRoute({ ...onglet, path: 'historique', validateSearch: historiqueSearch, component: lazyRouteComponent(() => import('@/features/demandes/pages/HistoriquePage.tsx'), 'HistoriquePage') }),
  createRoute({ ...onglet, path: 'echanges', component: lazyRouteComponent(() => import('@/features/demandes/pages/EchangesPage.tsx'), 'EchangesPage') }),
  createRoute({ ...onglet, path: 'consultations', component: lazyRouteComponent(() => import('@/features/demandes/pages/ConsultationsPage.tsx'), 'ConsultationsPage') }),
  createRoute({
    ...onglet,
    path: 'validation',
    staticData: { droit: 'demandes:valider' },
    component: lazyRouteComponent(() => import('@/features/demandes/pages/ValidationPage.tsx'), 'ValidationPage'),
  }),
  createRoute({ ...onglet, path: 'saisie', staticData: { droit: 'demandes:ecrire' }, component: lazyRouteComponent(saisie, 'SaisiePage') }),
] as const

const doublons = createRoute({
  getParentRoute: () => prive,
  path: 'doublons',
  validateSearch: doublonsSearch,
  staticData: { droit: 'demandes:valider' },
  component: lazyRouteComponent(() => import('@/features/doublons/pages/DoublonsPage.tsx'), 'DoublonsPage'),
})

const doublon = createRoute({
  getParentRoute: () => prive,
  path: 'doublons/$doublonId',
  staticData: { droit: 'demandes:valider' },
  loader: ({ context: { queryClient }, params }) => queryClient.ensureQueryData(doublonQuery(params.doublonId)),
  component: lazyRouteComponent(() => import('@/features/doublons/pages/DoublonPage.tsx'), 'DoublonPage'),
})

export const demandes = [liste, declarations, echeances, nuits, transmissions, courriers, lettres, questions, travaux, ...imports, nouvelle, doublons, doublon, demande.addChildren(onglets)] as const
