import { MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider, type RouterHistory } from '@tanstack/react-router'
import { noterFinDeSession } from '@/api/fin-de-session.ts'
import { definirPhrases } from '@/api/problem.ts'
import { createQueryClient } from '@/api/query-client.ts'
import { createAppRouter } from './router.tsx'
import { erreurs } from './texts.ts'
import { theme } from './theme.ts'

interface Application {
  queryClient: QueryClient
  router: ReturnType<typeof createAppRouter>
}

/** What a page needs before it is drawn: the tests start here too, with a history of their own. */
export function demarrer(history?: RouterHistory): Application {
  definirPhrases(erreurs)
  const queryClient = createQueryClient(() => noterFinDeSession(true))
  return { queryClient, router: createAppRouter(queryClient, history) }
}

interface Props extends Application {
  /** « test »: no transition, an opened menu is there at once. */
  env?: 'default' | 'test'
}

export function Providers({ queryClient, router, env = 'default' }: Props) {
  return (
    // Mantine's variables come from the stylesheet (theme-variables.ts): it writes no <style> tag here
    <MantineProvider theme={theme} forceColorScheme="light" withCssVariables={false} withGlobalClasses={false} env={env}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
