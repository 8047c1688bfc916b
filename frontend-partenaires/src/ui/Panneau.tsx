import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import styles from './Panneau.module.css'

interface Props {
  titre: string
  sous?: ReactNode
  pied?: ReactNode
  onFermer: () => void
  children: ReactNode
}

export function Panneau({ titre, sous, pied, onFermer, children }: Props) {
  const id = useId()
  return (
    <aside className={styles.panneau} aria-labelledby={id}>
      <header className={styles.entete}>
        <div className={styles.textes}>
          <h2 id={id} className={styles.titre}>
            {titre}
          </h2>
          {sous && <div className={styles.sous}>{sous}</div>}
        </div>
        <ActionIcon onClick={onFermer} aria-label="Fermer le panneau">
          <IconX size={18} />
        </ActionIcon>
      </header>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className={styles.corps} tabIndex={0}>
        {children}
      </div>
      {pied && <footer className={styles.pied}>{pied}</footer>}
    </aside>
  )
}
