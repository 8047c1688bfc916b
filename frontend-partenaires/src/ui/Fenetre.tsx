import { Modal } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
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

/** Most dialogs are drawn only while they are open, and the library gives the hand back only to those that stay. */
function useMainRendue(ouverte: boolean) {
  useEffect(() => {
    if (!ouverte) return
    const avant = document.activeElement
    return () => {
      setTimeout(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return
        const sienne = avant instanceof HTMLElement && avant !== document.body && avant.isConnected && !avant.matches(':disabled')
        // what opened it may be gone with the act: then the page itself
        const retour = sienne ? avant : document.getElementById('contenu')
        retour?.focus({ preventScroll: true })
      })
    }
  }, [ouverte])
}

/** A dialog over the page. Its head is not a <header>: the page has one banner only. */
export function Fenetre({ ouverte, titre, onFermer, taille = 'md', ferme = false, children }: Props) {
  useMainRendue(ouverte)
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
