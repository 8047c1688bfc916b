import { useEffect, useRef } from 'react'
import { signalerErreur } from '../lib/titre.ts'
import { allerAuChamp } from './champ.ts'
import style from './ErrorSummary.module.css'

export interface Erreur {
  /** L’identifiant du champ à corriger ; absent quand l’erreur n’est pas celle d’un champ. */
  champ?: string
  message: string
}

interface ErrorSummaryProps {
  erreurs: readonly Erreur[]
  /** Change à chaque envoi refusé : le résumé reprend alors le focus. */
  envoi: number
  /** Ce qui est déjà acquis, avant ce qui reste à revoir. */
  avant?: string
}

function titreDe(erreurs: readonly Erreur[]): string {
  const aRevoir = erreurs.filter(({ champ }) => champ).length
  if (aRevoir === 0) return 'Ce n’est pas encore fait'
  return aRevoir === 1 ? 'Une réponse à revoir' : `${aRevoir} réponses à revoir`
}

export function ErrorSummary({ erreurs, envoi, avant }: ErrorSummaryProps) {
  const bloc = useRef<HTMLDivElement>(null)
  const present = erreurs.length > 0
  useEffect(() => {
    signalerErreur(present)
    if (present) bloc.current?.focus()
    return () => signalerErreur(false)
  }, [present, envoi])
  if (!present) return null
  return (
    <div ref={bloc} className={style.resume} role="alert" tabIndex={-1}>
      <h2>{titreDe(erreurs)}</h2>
      {avant && <p>{avant}</p>}
      <ul>
        {erreurs.map(({ champ, message }) => (
          <li key={`${champ ?? ''}${message}`}>
            {champ ? (
              <a
                href={`#${champ}`}
                onClick={(event) => {
                  event.preventDefault()
                  allerAuChamp(champ)
                }}
              >
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
