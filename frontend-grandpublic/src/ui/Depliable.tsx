import type { ReactNode } from 'react'
import style from './Depliable.module.css'

/** Ce que peu de gens ont à dire : replié, et pourtant là. */
export function Depliable({ titre, children }: { titre: string; children: ReactNode }) {
  return (
    <details className={style.depliable}>
      <summary>{titre}</summary>
      <div className={style.dedans}>{children}</div>
    </details>
  )
}
