import { cleanup, configure, getConfig, prettyDOM } from '@testing-library/react'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, vi } from 'vitest'
import { handlers } from './handlers.ts'

export const server = setupServer(...handlers)

configure({
  // a page arrives in its own file, which a busy machine is slow to compile
  asyncUtilTimeout: 20_000,
  // a wait asks twenty times a second and most answers are "not yet": only the last miss, which someone reads, draws the page
  getElementError: (message, container) => {
    const waits = '_disableExpensiveErrorDiagnostics' in getConfig() && getConfig()['_disableExpensiveErrorDiagnostics' as never]
    const error = new Error([message, !waits && prettyDOM(container)].filter(Boolean).join('\n\n'))
    error.name = 'TestingLibraryElementError'
    return error
  },
})

// jsdom draws nothing: what the pages ask of the screen answers without effect
window.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
window.matchMedia = (query: string) =>
  ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined }) as unknown as MediaQueryList

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
  vi.useRealTimers()
})
afterAll(() => server.close())
