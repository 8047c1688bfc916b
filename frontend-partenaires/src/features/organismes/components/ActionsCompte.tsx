import { Button } from '@mantine/core'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CompteVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Rang } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useDesactiver, useReactiver, useRenvoyerActivation } from '../queries.ts'
import { textes } from '../texts.ts'

interface Props {
  compte: CompteVue
  onModifier: () => void
}

export function ActionsCompte({ compte, onModifier }: Props) {
  const [confirme, setConfirme] = useState(false)
  const desactiver = useDesactiver()
  const reactiver = useReactiver()
  const renvoyer = useRenvoyerActivation()
  const nom = `${compte.prenom} ${compte.nom}`
  const suites = (message: string) => ({ onSuccess: () => dire(message), onError: (erreur: Error) => dire(phraseDe(erreur), 'erreur') })
  return (
    <Rang>
      <Button size="compact-xs" variant="default" aria-label={`Modifier le compte de ${nom}`} onClick={onModifier}>
        Modifier
      </Button>
      {compte.actif && (
        <Button
          size="compact-xs"
          variant="default"
          loading={renvoyer.isPending}
          aria-label={`Renvoyer le lien d’activation à ${nom}`}
          onClick={() => renvoyer.mutate(compte.id, suites(`Un lien d’activation est envoyé à ${compte.email}.`))}
        >
          Renvoyer le lien
        </Button>
      )}
      {compte.actif ? (
        <Button size="compact-xs" variant="subtle" color="erreur" aria-label={`Désactiver le compte de ${nom}`} onClick={() => setConfirme(true)}>
          Désactiver
        </Button>
      ) : (
        <Button size="compact-xs" variant="subtle" loading={reactiver.isPending} aria-label={`Réactiver le compte de ${nom}`} onClick={() => reactiver.mutate(compte.id, suites(`Le compte de ${nom} est réactivé.`))}>
          Réactiver
        </Button>
      )}
      <Dialogue
        ouvert={confirme}
        titre={`Désactiver le compte de ${nom}`}
        valider="Désactiver"
        danger
        attente={desactiver.isPending}
        erreur={desactiver.error && phraseDe(desactiver.error)}
        onFermer={() => setConfirme(false)}
        onValider={() =>
          desactiver.mutate(compte.id, {
            onSuccess: () => {
              dire(`Le compte de ${nom} est désactivé.`)
              setConfirme(false)
            },
          })
        }
      >
        <p>{textes.desactivation}</p>
      </Dialogue>
    </Rang>
  )
}
