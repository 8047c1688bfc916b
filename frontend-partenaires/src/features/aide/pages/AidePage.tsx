import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement, ReactNode } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageSeule } from '@/ui/PageSeule.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { charteQuery } from '../queries.ts'
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
        <Charte />
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

function Charte() {
  const requete = useQuery(charteQuery)
  return (
    <Requete requete={requete} phrase={phraseDe} lignes={4}>
      {({ version, texte }) => (
        <details>
          <summary>Lire la charte en vigueur, version {version}</summary>
          {texte.split(/\n{2,}/).map((paragraphe) => (
            <p key={paragraphe}>{paragraphe}</p>
          ))}
        </details>
      )}
    </Requete>
  )
}
