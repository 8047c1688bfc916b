import { useEffect, useRef } from 'react'
import type { FieldErrors, FieldValues } from 'react-hook-form'
import styles from './ResumeErreurs.module.css'

interface Manque {
  champ: string
  message: string
}

/** Walks the tree of react-hook-form errors: « demandeur.nom_naissance » and its sentence. */
export function manques(erreurs: FieldErrors<FieldValues>, racine = ''): Manque[] {
  return Object.entries(erreurs).flatMap(([cle, erreur]) => {
    if (!erreur || cle === 'ref') return []
    const champ = racine ? `${racine}.${cle}` : cle
    if (typeof (erreur as { message?: unknown }).message === 'string') return [{ champ, message: (erreur as { message: string }).message }]
    return typeof erreur === 'object' ? manques(erreur as FieldErrors<FieldValues>, champ) : []
  })
}

/** The schema has its order, the page another: one corrects from top to bottom. */
function dansLOrdreDeLaPage(liste: Manque[]): Manque[] {
  const place = (manque: Manque) => document.getElementById(manque.champ)
  return liste.toSorted((a, b) => {
    const [ici, la] = [place(a), place(b)]
    return ici && la && ici.compareDocumentPosition(la) & Node.DOCUMENT_POSITION_PRECEDING ? 1 : -1
  })
}

interface Props<F extends FieldValues> {
  erreurs: FieldErrors<F>
  /** Changes at each refused attempt: the summary takes the focus again. */
  essai: number
}

/** Takes the focus, which the form leaves to it (`shouldFocusError: false`), and leads to each field. */
export function ResumeErreurs<F extends FieldValues>({ erreurs, essai }: Props<F>) {
  const ref = useRef<HTMLDivElement>(null)
  const liste = dansLOrdreDeLaPage(manques(erreurs))
  const montre = essai > 0 && liste.length > 0
  useEffect(() => {
    if (montre) ref.current?.focus()
  }, [essai, montre])
  if (!montre) return null
  return (
    <div ref={ref} className={styles.resume} role="alert" tabIndex={-1}>
      <p className={styles.titre}>{liste.length === 1 ? 'Un point est à corriger' : `${liste.length} points sont à corriger`}</p>
      <ul>
        {liste.map(({ champ, message }) => (
          <li key={champ}>
            <a
              href={`#${champ}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(champ)?.focus()
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
