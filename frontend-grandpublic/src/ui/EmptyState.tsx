import type { ReactNode } from 'react'
import style from './EmptyState.module.css'

interface EmptyStateProps {
  titre: string
  children?: ReactNode
  suite?: ReactNode
}

export function EmptyState({ titre, children, suite }: EmptyStateProps) {
  return (
    <div className={style.vide}>
      <h2>{titre}</h2>
      {children}
      {suite && <div className={style.suite}>{suite}</div>}
    </div>
  )
}
