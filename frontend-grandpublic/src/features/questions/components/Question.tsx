import type { ReactNode } from 'react'
import style from '../pages/Questions.module.css'

/** Une question, et sa réponse sous elle. */
export function Question({ question, ouverte = false, children }: { question: string; ouverte?: boolean; children: ReactNode }) {
  return (
    <details className={style.question} open={ouverte || undefined}>
      <summary>{question}</summary>
      <div className={style.reponse}>{children}</div>
    </details>
  )
}
