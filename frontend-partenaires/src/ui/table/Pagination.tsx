import { NativeSelect } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { nombre } from '@/lib/montants.ts'
import { IconePrete } from '../IconePrete.tsx'
import styles from './DataTable.module.css'

export interface PageAffichee {
  page: number
  size: number
  total: number
  total_plafonne: boolean
}

interface Props extends PageAffichee {
  affichees: number
  onPage: (page: number) => void
  onTaille?: ((size: number) => void) | undefined
}

const TAILLES = ['25', '50', '100']

export function Pagination({ page, size, total, total_plafonne, affichees, onPage, onTaille }: Props) {
  const premier = (page - 1) * size + 1
  const dernier = premier + affichees - 1
  const suivante = total_plafonne ? affichees === size : dernier < total
  return (
    <nav className={styles.pages} aria-label="Pages de la liste">
      <p aria-live="polite">
        {affichees === 0 ? '0 résultat' : `Résultats ${nombre(premier)} à ${nombre(dernier)} sur ${total_plafonne ? `plus de ${nombre(total)}` : nombre(total)}`}
      </p>
      {onTaille && (
        <span className={styles.taille}>
          <span aria-hidden="true">Lignes</span>
          <NativeSelect size="xs" aria-label="Lignes par page" data={TAILLES} value={String(size)} onChange={(event) => onTaille(Number(event.currentTarget.value))} />
        </span>
      )}
      <span className={styles.fleches}>
        <IconePrete variant="default" manque={page <= 1 && 'C’est la première page.'} onClick={() => onPage(page - 1)} aria-label="Page précédente">
          <IconChevronLeft size={16} />
        </IconePrete>
        <span>Page {nombre(page)}</span>
        <IconePrete variant="default" manque={!suivante && 'C’est la dernière page.'} onClick={() => onPage(page + 1)} aria-label="Page suivante">
          <IconChevronRight size={16} />
        </IconePrete>
      </span>
    </nav>
  )
}
