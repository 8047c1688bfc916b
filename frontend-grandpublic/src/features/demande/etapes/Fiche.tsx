import { useState, type ReactNode } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Groupe } from '../../../ui/form/Groupe.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { texts } from '../texts.ts'
import style from './Foyer.module.css'

const t = texts.foyer

interface FicheProps {
  titre: string
  resume: string
  repliee: boolean
  onModifier: () => void
  /** Absent quand le retrait a sa propre page, qui en dit d’abord les conséquences. */
  onRetirer?: () => void
  /** Ce que l’on retire, et ce qui s’efface avec ; sans eux, la personne elle-même. */
  retrait?: Retrait
  children: ReactNode
}

type Retrait = Pick<typeof t, 'retirerQui' | 'retirerVraiment' | 'garder'>

/** Une personne déjà décrite se replie en une ligne. */
export function Fiche({ titre, resume, repliee, onModifier, onRetirer, retrait = t, children }: FicheProps) {
  const [confirme, demander] = useState(false)
  const retirer = !onRetirer ? null : confirme ? (
    <div role="alert">
      <p>{retrait.retirerVraiment(titre)}</p>
      <Rangee>
        <Button allure="danger" petit onPress={onRetirer}>
          {t.confirmer}
        </Button>
        <Button allure="discret" petit onPress={() => demander(false)}>
          {retrait.garder}
        </Button>
      </Rangee>
    </div>
  ) : (
    <Button allure="discret" petit onPress={() => demander(true)} aria-label={retrait.retirerQui(titre)}>
      {t.retirer}
    </Button>
  )
  if (repliee) {
    return (
      <div className={style.repliee}>
        <div>
          <p className={style.nom}>{titre}</p>
          <p className={style.resume}>{resume}</p>
        </div>
        <Rangee>
          <Button allure="discret" petit onPress={onModifier} aria-label={t.modifierQui(titre)}>
            {t.modifier}
          </Button>
          {retirer}
        </Rangee>
      </div>
    )
  }
  return (
    <Groupe titre={titre} actions={retirer}>
      {children}
    </Groupe>
  )
}

/** Les personnes déjà connues se replient, jusqu’à ce qu’on les modifie ou qu’une réponse soit à revoir. */
export function useFiches(initiales: readonly { cle: string }[]) {
  const [ouvertes, ouvrir] = useState<readonly string[]>([])
  const connues = new Set(initiales.map(({ cle }) => cle))
  return {
    ouvrir: (cle: string) => ouvrir((deja) => [...deja, cle]),
    repliee: (cle: string, enErreur: boolean) => connues.has(cle) && !ouvertes.includes(cle) && !enErreur,
  }
}
