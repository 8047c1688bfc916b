import { useId, useState, type ReactNode } from 'react'
import { jourExistant } from '../lib/dates.ts'
import { descriptions, idAide, idErreur } from './FieldShell.tsx'
import style from './Field.module.css'

export interface DateFieldProps {
  label: ReactNode
  name: string
  /** 2026-11-22, ou la saisie telle quelle (« 31-02-1980 ») tant qu’elle n’est pas un jour. */
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  id?: string
  aide?: ReactNode
  erreur?: string
  facultatif?: boolean
  naissance?: boolean
}

type Parties = readonly [string, string, string]

function couper(value: string): Parties {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value)
  if (iso) return [iso[3] ?? '', iso[2] ?? '', iso[1] ?? '']
  const [jour = '', mois = '', annee = ''] = value.split('-')
  return [jour, mois, annee]
}

function coudre([jour, mois, annee]: Parties): string {
  if (!jour && !mois && !annee) return ''
  return jourExistant(jour, mois, annee) ?? `${jour}-${mois}-${annee}`
}

const CHIFFRES = [
  { nom: 'Jour', longueur: 2, complete: 'bday-day' },
  { nom: 'Mois', longueur: 2, complete: 'bday-month' },
  { nom: 'Année', longueur: 4, complete: 'bday-year' },
] as const

/** Three small numbers: quicker and safer on a phone than any calendar for a date one knows by heart. */
export function DateField(props: DateFieldProps) {
  const generated = useId()
  const { label, name, value, onChange, onBlur, id = generated, aide, erreur, facultatif, naissance } = props
  const [parties, saisir] = useState<Parties>(() => couper(value))
  if (coudre(parties) !== value) saisir(couper(value))

  function changer(rang: number, chiffres: string) {
    const suite = parties.map((partie, index) => (index === rang ? chiffres.replace(/\D/g, '') : partie)) as unknown as Parties
    saisir(suite)
    onChange(coudre(suite))
  }

  return (
    <fieldset className={style.champ} aria-describedby={descriptions(id, aide, erreur)}>
      <legend className={style.etiquette}>
        {label} {facultatif && <span className={style.facultatif}>(facultatif)</span>}
      </legend>
      {aide && (
        <span id={idAide(id)} className={style.aide}>
          {aide}
        </span>
      )}
      {erreur && (
        <span id={idErreur(id)} className={style.erreur}>
          {erreur}
        </span>
      )}
      <div className={style.date}>
        {CHIFFRES.map(({ nom, longueur, complete }, rang) => (
          <label key={nom} className={style.partie}>
            {nom}
            <input
              id={rang === 0 ? id : undefined}
              name={`${name}.${nom}`}
              className={style.saisie}
              inputMode="numeric"
              autoComplete={naissance ? complete : 'off'}
              maxLength={longueur}
              value={parties[rang]}
              aria-invalid={erreur ? true : undefined}
              onChange={(event) => changer(rang, event.target.value)}
              onBlur={onBlur}
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
