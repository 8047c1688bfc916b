import { TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState, type ReactNode } from 'react'
import { allerAuxLignes } from './useClavier.ts'
import styles from './Recherche.module.css'

interface Props {
  libelle: string
  exemple?: string
  valeur: string | undefined
  onChange: (q: string | undefined) => void
  /** Why what is typed cannot be searched here: it then goes nowhere. */
  refus?: (saisie: string) => ReactNode
}

const FRAPPE = 200

/** The list answers as one types; « / » comes here from anywhere, the down arrow goes to the rows. */
export function Recherche({ libelle, exemple, valeur, onChange, refus }: Props) {
  const champ = useRef<HTMLInputElement>(null)
  const [saisie, setSaisie] = useState(valeur ?? '')
  const [avant, setAvant] = useState(valeur)
  const chercher = useDebouncedCallback((q: string) => !refus?.(q) && onChange(q.trim() || undefined), FRAPPE)
  useHotkeys([['/', () => champ.current?.focus()]])
  if (valeur !== avant) {
    setAvant(valeur)
    // the filters have been removed elsewhere; what comes back from our own typing must not erase what followed it
    if (valeur === undefined && saisie.trim() !== '') setSaisie('')
  }
  return (
    <TextInput
      ref={champ}
      type="search"
      className={styles.recherche}
      label={libelle}
      placeholder={exemple}
      autoComplete="off"
      spellCheck={false}
      value={saisie}
      error={refus?.(saisie)}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      rightSection={<kbd className={styles.touche}>/</kbd>}
      onChange={(event) => {
        setSaisie(event.currentTarget.value)
        chercher(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' && allerAuxLignes()) event.preventDefault()
      }}
    />
  )
}
