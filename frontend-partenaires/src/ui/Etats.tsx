import { Button, Skeleton } from '@mantine/core'
import { IconInbox, IconLock, IconMapOff, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './Etats.module.css'

interface Props {
  titre: string
  children?: ReactNode
  actions?: ReactNode
}

export function Vide({ titre, children, actions }: Props) {
  return (
    <div className={styles.etat}>
      <IconInbox size={32} stroke={1.3} aria-hidden="true" />
      <p className={styles.titre}>{titre}</p>
      {children && <div className={styles.texte}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

export function Erreur({ phrase, onReessayer }: { phrase: string; onReessayer?: () => void }) {
  return (
    <div className={styles.etat} role="alert">
      <IconPlugConnectedX size={32} stroke={1.3} aria-hidden="true" />
      <p className={styles.titre}>Cette partie de l’écran n’a pas pu se charger</p>
      <p className={styles.texte}>{phrase}</p>
      {onReessayer && (
        <div className={styles.actions}>
          <Button variant="default" onClick={onReessayer}>
            Réessayer
          </Button>
        </div>
      )}
    </div>
  )
}

export function SansDroit({ phrase }: { phrase?: string | undefined }) {
  return (
    <div className={styles.etat}>
      <IconLock size={32} stroke={1.3} aria-hidden="true" />
      <p className={styles.titre}>Votre profil n’ouvre pas cet écran</p>
      <p className={styles.texte}>{phrase ?? 'Le référent de votre organisme peut ajouter ce droit à votre compte.'}</p>
    </div>
  )
}

export function Introuvable({ titre, children, actions }: Props) {
  return (
    <div className={styles.etat}>
      <IconMapOff size={32} stroke={1.3} aria-hidden="true" />
      <p className={styles.titre}>{titre}</p>
      {children && <div className={styles.texte}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

/** Grey lines of the shape of what comes; nothing moves for those who asked for stillness. */
export function Chargement({ lignes = 6, libelle = 'Chargement' }: { lignes?: number; libelle?: string }) {
  return (
    <div className={styles.chargement} role="status">
      <span className="visuellement-cache">{libelle}</span>
      {Array.from({ length: lignes }, (_, rang) => (
        <Skeleton key={rang} height={18} width={`${100 - ((rang * 13) % 42)}%`} radius="sm" />
      ))}
    </div>
  )
}
