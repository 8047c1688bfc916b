import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import type { CompteVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { ChoixAction } from '@/ui/ChoixAction.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { historiqueCompteQuery, useDesactiver, useReactiver, useRenvoyerActivation, useRetirerSecondCode } from '../queries.ts'
import { textes } from '../texts.ts'

interface Props {
  compte: CompteVue
  onModifier: () => void
}

export function ActionsCompte({ compte, onModifier }: Props) {
  const [confirme, setConfirme] = useState<'desactiver' | 'second-code' | null>(null)
  const [historique, setHistorique] = useState(false)
  const desactiver = useDesactiver()
  const reactiver = useReactiver()
  const renvoyer = useRenvoyerActivation()
  const retirer = useRetirerSecondCode()
  const nom = `${compte.prenom} ${compte.nom}`
  const suites = (message: string) => ({ onSuccess: () => dire(message), onError: (erreur: Error) => dire(phraseDe(erreur), 'erreur') })
  const gestes: Readonly<Record<string, () => void>> = {
    modifier: onModifier,
    'renvoyer-l-activation': () => renvoyer.mutate(compte.id, suites(`Un lien d’activation est envoyé à ${compte.email}.`)),
    'retirer-le-second-code': () => setConfirme('second-code'),
    desactiver: () => setConfirme('desactiver'),
    reactiver: () => reactiver.mutate(compte.id, suites(`Le compte de ${nom} est réactivé.`)),
  }
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <Button size="compact-xs" variant="default" loading={renvoyer.isPending || reactiver.isPending} rightSection={<IconChevronDown size={12} aria-hidden="true" />} aria-label={`Actions sur le compte de ${nom}`}>
            Actions
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setHistorique(true)}>Voir l’historique</Menu.Item>
          {compte.actions
            .filter(({ montrer }) => montrer !== false)
            .map((action) => (
              <ChoixAction key={action.code} action={action} onClick={() => gestes[action.code]?.()} />
            ))}
        </Menu.Dropdown>
      </Menu>
      <Dialogue
        ouvert={confirme === 'desactiver'}
        titre={`Désactiver le compte de ${nom}`}
        valider="Désactiver"
        danger
        attente={desactiver.isPending}
        erreur={desactiver.error && phraseDe(desactiver.error)}
        onFermer={() => setConfirme(null)}
        onValider={() =>
          desactiver.mutate(compte.id, {
            onSuccess: () => {
              dire(`Le compte de ${nom} est désactivé.`)
              setConfirme(null)
            },
          })
        }
      >
        <p>{textes.desactivation}</p>
      </Dialogue>
      <Dialogue
        ouvert={confirme === 'second-code'}
        titre={`Retirer le second code de ${nom}`}
        valider="Retirer le second code"
        danger
        attente={retirer.isPending}
        erreur={retirer.error && phraseDe(retirer.error)}
        onFermer={() => setConfirme(null)}
        onValider={() =>
          retirer.mutate(compte.id, {
            onSuccess: () => {
              dire(`Le second code de ${nom} est retiré.`)
              setConfirme(null)
            },
          })
        }
      >
        <p>{textes.secondCode}</p>
      </Dialogue>
      {historique && (
        <Fenetre ouverte taille="lg" titre={`Historique du compte de ${nom}`} onFermer={() => setHistorique(false)}>
          <HistoriqueCompte compteId={compte.id} />
        </Fenetre>
      )}
    </>
  )
}

function HistoriqueCompte({ compteId }: { compteId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(historiqueCompteQuery(compteId, page))
  const ligne = useLignesHistorique()
  return <HistoriquePagine requete={requete} phrase={phraseDe} ligne={ligne} vide={textes.historiqueVide} onPage={setPage} />
}
