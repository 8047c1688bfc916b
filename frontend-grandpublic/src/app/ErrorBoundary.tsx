import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Layout.tsx'
import { Notice } from '../ui/Notice.tsx'
import { texts } from './texts.ts'

/** The last net: a page that breaks says so in French and keeps a way out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { casse: boolean }> {
  override state = { casse: false }

  static getDerivedStateFromError() {
    return { casse: true }
  }

  override render() {
    if (!this.state.casse) return this.props.children
    return (
      <main>
        <Page etroite>
          <h1>{texts.panne.titre}</h1>
          <Notice ton="erreur" suite={<Button onPress={() => location.reload()}>{texts.version.recharger}</Button>}>
            <p>{texts.panne.phrase}</p>
          </Notice>
        </Page>
      </main>
    )
  }
}
