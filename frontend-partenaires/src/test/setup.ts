import '@testing-library/jest-dom/vitest'
import { cleanup, configure, getConfig, prettyDOM } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { noterFinDeSession } from '../api/fin-de-session.ts'
import { oublierLesMessages } from '../ui/annonces.ts'
import { server } from './server.ts'

configure({
  // two cores that others use too: a slow answer is not a wrong one
  asyncUtilTimeout: 15_000,
  // a wait asks twenty times a second and most answers are "not yet": only the last miss, which someone reads, draws the page
  getElementError: (message, container) => {
    const waits = '_disableExpensiveErrorDiagnostics' in getConfig() && getConfig()['_disableExpensiveErrorDiagnostics' as never]
    const error = new Error([message, !waits && prettyDOM(container)].filter(Boolean).join('\n\n'))
    error.name = 'TestingLibraryElementError'
    return error
  },
})

// Mantine asks for what jsdom does not have
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.matchMedia = (query) => ({ matches: false, media: query, onchange: null, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined, dispatchEvent: () => false })
window.HTMLElement.prototype.scrollIntoView = () => undefined
window.scrollTo = () => undefined
Object.defineProperty(document, 'fonts', { value: { addEventListener: () => undefined, removeEventListener: () => undefined }, configurable: true })

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  noterFinDeSession(false)
  oublierLesMessages()
  localStorage.clear()
})
afterAll(() => server.close())
