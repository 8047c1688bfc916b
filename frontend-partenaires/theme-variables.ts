import { convertCssVariables, defaultCssVariablesResolver, DEFAULT_THEME, mergeMantineTheme } from '@mantine/core'
import type { Plugin } from 'vite'
import { theme } from './src/app/theme.ts'

const ID = 'virtual:theme-variables.css'

/**
 * Mantine writes its theme variables in a <style> tag at run time, which a CSP without 'unsafe-inline' refuses.
 * They depend on nothing but the theme: this plugin writes them once, at build time, in the stylesheet.
 */
export function themeVariables(): Plugin {
  return {
    name: 'theme-variables',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined
      const resolved = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme))
      return convertCssVariables(resolved, ':root')
    },
  }
}
