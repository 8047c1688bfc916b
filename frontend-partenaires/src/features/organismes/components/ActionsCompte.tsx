import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CompteVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
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
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button size="compact-xs" variant="default" loading={renvoyer.isPending || reactiver.isPending} rightSection={<IconChevronDown size={12} aria-hidden="true" />} aria-label={`Actions sur le compte de ${nom}`}>
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onModifier}>Modifier</Menu.Item>
          {compte.actif && (
            <Menu.Item onClick={() => renvoyer.mutate(compte.id, suites(`Un lien d’activation est envoyé à ${compte.email}.`))}>Renvoyer le lien d’activation</Menu.Item>
          )}
          {compte.actif ? (
            <Menu.Item color="erreur" onClick={() => setConfirme(true)}>
              Désactiver
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => reactiver.mutate(compte.id, suites(`Le compte de ${nom} est réactivé.`))}>Réactiver</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
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
    </>
  )
}
