import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePeut } from '@/api/session.ts'
import type { Codemandeur, DemandeDetail, Personne } from '@/api/types.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { actionsQuery } from '../queries/dossier.ts'
import { textes } from '../texts.ts'
import { Arrivee } from './Arrivee.tsx'
import { Depart } from './Depart.tsx'
import { LeveeDeProtection, Protection } from './Protection.tsx'

const DEPARTS: ReadonlySet<string> = new Set(['separation', 'renonciation', 'deces', 'erreur'])

type Ouvert = { quoi: 'arrivee' | 'levee' } | { quoi: 'depart' | 'protection'; qui: Personne | Codemandeur }

/** Who comes in, who leaves, who is in danger. What the server refuses is said in the window, with its reason. */
export function Titulaires({ demande }: { demande: DemandeDetail }) {
  const [ouvert, setOuvert] = useState<Ouvert | null>(null)
  const peutEcrire = usePeut('demandes:ecrire')
  const peutProteger = usePeut('demandes:sensible')
  const actions = useQuery({ ...actionsQuery(demande), enabled: peutEcrire }).data ?? []
  const arrivee = actions.find(({ code }) => code === 'ajout')
  const departs = actions.filter(({ code }) => DEPARTS.has(code))
  // one that is possible opens the window; none is, and the first says why
  const depart = departs.find(({ permise }) => permise) ?? departs[0]
  const fermer = () => setOuvert(null)
  if (!peutEcrire || !demande.formulaire.demandeur) return null
  const { demandeur, codemandeurs = [] } = demande.formulaire
  return (
    <Carte
      titre="Titulaires"
      outils={
        arrivee && (
          <BoutonAction action={arrivee} size="compact-sm" variant="default" onClick={() => setOuvert({ quoi: 'arrivee' })}>
            Ajouter un codemandeur
          </BoutonAction>
        )
      }
    >
      <Pile>
        <p>{textes.titulaires}</p>
        {[demandeur, ...codemandeurs].map((qui) => (
          <Rang key={qui.id}>
            <strong>{nomAffiche(qui)}</strong>
            {depart && (
              <BoutonAction action={depart} size="compact-sm" variant="subtle" aria-label={`Départ de ${nomAffiche(qui)}`} onClick={() => setOuvert({ quoi: 'depart', qui })}>
                Départ
              </BoutonAction>
            )}
            {peutProteger && demande.protection?.personne_id !== qui.id && (
              <Button size="compact-sm" variant="subtle" aria-label={`Situation protégée de ${nomAffiche(qui)}`} onClick={() => setOuvert({ quoi: 'protection', qui })}>
                Situation protégée
              </Button>
            )}
            {peutProteger && demande.protection?.personne_id === qui.id && (
              <Button size="compact-sm" variant="subtle" onClick={() => setOuvert({ quoi: 'levee' })}>
                Lever la protection
              </Button>
            )}
          </Rang>
        ))}
      </Pile>
      {ouvert?.quoi === 'arrivee' && <Arrivee demande={demande} onFermer={fermer} />}
      {ouvert?.quoi === 'depart' && <Depart demande={demande} qui={ouvert.qui} onFermer={fermer} />}
      {ouvert?.quoi === 'protection' && <Protection demande={demande} qui={ouvert.qui} onFermer={fermer} />}
      {ouvert?.quoi === 'levee' && <LeveeDeProtection demande={demande} onFermer={fermer} />}
    </Carte>
  )
}
