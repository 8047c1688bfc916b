import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconExternalLink, IconRotateClockwise, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { useState } from 'react'
import { Vide } from './Etats.tsx'
import { IconePrete } from './IconePrete.tsx'
import styles from './Visionneuse.module.css'

interface Props {
  /** The whole document, for its own tab. */
  url: string
  nom: string
  /** One picture for each page. */
  pages: readonly string[]
  sansPage?: string
}

const PAS = 0.25

/** A document beside what it proves: its pages turn, grow, and follow one another. */
export function Visionneuse({ url, nom, pages, sansPage = 'Ce document ne peut pas encore s’ouvrir' }: Props) {
  const [zoom, setZoom] = useState(1)
  const [tour, setTour] = useState(0)
  const [choisie, setChoisie] = useState(0)
  const rang = Math.min(choisie, Math.max(0, pages.length - 1))
  const page = pages[rang]
  const titre = pages.length > 1 ? `Document ${nom}, page ${rang + 1} sur ${pages.length}` : `Document ${nom}`
  return (
    <figure className={styles.visionneuse}>
      <div className={styles.outils}>
        <figcaption className={styles.nom}>{nom}</figcaption>
        {pages.length > 1 && (
          <span className={styles.pages}>
            <IconePrete onClick={() => setChoisie(rang - 1)} manque={rang === 0 && 'C’est la première page.'} aria-label="Page précédente">
              <IconChevronLeft size={17} />
            </IconePrete>
            <span aria-live="polite">
              {rang + 1} / {pages.length}
            </span>
            <IconePrete onClick={() => setChoisie(rang + 1)} manque={rang === pages.length - 1 && 'C’est la dernière page.'} aria-label="Page suivante">
              <IconChevronRight size={17} />
            </IconePrete>
          </span>
        )}
        {page && (
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
            <Button component="a" href={url} target="_blank" rel="noreferrer" variant="subtle" size="compact-sm" leftSection={<IconExternalLink size={14} aria-hidden="true" />}>
              Ouvrir le PDF
            </Button>
          </>
        )}
      </div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div className={styles.cadre} tabIndex={0} role="region" aria-label={titre}>
        {page ? <img key={page} src={page} alt={titre} style={{ width: `${zoom * 100}%`, rotate: `${tour}deg` }} /> : <Vide titre={sansPage} />}
      </div>
    </figure>
  )
}
