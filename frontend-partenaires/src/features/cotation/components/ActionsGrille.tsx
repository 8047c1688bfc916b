import { Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { GrilleDetail } from '@/api/types.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { typographier } from '@/lib/typographie.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { consequencesQuery, useEbaucher, useEtape, usePublier, type EtapeDeGrille } from '../queries.ts'
import { textes } from '../texts.ts'

const ETAPES: Readonly<Record<string, { etape: EtapeDeGrille; titre: string; valider: string; phrase: string; fait: string; danger?: boolean }>> = {
  tester: { etape: 'test', titre: 'Mettre la grille en test ?', valider: 'Mettre en test', phrase: textes.tester, fait: 'La grille est en test.' },
  reprendre: { etape: 'reprise', titre: 'Reprendre en brouillon ?', valider: 'Reprendre en brouillon', phrase: textes.reprendre, fait: 'La grille est de nouveau un brouillon.' },
  archiver: { etape: 'archivage', titre: 'Archiver cette version ?', valider: 'Archiver', phrase: textes.archiver, fait: 'La version est archivée.', danger: true },
}

export function ActionsGrille({ grille }: { grille: GrilleDetail }) {
  const [geste, setGeste] = useState<string | null>(null)
  const [cle, setCle] = useState(() => crypto.randomUUID())
  const navigate = useNavigate()
  const ebaucher = useEbaucher(cle)
  const copier = () =>
    ebaucher.mutate(
      { epci: grille.epci, population: grille.population, copie_de: grille.id },
      {
        onSuccess: ({ id }) => {
          setCle(crypto.randomUUID())
          dire('Un brouillon est ouvert.')
          void navigate({ to: '/grilles-de-cotation/$grilleId/edition', params: { grilleId: id } })
        },
        onError: (refus) => dire(phraseDe(refus)),
      },
    )
  const fermer = () => setGeste(null)
  return (
    <>
      <Actions
        actions={grille.actions}
        principale={grille.statut === 'test' ? 'publier' : 'modifier'}
        gestes={{
          modifier: () => void navigate({ to: '/grilles-de-cotation/$grilleId/edition', params: { grilleId: grille.id } }),
          tester: () => setGeste('tester'),
          reprendre: () => setGeste('reprendre'),
          publier: () => setGeste('publier'),
          archiver: () => setGeste('archiver'),
          copier,
        }}
      />
      {geste && ETAPES[geste] && <Passage grille={grille} geste={ETAPES[geste]} onFermer={fermer} />}
      {geste === 'publier' && <Publication grille={grille} onFermer={fermer} />}
    </>
  )
}

function Passage({ grille, geste, onFermer }: { grille: GrilleDetail; geste: (typeof ETAPES)[string]; onFermer: () => void }) {
  const passer = useEtape()
  return (
    <Dialogue
      ouvert
      titre={geste.titre}
      valider={geste.valider}
      danger={geste.danger ?? false}
      attente={passer.isPending}
      erreur={passer.error && phraseDe(passer.error)}
      onFermer={onFermer}
      onValider={() =>
        passer.mutate(
          { grille, etape: geste.etape },
          {
            onSuccess: () => {
              dire(geste.fait)
              onFermer()
            },
          },
        )
      }
    >
      <p>{geste.phrase}</p>
    </Dialogue>
  )
}

function Publication({ grille, onFermer }: { grille: GrilleDetail; onFermer: () => void }) {
  const [reference, setReference] = useState('')
  const [date, setDate] = useState('')
  const [url, setUrl] = useState('')
  const [effetDu, setEffetDu] = useState(aujourdhui())
  const [prevenir, setPrevenir] = useState(false)
  const publier = usePublier()
  const consequences = useQuery({ ...consequencesQuery(grille.id, effetDu), enabled: effetDu !== '' })
  const manque = reference.trim() === '' ? 'Donnez la référence de la délibération.' : date === '' ? 'Donnez la date de la délibération.' : effetDu === '' ? 'Donnez la date d’effet.' : null
  return (
    <Dialogue
      ouvert
      large
      titre="Publier la grille"
      valider="Publier"
      attente={publier.isPending}
      manque={manque}
      erreur={publier.error && phraseDe(publier.error)}
      onFermer={onFermer}
      onValider={() =>
        publier.mutate(
          { grille, saisie: { deliberation: { reference: reference.trim(), date, url: url.trim() || null }, effet_du: effetDu, prevenir } },
          {
            onSuccess: () => {
              dire('La grille est publiée.')
              onFermer()
            },
          },
        )
      }
    >
      <Rangee>
        <TextInput label="Référence de la délibération" withAsterisk maxLength={200} value={reference} onChange={(event) => setReference(event.currentTarget.value)} />
        <TextInput label="Date de la délibération" withAsterisk type="date" value={date} onChange={(event) => setDate(event.currentTarget.value)} />
        <TextInput label="Adresse de la délibération" description="Commence par https://" type="url" maxLength={400} value={url} onChange={(event) => setUrl(event.currentTarget.value)} />
        <TextInput label="S’applique à partir du" withAsterisk type="date" min={aujourdhui()} value={effetDu} onChange={(event) => setEffetDu(event.currentTarget.value)} />
      </Rangee>
      <Checkbox label="Avertir les demandeurs dont les points changent" description={textes.prevenir} checked={prevenir} onChange={(event) => setPrevenir(event.currentTarget.checked)} />
      <section aria-label="Conséquences">
        <Requete requete={consequences} phrase={phraseDe} lignes={3}>
          {({ phrases, differences }) => (
            <>
              <ul>
                {phrases.map((phrase) => (
                  <li key={phrase}>{typographier(phrase)}</li>
                ))}
              </ul>
              {differences.length > 0 && (
                <details>
                  <summary>{differences.length === 1 ? 'Une différence' : `${differences.length} différences`} avec la version en vigueur</summary>
                  <ul>
                    {differences.map(({ phrase }) => (
                      <li key={phrase}>{typographier(phrase)}</li>
                    ))}
                  </ul>
                </details>
              )}
            </>
          )}
        </Requete>
      </section>
    </Dialogue>
  )
}
