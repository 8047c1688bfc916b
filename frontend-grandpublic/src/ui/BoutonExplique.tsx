import { useId, type ReactNode } from 'react'
import { classes } from '../lib/classes.ts'
import { Button, type Allure } from './Button.tsx'
import style from './Button.module.css'

interface BoutonExpliqueProps {
  /** Pourquoi c’est impossible, à partir de quand ce sera possible, qui appeler, dans cet ordre. Sans raison, le bouton sert : il ne se grise pas en silence. */
  raisons: readonly ReactNode[]
  onPress: () => void
  enCours?: boolean
  allure?: Allure
  children: ReactNode
}

/** Un bouton qui ne peut pas encore servir reste visible, atteignable au clavier, et dit pourquoi. */
export function BoutonExplique({ raisons, onPress, enCours, allure = 'principal', children }: BoutonExpliqueProps) {
  const id = useId()
  if (raisons.length === 0) {
    return (
      <Button allure={allure} onPress={onPress} enCours={enCours}>
        {children}
      </Button>
    )
  }
  return (
    <div className={style.explique}>
      <button type="button" className={classes(style.bouton, style.empeche)} aria-disabled="true" aria-describedby={id}>
        {children}
      </button>
      <div id={id} className={style.raisons}>
        {raisons.map((raison, rang) => (
          <p key={rang}>{raison}</p>
        ))}
      </div>
    </div>
  )
}
