import { ActionIcon, Select, type ComboboxParsedItem } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { useId } from 'react'
import { IconePrete } from '../IconePrete.tsx'
import type { OptionDeListe } from './Champs.tsx'
import styles from './ListeClassee.module.css'

interface Props {
  /** Where the error summary leads. */
  id?: string
  libelle: string
  aide?: string
  valeurs: readonly string[]
  onChange: (valeurs: string[]) => void
  options: readonly OptionDeListe[]
  libelleDe: (code: string) => string
  max: number
  /** Asked while one types, when the options come from the server. */
  onRecherche?: (saisie: string) => void
  ajouter: string
  erreur?: string | undefined
}

/** A ranked choice: the first counts most. Moved with buttons, so with the keyboard too. */
export function ListeClassee({ id, libelle, aide, valeurs, onChange, options, libelleDe, max, onRecherche, ajouter, erreur }: Props) {
  const titre = useId()
  const deplacer = (rang: number, pas: number) => {
    const suite = [...valeurs]
    const [retire] = suite.splice(rang, 1)
    if (retire === undefined) return
    suite.splice(rang + pas, 0, retire)
    onChange(suite)
  }
  return (
    <div role="group" aria-labelledby={titre} className={styles.bloc}>
      <p id={titre} className={styles.titre}>
        {libelle}
      </p>
      {aide && <p className={styles.aide}>{aide}</p>}
      {valeurs.length > 0 && (
        <ol className={styles.liste}>
          {valeurs.map((code, rang) => (
            <li key={code}>
              <span className={styles.rang}>{rang + 1}</span>
              <span className={styles.nom}>{libelleDe(code)}</span>
              <IconePrete size="sm" manque={rang === 0 && 'C’est déjà le premier.'} onClick={() => deplacer(rang, -1)} aria-label={`Monter ${libelleDe(code)}`}>
                <IconArrowUp size={14} />
              </IconePrete>
              <IconePrete
                size="sm"
                manque={rang === valeurs.length - 1 && 'C’est déjà le dernier.'}
                onClick={() => deplacer(rang, 1)}
                aria-label={`Descendre ${libelleDe(code)}`}
              >
                <IconArrowDown size={14} />
              </IconePrete>
              <ActionIcon size="sm" onClick={() => onChange(valeurs.filter((v) => v !== code))} aria-label={`Retirer ${libelleDe(code)}`}>
                <IconX size={14} />
              </ActionIcon>
            </li>
          ))}
        </ol>
      )}
      {valeurs.length < max && (
        <Select
          id={id}
          size="sm"
          aria-label={ajouter}
          placeholder={ajouter}
          error={erreur}
          searchable
          clearable
          value={null}
          data={options.filter(({ code }) => !valeurs.includes(code)).map((option) => ({ value: option.code, label: option.libelle }))}
          {...(onRecherche && { onSearchChange: onRecherche, filter: ({ options: proposees }: { options: ComboboxParsedItem[] }) => proposees })}
          onChange={(code) => code && onChange([...valeurs, code])}
          nothingFoundMessage="Aucun résultat"
        />
      )}
    </div>
  )
}
