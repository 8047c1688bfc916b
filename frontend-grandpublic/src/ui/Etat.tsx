import type { ReactNode } from 'react'
import { phraseDe } from '../lib/erreur-dite.ts'
import { Button } from './Button.tsx'
import { Notice } from './Notice.tsx'
import { PageTitle } from './PageTitle.tsx'
import { Skeleton } from './Skeleton.tsx'

interface Interrogation<T> {
  data: T | undefined
  isPending: boolean
  isFetching: boolean
  error: Error | null
  refetch: () => unknown
}

interface EtatProps<T> {
  de: Interrogation<T>
  attente?: ReactNode
  /** Le titre de la page quand il manque encore parce que tout vient des données. */
  titre?: string
  /** Une autre façon de dire certaines erreurs ; rendre null pour la phrase ordinaire. */
  sinon?: (erreur: Error) => ReactNode
  children: (donnees: T) => ReactNode
}

/** Chargement, erreur avec de quoi réessayer, ou la page : jamais un écran blanc. */
export function Etat<T>({ de, attente = <Skeleton />, titre, sinon, children }: EtatProps<T>) {
  if (de.data !== undefined) return children(de.data)
  if (!de.error) {
    return (
      <>
        {titre && <h1 className="invisible">{titre}</h1>}
        {attente}
      </>
    )
  }
  return (
    sinon?.(de.error) ?? (
      <>
      {titre && <PageTitle>{titre}</PageTitle>}
      <Notice
        ton="erreur"
        annonce
        titre="Cette page n’a pas pu s’afficher"
        suite={
          <Button allure="secondaire" petit onPress={() => de.refetch()} enCours={de.isFetching}>
            Réessayer
          </Button>
        }
      >
        <p>{phraseDe(de.error)}</p>
      </Notice>
      </>
    )
  )
}
