import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { noterFinDeSession } from '@/api/fin-de-session.ts'
import { definirPhrases } from '@/api/problem.ts'
import { createQueryClient } from '@/api/query-client.ts'
import { createAppRouter } from './router.tsx'
import { erreurs } from './texts.ts'
import { theme } from './theme.ts'

definirPhrases(erreurs)

function demarrer() {
  const queryClient = createQueryClient(() => noterFinDeSession(true))
  return { queryClient, router: createAppRouter(queryClient) }
}

export function App() {
  const [{ queryClient, router }] = useState(demarrer)
  return (
    // Mantine's variables come from the stylesheet (theme-variables.ts): it writes no <style> tag here
    <MantineProvider theme={theme} forceColorScheme="light" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
