import { Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { noterFinDeSession, useFinDeSession } from '@/api/fin-de-session.ts'
import { useSession } from '@/api/session.ts'
import { FormulaireConnexion } from './FormulaireConnexion.tsx'
import { textes } from './texts.ts'

/** Over the page, so that nothing typed is lost. */
export function Reconnexion() {
  const { compte } = useSession()
  const ouverte = useFinDeSession()
  const client = useQueryClient()
  return (
    <Modal opened={ouverte} onClose={() => undefined} withCloseButton={false} closeOnClickOutside={false} closeOnEscape={false} title="Votre session est terminée" size="sm">
      <p style={{ marginBottom: 'var(--e4)' }}>{textes.sessionTerminee}</p>
      <FormulaireConnexion
        email={compte.email}
        onConnecte={() => {
          noterFinDeSession(false)
          void client.invalidateQueries()
        }}
      />
    </Modal>
  )
}
