import type { DemandeDetail, RegleVue } from '@/api/types.ts'
import { typographier } from '@/lib/typographie.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { textes } from '../texts.ts'
import styles from './CarteRegles.module.css'

interface Props {
  demande: DemandeDetail
  themes: readonly RegleVue['theme'][]
  titre: string
  /** Alone on its line, in as many columns as fit. */
  large?: boolean
}

/** What each rule concludes, in its own words, with the text that it comes from. */
export function CarteRegles({ demande, themes, titre, large = false }: Props) {
  const regles = demande.regles.filter(({ theme }) => themes.includes(theme))
  if (regles.length === 0) return null
  return (
    <Carte titre={titre} {...(large && { className: styles.large })}>
      <div className={large ? styles.colonnes : undefined}>
        <Fiche lignes={regles.map((regle) => [regle.titre, <Conclusion key={regle.titre} {...regle} />])} />
      </div>
    </Carte>
  )
}

function Conclusion({ phrase, reference, a_verifier }: Pick<RegleVue, 'phrase' | 'reference' | 'a_verifier'>) {
  return (
    <>
      {typographier(phrase)}
      {a_verifier && <strong className={styles.aVerifier}>{textes.aVerifier}</strong>}
      {reference && <span className={styles.source}>{reference}</span>}
    </>
  )
}

/** The date from which one has waited abnormally long, past or to come. */
export function CarteDelai({ demande }: { demande: DemandeDetail }) {
  const delai = demande.delai_anormal
  if (!delai) return null
  return (
    <Carte titre="Délai anormalement long">
      <Conclusion {...delai} />
    </Carte>
  )
}
