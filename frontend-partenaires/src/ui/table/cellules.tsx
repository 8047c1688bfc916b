import type { ReactNode } from 'react'
import styles from './cellules.module.css'

/** Two lines in a cell: what leads to the file, and what tells it from the next. */
export function Double({ children, sous }: { children: ReactNode; sous: ReactNode }) {
  return (
    <span className={styles.double}>
      {children}
      <span className={styles.sous} title={typeof sous === 'string' ? sous : undefined}>
        {sous}
      </span>
    </span>
  )
}

/** One line, cut when it is too long, whole under the pointer. */
export function Court({ children, large }: { children: string; large?: boolean }) {
  return (
    <span className={styles.court} data-large={large} title={children}>
      {children}
    </span>
  )
}
