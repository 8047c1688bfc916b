import { ActionIcon, Button } from '@mantine/core'
import { IconExternalLink, IconRotateClockwise, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useState } from 'react'
import { Vide } from './Etats.tsx'
import styles from './Visionneuse.module.css'

interface Props {
  url: string
  nom: string
  format: string
}

const PAS = 0.25
const LISIBLES = ['image/jpeg', 'image/png', 'image/svg+xml', 'image/webp']

/** A document beside what it proves. Images turn and grow; a PDF has the browser's own reader. */
export function Visionneuse({ url, nom, format }: Props) {
  const [zoom, setZoom] = useState(1)
  const [tour, setTour] = useState(0)
  const image = LISIBLES.includes(format)
  return (
    <figure className={styles.visionneuse}>
      <div className={styles.outils}>
        <figcaption className={styles.nom}>{nom}</figcaption>
        {image && (
          <>
            <ActionIcon onClick={() => setZoom((z) => Math.max(PAS, z - PAS))} aria-label="Réduire">
              <IconZoomOut size={17} />
            </ActionIcon>
            <ActionIcon onClick={() => setZoom((z) => z + PAS)} aria-label="Agrandir">
              <IconZoomIn size={17} />
            </ActionIcon>
            <ActionIcon onClick={() => setTour((t) => (t + 90) % 360)} aria-label="Tourner d’un quart de tour">
              <IconRotateClockwise size={17} />
            </ActionIcon>
          </>
        )}
        <Button component="a" href={url} target="_blank" rel="noreferrer" variant="subtle" size="compact-sm" leftSection={<IconExternalLink size={14} aria-hidden="true" />}>
          Nouvel onglet
        </Button>
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className={styles.cadre} tabIndex={0} role="region" aria-label={`Document ${nom}`}>
        {image && <img src={url} alt={`Document ${nom}`} style={{ width: `${zoom * 100}%`, rotate: `${tour}deg` }} />}
        {format === 'application/pdf' && <iframe src={url} title={`Document ${nom}`} className={styles.page} />}
        {!image && format !== 'application/pdf' && (
          <Vide titre="Votre navigateur ne sait pas montrer ce format">Ouvrez le document dans un nouvel onglet pour l’enregistrer.</Vide>
        )}
      </div>
    </figure>
  )
}
