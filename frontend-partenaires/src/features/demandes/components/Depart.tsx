import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { Codemandeur, DemandeDetail, GesteBody, Personne } from '@/api/types.ts'
import { age, aujourdhui } from '@/lib/dates.ts'
import { nomAffiche } from '@/lib/personnes.ts'
import { dire } from '@/ui/annonces.ts'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { apercuDuGesteQuery } from '../queries/dossier.ts'
import { useChangerLesTitulaires } from '../queries/gestes.ts'
import { textes } from '../texts.ts'
import { Consequences } from './Consequences.tsx'

interface Props {
  demande: DemandeDetail
  qui: Personne | Codemandeur
  /** What the holder declared from his space: already chosen, still to be verified. */
  declaree?: NonNullable<DemandeDetail['declaration']>
  onFermer: () => void
}

/** A separation, a renunciation, a death, a mistake: chosen, read, proved, then recorded. */
export function Depart({ demande, qui, declaree, onFermer }: Props) {
  const [sorte, setSorte] = useState<string | null>(declaree?.sorte ?? null)
  const [occupants, setOccupants] = useState<string[]>(declaree?.occupants ?? [])
  const [justificatif, setJustificatif] = useState<string | null>(null)
  const [le, setLe] = useState(declaree?.deces_le ?? '')
  const [commentaire, setCommentaire] = useState('')
  const sortes = useNomenclature('geste_sur_personne').filter(({ code }) => code !== 'ajout')
  const geste = { sorte, personne_id: qui.id, occupants: sorte === 'separation' ? occupants : [], justificatif, successeur_id: declaree?.successeur_id, le: (sorte === 'deces' && le) || null } as GesteBody
  const apercu = useQuery(apercuDuGesteQuery(demande, geste, sorte !== null))
  const changer = useChangerLesTitulaires()
  const permis = apercu.data?.action.permise
  return (
    <Dialogue
      ouvert
      large
      danger
      titre={`Départ de ${nomAffiche(qui)}`}
      valider="Enregistrer ce départ"
      attente={changer.isPending}
      manque={!sorte ? textes.manqueGeste : !permis ? (apercu.data?.action.raisons[0]?.phrase ?? textes.manqueConsequences) : sorte === 'deces' && !le ? textes.manqueDateDuDeces : !justificatif && textes.manqueJustificatif}
      erreur={changer.error && phraseDe(changer.error)}
      onFermer={onFermer}
      onValider={() =>
        changer.mutate(
          { demande, geste: { ...geste, version: demande.version, commentaire } },
          {
            onSuccess: () => {
              dire('Le départ est enregistré.')
              onFermer()
            },
          },
        )
      }
    >
      <Select
        label="Ce qui arrive"
        withAsterisk
        placeholder="Choisir"
        data={sortes.map(({ code, libelle }) => ({ value: code, label: libelle }))}
        value={sorte}
        onChange={(choisie) => {
          setSorte(choisie)
          setJustificatif(null)
        }}
      />
      {sorte === 'separation' && (demande.formulaire.occupants ?? []).length > 0 && (
        <Checkbox.Group label={`Partent avec ${qui.prenoms ?? 'cette personne'}`} value={occupants} onChange={setOccupants}>
          <Pile espace="serre">
            {(demande.formulaire.occupants ?? []).map((o) => (
              <Checkbox key={o.id} value={o.id} label={`${o.prenom} ${o.nom.toLocaleUpperCase('fr')} (${age(o.ne_le)} ans)`} />
            ))}
          </Pile>
        </Checkbox.Group>
      )}
      {sorte === 'deces' && (
        <TextInput type="date" label="Date du décès" description={textes.dateDuDeces} withAsterisk max={aujourdhui()} value={le} onChange={(event) => setLe(event.currentTarget.value)} />
      )}
      {sorte && (
        <Requete requete={apercu} phrase={phraseDe} lignes={4}>
          {(lu) => (
            <Pile>
              <Consequences apercu={lu} />
              {lu.action.permise && (
                <Select
                  label="Document vu"
                  description={lu.reference_justificatifs}
                  withAsterisk
                  placeholder="Choisir"
                  data={lu.justificatifs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
                  value={justificatif}
                  onChange={setJustificatif}
                />
              )}
            </Pile>
          )}
        </Requete>
      )}
      <Textarea label="Commentaire" maxLength={1000} value={commentaire} onChange={(event) => setCommentaire(event.currentTarget.value)} />
    </Dialogue>
  )
}
