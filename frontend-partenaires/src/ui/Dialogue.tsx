import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Avis } from './Avis.tsx'
import { BoutonPret } from './BoutonPret.tsx'
import { PiedDeFormulaire } from './champs/Disposition.tsx'
import { Fenetre } from './Fenetre.tsx'

interface Props {
  ouvert: boolean
  titre: string
  valider: string
  onValider: () => void
  onFermer: () => void
  attente?: boolean
  erreur?: string | null | undefined
  danger?: boolean
  /** What is still missing before it can be validated. */
  manque?: string | false | null | undefined
  large?: boolean
  children?: ReactNode
}

/** Where one begins to type; with nothing to type, what Enter would press: the act itself, unless it destroys. */
const commencerIci = (danger: boolean) => (formulaire: HTMLFormElement | null) => {
  if (!formulaire || formulaire.querySelector('[data-autofocus]')) return
  const premier = formulaire.querySelector('input:not([type="hidden"]), select, textarea') ?? formulaire.querySelector(danger ? 'button[type="button"]' : 'button[type="submit"]:enabled')
  premier?.setAttribute('data-autofocus', '')
}

/** Asks before an act that cannot be taken back, or gathers the few things it needs. Enter validates, escape leaves. */
export function Dialogue({ ouvert, titre, valider, onValider, onFermer, attente = false, erreur, danger = false, manque, large = false, children }: Props) {
  return (
    <Fenetre ouverte={ouvert} onFermer={onFermer} titre={titre} taille={large ? 'lg' : 'md'}>
      <form
        ref={commencerIci(danger)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          // React lets it climb out of the dialog, to the form of the page
          event.stopPropagation()
          onValider()
        }}
        style={{ display: 'grid', gap: 'var(--e3)' }}
      >
        {erreur && (
          <Avis ton="erreur" annonce>
            {erreur}
          </Avis>
        )}
        {children}
        <PiedDeFormulaire>
          <Button variant="default" onClick={onFermer}>
            Revenir
          </Button>
          <BoutonPret type="submit" color={danger ? 'erreur' : 'accent'} loading={attente} manque={manque}>
            {valider}
          </BoutonPret>
        </PiedDeFormulaire>
      </form>
    </Fenetre>
  )
}
