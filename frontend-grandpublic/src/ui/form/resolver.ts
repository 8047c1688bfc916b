import { set, type FieldErrors, type FieldValues, type Resolver } from 'react-hook-form'
import { config, type $ZodType } from 'zod/v4/core'
import { safeParse } from 'zod/v4/core'

// without it zod tries to compile its checks, which the CSP forbids and reports
config({ jitless: true })

/** Shape only: what the business refuses, the server says. */
export function resolver<T extends FieldValues>(schema: $ZodType): Resolver<T> {
  return (values) => {
    const verdict = safeParse(schema, values)
    if (verdict.success) return { values, errors: {} }
    const errors: FieldErrors<T> = {}
    const vus = new Set<string>()
    for (const { path, message } of verdict.error.issues) {
      const name = path.join('.')
      if (vus.has(name)) continue
      vus.add(name)
      set(errors, name, { type: 'forme', message })
    }
    return { values: {}, errors }
  }
}
