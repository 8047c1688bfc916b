import type { ReactNode } from 'react'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { precedente, RECAPITULATIF } from '../etapes.ts'
import { texts } from '../texts.ts'

export function PieceEtape({ children }: { children: ReactNode }) {
  return (
    <>
      <p>{texts.piece.phrase}</p>
      {children}
      <Rangee>
        <ButtonLink href={`/demande/${RECAPITULATIF}`}>{texts.reprise.verifier}</ButtonLink>
      </Rangee>
      <Rangee>
        <ButtonLink href={`/demande/${precedente('piece-identite') ?? ''}`} allure="discret" petit>
          {texts.page.precedent}
        </ButtonLink>
        <ButtonLink href="/mon-espace" allure="discret" petit>
          {texts.page.arreter}
        </ButtonLink>
      </Rangee>
    </>
  )
}
