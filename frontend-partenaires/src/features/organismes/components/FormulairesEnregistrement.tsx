import { NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AccordBody, OrganismeVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { ListeClassee } from '@/ui/champs/ListeClassee.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { annuaireQuery, useConclureAccord, useDonnerDelegation } from '../queries.ts'
import { textes } from '../texts.ts'

const PORTEES: readonly { value: AccordBody['portee']; label: string }[] = [
  { value: 'tout', label: 'Toutes les demandes (guichet unique)' },
  { value: 'communes', label: 'Les demandes pour certaines communes' },
  { value: 'hors-salaries', label: 'Toutes, sauf celles des salariés d’employeurs cotisant à Action Logement' },
]

interface Saisie {
  autre: string
  acte: string
  du: string
  au: string
}

const VIDE: Saisie = { autre: '', acte: '', du: '', au: '' }

/** The other organisme, the act that decides it, and its dates: the same for a delegation and an agreement. */
function useSaisie() {
  const [saisie, setSaisie] = useState(VIDE)
  const manque = [
    saisie.autre === '' && 'Choisissez l’organisme.',
    saisie.acte.trim().length < 3 && 'Dites l’acte qui le décide.',
    saisie.du === '' && 'Dites depuis quel jour.',
  ].find(Boolean)
  const corps = { acte: saisie.acte.trim(), du: saisie.du, au: saisie.au || null }
  return { saisie, manque, corps, onChange: (champs: Partial<Saisie>) => setSaisie({ ...saisie, ...champs }) }
}

interface ChampsProps {
  organisme: OrganismeVue
  label: string
  guichets?: boolean
  saisie: Saisie
  onChange: (champs: Partial<Saisie>) => void
}

function Champs({ organisme, label, guichets = false, saisie, onChange }: ChampsProps) {
  const { data } = useQuery(annuaireQuery)
  const autres = (data?.items ?? []).filter(({ id, code_guichet }) => id !== organisme.id && (!guichets || code_guichet))
  return (
    <>
      <NativeSelect
        label={label}
        withAsterisk
        value={saisie.autre}
        data={[{ value: '', label: 'Choisir…' }, ...autres.map(({ id, nom }) => ({ value: id, label: nom }))]}
        onChange={(event) => onChange({ autre: event.currentTarget.value })}
      />
      <TextInput label="Acte" description={textes.acteAide} withAsterisk maxLength={200} value={saisie.acte} onChange={(event) => onChange({ acte: event.currentTarget.value })} />
      <Rangee>
        <TextInput type="date" label="À partir du" withAsterisk value={saisie.du} onChange={(event) => onChange({ du: event.currentTarget.value })} />
        <TextInput type="date" label="Jusqu’au" description={textes.sansFin} value={saisie.au} onChange={(event) => onChange({ au: event.currentTarget.value })} />
      </Rangee>
    </>
  )
}

interface Props {
  organisme: OrganismeVue
  onFermer: () => void
}

function Cadre({ children, ...dialogue }: Omit<Parameters<typeof Dialogue>[0], 'ouvert' | 'large' | 'valider'> & { children: ReactNode }) {
  return (
    <Dialogue ouvert large valider="Enregistrer" {...dialogue}>
      {children}
    </Dialogue>
  )
}

export function NouvelleDelegation({ organisme, onFermer }: Props) {
  const { saisie, manque, corps, onChange } = useSaisie()
  const [cle] = useState(() => crypto.randomUUID())
  const donner = useDonnerDelegation(organisme.id, cle)
  const fait = () => {
    dire('La délégation est enregistrée.')
    onFermer()
  }
  return (
    <Cadre
      titre={`Déléguer l’enregistrement de ${organisme.nom}`}
      attente={donner.isPending}
      manque={manque}
      erreur={donner.error && phraseDe(donner.error)}
      onFermer={onFermer}
      onValider={() => donner.mutate({ mandataire_id: saisie.autre, ...corps }, { onSuccess: fait })}
    >
      <p>{textes.delegation}</p>
      <Champs organisme={organisme} label="Mandataire" saisie={saisie} onChange={onChange} />
    </Cadre>
  )
}

export function NouvelAccord({ organisme, onFermer }: Props) {
  const { saisie, manque, corps, onChange } = useSaisie()
  const [portee, setPortee] = useState<AccordBody['portee']>('tout')
  const [communes, setCommunes] = useState<string[]>([])
  const choix = useChoixCommunes(communes)
  const [cle] = useState(() => crypto.randomUUID())
  const conclure = useConclureAccord(organisme.id, cle)
  const fait = () => {
    dire('L’accord est enregistré.')
    onFermer()
  }
  const sansCommune = portee === 'communes' && communes.length === 0 && 'Choisissez les communes.'
  const body = { portee, communes: portee === 'communes' ? communes : null, vers_id: saisie.autre, ...corps }
  return (
    <Cadre
      titre={`Ce que ${organisme.nom} n’enregistre plus`}
      attente={conclure.isPending}
      manque={manque || sansCommune}
      erreur={conclure.error && phraseDe(conclure.error)}
      onFermer={onFermer}
      onValider={() => conclure.mutate(body, { onSuccess: fait })}
    >
      <p>{textes.accord}</p>
      <NativeSelect label="N’enregistre plus" data={[...PORTEES]} value={portee} onChange={(event) => setPortee(event.currentTarget.value as AccordBody['portee'])} />
      {portee === 'communes' && <ListeClassee libelle="Communes" ajouter="Ajouter une commune" max={400} valeurs={communes} onChange={setCommunes} {...choix} />}
      <Champs guichets organisme={organisme} label="Qui enregistre à sa place" saisie={saisie} onChange={onChange} />
    </Cadre>
  )
}
