import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { noterFinDeSession } from '../api/fin-de-session.ts'
import { oublierLesMessages } from '../ui/annonces.ts'
import { server } from './server.ts'

// two cores that others use too: a slow answer is not a wrong one
configure({ asyncUtilTimeout: 15_000 })

// Mantine asks for what jsdom does not have
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
window.matchMedia = (query) => ({ matches: false, media: query, onchange: null, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined, dispatchEvent: () => false })
window.HTMLElement.prototype.scrollIntoView = () => undefined
window.scrollTo = () => undefined
Object.defineProperty(document, 'fonts', { value: { addEventListener: () => undefined, removeEventListener: () => undefined } })

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  noterFinDeSession(false)
  oublierLesMessages()
  localStorage.clear()
})
afterAll(() => server.close())
