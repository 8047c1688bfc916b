import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

function projectVersion(): string {
  const pyproject = readFileSync(new URL('../pyproject.toml', import.meta.url), 'utf8')
  const version = /^version\s*=\s*"([^"]+)"/m.exec(pyproject)?.[1]
  if (!version) throw new Error('pyproject.toml ne donne pas de version')
  return version
}

const api = process.env.FDLS_API ?? 'http://127.0.0.1:8000'

export default defineConfig({
  base: '/',
  plugins: [react()],
  define: { __VERSION__: JSON.stringify(projectVersion()) },
  build: {
    target: ['es2022', 'chrome100', 'firefox100', 'safari15.4'],
    manifest: true,
    // the CSP has no data: for fonts nor scripts: everything stays a file of ours
    assetsInlineLimit: 0,
    // the map, which only its own page loads: scripts/budget.mjs watches the rest
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5174,
    proxy: { '/grandpublic': api },
  },
  test: {
    environment: 'jsdom',
    environmentOptions: { jsdom: { url: 'http://portail.test/' } },
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    restoreMocks: true,
    testTimeout: 60_000,
  },
})
