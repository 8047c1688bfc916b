import type { QueryClient } from '@tanstack/react-query'
import { createRouter, type RouterHistory } from '@tanstack/react-router'
import type { Droit } from '@/api/session.ts'
import { ecrireRecherche, lireRecherche } from '@/lib/search.ts'
import { Chargement } from '@/ui/Etats.tsx'
import { routeTree } from './routes/index.ts'
import { PageErreur, PageIntrouvable } from './layouts/Secours.tsx'

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    context: { queryClient },
    basepath: import.meta.env.BASE_URL,
    parseSearch: lireRecherche,
    stringifySearch: ecrireRecherche,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultPendingComponent: Chargement,
    defaultErrorComponent: PageErreur,
    defaultNotFoundComponent: PageIntrouvable,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
  interface StaticDataRouteOption {
    /** The right that opens the page. */
    droit?: Droit
  }
}
