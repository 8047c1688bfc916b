import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// jsdom has no layout: Mantine only asks whether the screen is wide.
window.matchMedia ??= (query) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  }) satisfies MediaQueryList

afterEach(cleanup)
