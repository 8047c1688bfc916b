import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { themeVariables } from './theme-variables.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The one version of the product is written in pyproject.toml: the banner compares it with the server's. */
function builtVersion(): string {
  const version = /^version\s*=\s*"([^"]+)"/m.exec(readFileSync(here('../pyproject.toml'), 'utf8'))?.[1]
  if (!version) throw new Error('pyproject.toml has no version')
  return version
}

export default defineConfig({
  base: '/partenaires/',
  plugins: [react(), themeVariables()],
  define: { __VERSION__: JSON.stringify(builtVersion()) },
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2022',
    // The CSP has no data: source: nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, proxy: { '/partenaires/v1': process.env.FDLS_API ?? 'http://127.0.0.1:8000' } },
  test: {
    environment: 'jsdom',
    setupFiles: ['./src/test/setup.ts'],
    environmentOptions: { jsdom: { url: 'http://localhost/partenaires/' } },
    css: false,
    restoreMocks: true,
    // one browser per worker, not per file: `setup.ts` gives back what a test took, and loading everything again was a third of the run
    isolate: false,
    // vitest serves at the root whatever `base` says: the links would not be those of the product
    env: { BASE_URL: '/partenaires/' },
    testTimeout: 60_000,
    maxWorkers: 2,
  },
})
