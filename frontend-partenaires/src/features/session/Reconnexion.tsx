import { useQueryClient } from '@tanstack/react-query'
import { noterFinDeSession, useFinDeSession } from '@/api/fin-de-session.ts'
import { useSession } from '@/api/session.ts'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { FormulaireConnexion } from './FormulaireConnexion.tsx'
import { textes } from './texts.ts'

/** Over the page, so that nothing typed is lost. */
export function Reconnexion() {
  const { compte } = useSession()
  const ouverte = useFinDeSession()
  const client = useQueryClient()
  return (
    <Fenetre ouverte={ouverte} ferme onFermer={() => undefined} titre="Votre session est terminée" taille="sm">
      <p style={{ marginBottom: 'var(--e4)' }}>{textes.sessionTerminee}</p>
      <FormulaireConnexion
        email={compte.email}
        onConnecte={() => {
          noterFinDeSession(false)
          void client.invalidateQueries()
        }}
      />
    </Fenetre>
  )
}
