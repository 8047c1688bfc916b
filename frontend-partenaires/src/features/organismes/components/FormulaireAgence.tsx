import { useForm, useWatch } from 'react-hook-form'
import { poserErreurs } from '@/api/form-errors.ts'
import { phraseDe } from '@/api/problem.ts'
import type { AgenceBody, AgenceVue } from '@/api/types.ts'
import { dire } from '@/ui/annonces.ts'
import { ChampTexte } from '@/ui/champs/Champs.tsx'
import { Rangee } from '@/ui/champs/Disposition.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { useCreerAgence, useModifierAgence } from '../queries.ts'

interface Props {
  organismeId: string
  agence: AgenceVue | null
  onFermer: () => void
}

const VIDE: AgenceBody = {
  libelle: '',
  rue: null,
  complement_1: null,
  complement_2: null,
  code_postal: null,
  ville: null,
  lieu_dit: null,
  telephone: null,
  fax: null,
  email: null,
  signature_1: null,
  signature_2: null,
}

function versSaisie(agence: AgenceVue | null): AgenceBody {
  if (!agence) return VIDE
  const { id: _, organisme_id: _organisme, version: _version, ...champs } = agence
  return champs
}

export function FormulaireAgence({ organismeId, agence, onFermer }: Props) {
  const creer = useCreerAgence(organismeId)
  const modifier = useModifierAgence(organismeId)
  const form = useForm<AgenceBody>({ defaultValues: versSaisie(agence) })
  const { control } = form
  const libelle = useWatch({ control, name: 'libelle' })
  const { dirtyFields } = form.formState
  const enregistrer = form.handleSubmit(async (saisie) => {
    try {
      // only what was touched travels: the rest stays as the server has it
      if (agence) await modifier.mutateAsync({ agence, champs: Object.fromEntries(Object.entries(saisie).filter(([champ]) => champ in dirtyFields)) })
      else await creer.mutateAsync(saisie)
      dire(agence ? 'L’agence est modifiée.' : 'L’agence est ajoutée.')
      onFermer()
    } catch (refus) {
      poserErreurs(form, refus)
    }
  })
  const erreur = creer.error ?? modifier.error
  return (
    <Dialogue
      ouvert
      large
      titre={agence ? `Modifier ${agence.libelle}` : 'Ajouter une agence'}
      valider={agence ? 'Enregistrer' : 'Ajouter'}
      attente={creer.isPending || modifier.isPending}
      manque={!libelle?.trim() && 'Saisissez le libellé.'}
      erreur={erreur && phraseDe(erreur)}
      onFermer={onFermer}
      onValider={() => void enregistrer()}
    >
      <Rangee>
        <ChampTexte control={control} name="libelle" label="Libellé" requis />
        <ChampTexte control={control} name="rue" label="Rue" />
        <ChampTexte control={control} name="complement_1" label="Complément 1" />
        <ChampTexte control={control} name="complement_2" label="Complément 2" />
        <ChampTexte control={control} name="code_postal" label="Code postal" inputMode="numeric" maxLength={5} />
        <ChampTexte control={control} name="ville" label="Ville" />
        <ChampTexte control={control} name="lieu_dit" label="Lieu-dit" />
        <ChampTexte control={control} name="telephone" label="Téléphone" type="tel" />
        <ChampTexte control={control} name="fax" label="Fax" type="tel" />
        <ChampTexte control={control} name="email" label="Courriel" type="email" />
        <ChampTexte control={control} name="signature_1" label="Signature 1" />
        <ChampTexte control={control} name="signature_2" label="Signature 2" />
      </Rangee>
    </Dialogue>
  )
}
