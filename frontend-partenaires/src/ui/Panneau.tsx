import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId, type ReactNode } from 'react'
import { revenirALaLigne } from './table/useClavier.ts'
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
  const fermer = () => {
    revenirALaLigne()
    onFermer()
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- escape closes it, from anywhere inside
    <aside className={styles.panneau} aria-labelledby={id} tabIndex={-1} data-panneau onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && fermer()}>
      <header className={styles.entete}>
        <div className={styles.textes}>
          <h2 id={id} className={styles.titre}>
            {titre}
          </h2>
          {sous && <div className={styles.sous}>{sous}</div>}
        </div>
        <ActionIcon onClick={fermer} aria-label="Fermer le panneau">
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
