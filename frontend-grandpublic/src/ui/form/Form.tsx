import { useMemo, useState, type ReactNode } from 'react'
import { FormProvider, type FieldErrors, type FieldValues, type UseFormReturn } from 'react-hook-form'
import { idDuChamp } from '../champ.ts'
import { ErrorSummary, type Erreur } from '../ErrorSummary.tsx'
import { Pile } from '../Layout.tsx'

interface FormProps<T extends FieldValues> {
  form: UseFormReturn<T>
  onSubmit: (valeurs: T) => unknown
  /** La forme d’une réponse ne va pas : rien n’est parti. */
  onInvalid?: () => void
  /** Les refus du serveur qui ne désignent aucun champ. */
  autres?: readonly string[]
  label?: string
  /** Ce qui est déjà acquis quand il reste des réponses à revoir. */
  acquis?: string
  children: ReactNode
}

function aplatir(erreurs: object, prefixe = ''): Erreur[] {
  return Object.entries(erreurs).flatMap(([cle, valeur]: [string, unknown]) => {
    if (valeur === null || typeof valeur !== 'object' || cle === 'ref') return []
    const name = prefixe ? `${prefixe}.${cle}` : cle
    if ('message' in valeur && typeof valeur.message === 'string') return [{ champ: idDuChamp(name), message: valeur.message }]
    return aplatir(valeur, name)
  })
}

export function Form<T extends FieldValues>({ form, onSubmit, onInvalid, autres = [], label, acquis, children }: FormProps<T>) {
  const [envoi, compter] = useState(0)
  const { errors, isSubmitted } = form.formState
  const erreurs = useMemo(() => [...aplatir(errors as FieldErrors), ...autres.map((message) => ({ message }))], [errors, autres])
  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label={label}
        onSubmit={(event) => {
          compter((n) => n + 1)
          void form.handleSubmit(onSubmit, onInvalid)(event)
        }}
      >
        <Pile ecart="large">
          {(isSubmitted || autres.length > 0) && <ErrorSummary erreurs={erreurs} envoi={envoi} avant={acquis} />}
          {children}
        </Pile>
      </form>
    </FormProvider>
  )
}
