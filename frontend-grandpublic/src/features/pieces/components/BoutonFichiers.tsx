import { useRef } from 'react'
import { estPassager } from '../../../api/problem.ts'
import type { DossierDePieces } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { Pile, Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { texts } from '../texts.ts'
import { useEnvoi, type Destination } from '../useEnvoi.ts'
import style from './MesPieces.module.css'

const MEBIOCTET = 1024 * 1024

interface BoutonFichiersProps {
  depot: DossierDePieces['depot']
  /** Où vont les fichiers ; une phrase quand il manque encore quelque chose. */
  vers: Destination | string
  onManque?: (phrase: string) => void
  libelle?: string
  discret?: boolean
}

/** L’appareil photo ou les fichiers du téléphone, puis l’envoi : où il en est, ce qui l’arrête, comment reprendre. */
export function BoutonFichiers({ depot, vers, onManque, libelle = texts.fichier, discret = false }: BoutonFichiersProps) {
  const saisie = useRef<HTMLInputElement>(null)
  const { etape, envoyer } = useEnvoi(depot.morceau)
  const maximum = depot.taille_maximale / MEBIOCTET

  function prendre(fichiers: readonly File[]) {
    if (fichiers.length === 0 || typeof vers === 'string') return
    if (fichiers.some(({ size }) => size > depot.taille_maximale)) onManque?.(texts.tropGros(maximum))
    else void envoyer(fichiers, vers)
  }

  return (
    <Pile ecart="serree">
      <input
        ref={saisie}
        type="file"
        accept={depot.formats.join(',')}
        multiple
        hidden
        onChange={(event) => {
          prendre(Array.from(event.target.files ?? []))
          event.target.value = ''
        }}
      />
      <Rangee>
        <Button
          allure={discret ? 'discret' : 'secondaire'}
          petit={discret}
          enCours={etape.genre === 'envoi'}
          onPress={() => {
            if (typeof vers === 'string') onManque?.(vers)
            else saisie.current?.click()
          }}
        >
          {libelle}
        </Button>
      </Rangee>
      {etape.genre === 'envoi' && (
        <>
          <progress className={style.progres} value={etape.pourcent} max={100} aria-label={texts.envoi(etape.nom, etape.pourcent)} />
          <p className={style.detail}>{texts.envoi(etape.nom, etape.pourcent)}</p>
          {etape.coupe && (
            <Notice ton="attention" annonce>
              {texts.coupure}
            </Notice>
          )}
        </>
      )}
      {etape.genre === 'fini' && (
        <Notice ton="succes" annonce>
          {etape.enAnalyse ? texts.recuEnAnalyse(etape.nom) : texts.recu(etape.nom)}
        </Notice>
      )}
      {etape.genre === 'erreur' && (
        <Notice
          ton="erreur"
          annonce
          suite={
            estPassager(etape.erreur) && (
              <Button allure="secondaire" petit onPress={etape.reprendre}>
                {texts.reprendre}
              </Button>
            )
          }
        >
          {phraseDe(etape.erreur)}
        </Notice>
      )}
    </Pile>
  )
}
