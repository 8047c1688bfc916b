import { useEffect, useRef } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { garderSaisie } from './brouillon.ts'

const PAUSE_DE_FRAPPE = 400

interface Saisie<V extends FieldValues> {
  form: UseFormReturn<V>
  demande: string
  etape: string
  /** Ce qui ne doit jamais s’écrire dans le navigateur. */
  sansTrace?: (valeurs: V) => V
}

/** Garde ce qui s’écrit à chaque pause, et aussitôt que la page se quitte ou se ferme ; rend de quoi le garder sans attendre. */
export function useSaisieGardee<V extends FieldValues>({ form, demande, etape, sansTrace }: Saisie<V>): () => void {
  const garder = useRef<() => void>(() => undefined)
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined
    let enAttente: V | null = null
    const garderAussitot = () => {
      clearTimeout(pause)
      if (enAttente) garderSaisie(demande, etape, sansTrace ? sansTrace(enAttente) : enAttente)
      enAttente = null
    }
    garder.current = garderAussitot
    const arreter = form.subscribe({
      formState: { values: true, dirtyFields: true },
      callback: ({ values, isDirty }) => {
        if (!isDirty && !form.formState.isDirty) return
        clearTimeout(pause)
        enAttente = values
        pause = setTimeout(garderAussitot, PAUSE_DE_FRAPPE)
      },
    })
    window.addEventListener('pagehide', garderAussitot)
    return () => {
      garderAussitot()
      arreter()
      window.removeEventListener('pagehide', garderAussitot)
    }
  }, [form, demande, etape, sansTrace])
  return () => garder.current()
}
