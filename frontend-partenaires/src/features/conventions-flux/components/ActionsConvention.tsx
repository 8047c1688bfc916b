import { Textarea } from '@mantine/core'
import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { poserErreurs } from '@/api/form-errors.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { ConventionDetail } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { ChampDate, ChampListe, ChampNombre, ChampZone } from '@/ui/champs/Champs.tsx'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useAvenant, useResilier } from '../queries.ts'
import { textes } from '../texts.ts'

interface Props {
  convention: ConventionDetail
  onFermer: () => void
}

export function ActionsConvention({ convention }: { convention: ConventionDetail }) {
  const [geste, setGeste] = useState<string | null>(null)
  const fermer = () => setGeste(null)
  return (
    <>
      {convention.actions.map((action) => (
        <BoutonAction key={action.code} action={action} variant="default" onClick={() => setGeste(action.code)} />
      ))}
      {geste === 'avenant' && <Avenant convention={convention} onFermer={fermer} />}
      {geste === 'resilier' && <Resiliation convention={convention} onFermer={fermer} />}
    </>
  )
}

const RELOGEMENTS = ['departement', 'comptes', 'exclus'] as const satisfies readonly ConventionDetail['relogements_anru'][]

const schema = z.object({
  relogements_anru: z.enum(RELOGEMENTS),
  taux: z.number({ error: 'Saisissez le taux en pourcentage.' }).positive('Saisissez un taux entre 0 et 100.').max(100, 'Saisissez un taux entre 0 et 100.'),
  objectif: z.int({ error: 'Saisissez l’objectif en nombre de logements.' }).min(0, 'Saisissez l’objectif en nombre de logements.'),
  fin: z.iso.date({ error: 'Saisissez la date de fin.' }),
  motif: z.string({ error: 'Dites pourquoi.' }).trim().min(1, 'Dites pourquoi.'),
})

function Avenant({ convention, onFermer }: Props) {
  const avenant = useAvenant()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { taux: convention.taux, objectif: convention.objectif, fin: convention.fin, relogements_anru: convention.relogements_anru, motif: '' } })
  const { control } = form
  const enregistrer = form.handleSubmit(async (saisie) => {
    try {
      await avenant.mutateAsync({ convention, saisie })
      dire('L’avenant est enregistré.')
      onFermer()
    } catch (refus) {
      poserErreurs(form, refus)
    }
  })
  return (
    <Dialogue
      ouvert
      titre="Enregistrer un avenant"
      valider="Enregistrer l’avenant"
      attente={avenant.isPending}
      erreur={avenant.error && phraseDe(avenant.error)}
      onFermer={onFermer}
      onValider={() => void enregistrer()}
    >
      <p>{textes.avenant}</p>
      <Rangee>
        <ChampNombre control={control} name="taux" label="Taux du flux annuel" unite="%" decimales requis />
        <ChampNombre control={control} name="objectif" label="Objectif" requis />
        <ChampDate control={control} name="fin" label="Fin" requis />
        <ChampListe control={control} name="relogements_anru" label="Relogements ANRU" options={useNomenclature('relogements_anru')} requis />
      </Rangee>
      <ChampZone control={control} name="motif" label="Motif" requis />
    </Dialogue>
  )
}

function Resiliation({ convention, onFermer }: Props) {
  const [motif, setMotif] = useState('')
  const resilier = useResilier()
  return (
    <Dialogue
      ouvert
      danger
      titre="Résilier la convention"
      valider="Résilier"
      attente={resilier.isPending}
      manque={motif.trim() === '' && 'Dites pourquoi la convention s’arrête.'}
      erreur={resilier.error && phraseDe(resilier.error)}
      onFermer={onFermer}
      onValider={() =>
        resilier.mutate(
          { convention, motif: motif.trim() },
          {
            onSuccess: () => {
              dire('La convention est résiliée.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.resiliation}</p>
      <Textarea label="Motif" withAsterisk maxLength={500} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
    </Dialogue>
  )
}
