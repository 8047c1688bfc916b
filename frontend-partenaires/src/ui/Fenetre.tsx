import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './Fenetre.module.css'

interface Props {
  ouverte: boolean
  titre: string
  onFermer: () => void
  taille?: string | number
  /** Closed only by its own buttons: what it shows would be lost. */
  ferme?: boolean
  children: ReactNode
}

/** A dialog over the page. Its head is not a <header>: the page has one banner only. */
export function Fenetre({ ouverte, titre, onFermer, taille = 'md', ferme = false, children }: Props) {
  return (
    // RemoveScroll would inject a <style> tag, which the CSP refuses: base.css locks the page instead
    <Modal.Root opened={ouverte} onClose={onFermer} size={taille} centered lockScroll={false} closeOnClickOutside={!ferme} closeOnEscape={!ferme}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={styles.entete}>
          <Modal.Title className={styles.titre}>{titre}</Modal.Title>
          {!ferme && <Modal.CloseButton aria-label="Fermer" />}
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
