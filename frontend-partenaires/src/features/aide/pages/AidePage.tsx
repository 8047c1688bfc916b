import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { articles, textes } from '../texts.ts'
import styles from './AidePage.module.css'

/** Readable without being signed in: one may need it to sign in. */
export function AidePage(): ReactElement {
  return (
    <PageSeule large>
      <PageHeader titre="Aide et assistance" sous={textes.objet} chemin={<Link to="/">Revenir au fichier partagé</Link>} />
      <Section titre="Qui appeler">
        <ol className={styles.etapes}>
          {textes.assistance.map((etape) => (
            <li key={etape}>{etape}</li>
          ))}
        </ol>
      </Section>
      <Section titre="Charte de déontologie">
        <p>{textes.confidentialite}</p>
      </Section>
      <Section titre="Écran par écran">
        <div className={styles.articles}>
          {Object.entries(articles).map(([adresse, article]) => (
            <details key={adresse}>
              <summary>{article.titre}</summary>
              {article.texte.map((paragraphe) => (
                <p key={paragraphe}>{paragraphe}</p>
              ))}
            </details>
          ))}
        </div>
      </Section>
      <Section titre="Votre poste">
        {textes.prerequis.map((phrase) => (
          <p key={phrase}>{phrase}</p>
        ))}
        <Fiche
          lignes={[
            ['Version de cette page', __VERSION__],
            ['Adresse', location.host],
            ['Votre navigateur', navigator.userAgent],
          ]}
        />
      </Section>
    </PageSeule>
  )
}

function Section({ titre, children }: { titre: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{titre}</h2>
      {children}
    </section>
  )
}
