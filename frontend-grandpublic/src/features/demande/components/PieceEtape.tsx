import type { ReactNode } from 'react'
import { ButtonLink } from '../../../ui/Button.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { useDemande } from '../contexte.tsx'
import { estAEnvoyer, precedente, RECAPITULATIF } from '../etapes.ts'
import { texts } from '../texts.ts'

export function PieceEtape({ children }: { children: ReactNode }) {
  const { etat } = useDemande().demande
  return (
    <>
      <p>{texts.piece.phrase}</p>
      {children}
      <Rangee>
        <ButtonLink href={`/demande/${RECAPITULATIF}`}>{estAEnvoyer(etat) ? texts.reprise.verifier : texts.reprise.voir}</ButtonLink>
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
