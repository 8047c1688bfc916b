import { Drawer } from '@mantine/core'
import { Link, useMatches } from '@tanstack/react-router'
import { articles, textes } from './texts.ts'
import styles from './AideContextuelle.module.css'

interface Props {
  ouverte: boolean
  onFermer: () => void
}

/** Opens on the screen that one is looking at, without leaving it. */
export function AideContextuelle({ ouverte, onFermer }: Props) {
  const adresse = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' })
  const article = articles[adresse.replace(/(.)\/$/, '$1')]
  return (
    <Drawer.Root opened={ouverte} onClose={onFermer} position="right" size={380} lockScroll={false}>
      <Drawer.Overlay backgroundOpacity={0.15} />
      <Drawer.Content>
        <div className={styles.entete}>
          <Drawer.Title className={styles.titre}>{article?.titre ?? 'Aide'}</Drawer.Title>
          <Drawer.CloseButton aria-label="Fermer l’aide" />
        </div>
        <Drawer.Body className={styles.corps}>
          {(article?.texte ?? [textes.aucunArticle]).map((paragraphe) => (
            <p key={paragraphe}>{paragraphe}</p>
          ))}
          <Link to="/aide" target="_blank">
            Toute l’aide, et qui appeler
          </Link>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
