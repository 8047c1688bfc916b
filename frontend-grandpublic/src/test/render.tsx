import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import axe from 'axe-core'
import { App } from '../app/App.tsx'

/** The whole portal at an address, as a person meets it. */
export function visiter(adresse: string) {
  history.replaceState(null, '', adresse)
  const personne = userEvent.setup()
  return { personne, ...render(<App />) }
}

/** Les défauts d’accessibilité de la page ; le contraste se mesure dans un vrai navigateur. */
export async function defauts(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'color-contrast': { enabled: false } },
    // the same rules on the same nodes: what passes is not written down, and nothing is named by its path
    resultTypes: ['violations'],
    selectors: false,
    preload: false,
  })
  return violations.map(({ id, nodes }) => `${id} : ${nodes.map(({ html }) => html).join(' ; ')}`)
}
