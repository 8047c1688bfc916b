import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { BASE } from '../../../api/client.ts'
import { useTerritoire } from '../../../api/territoire.tsx'
import type { GrillePublique } from '../../../api/types.ts'
import { dateLongue } from '../../../lib/dates.ts'
import { Card } from '../../../ui/Card.tsx'
import { Depliable } from '../../../ui/Depliable.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Faits } from '../../../ui/Faits.tsx'
import { Insecable } from '../../../ui/Insecable.tsx'
import { Page, Retour } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { PageTitle } from '../../../ui/PageTitle.tsx'
import { grilleQuery } from '../queries.ts'
import { texts } from '../texts.ts'
import { periode, Versions } from './GrillesPage.tsx'

export default function GrillePage({ adresse }: { adresse: string }) {
  const { code } = useTerritoire()
  const grille = useQuery(grilleQuery(code, adresse))
  return (
    <Page etroite>
      <Retour href="/grilles-de-cotation">{texts.retour}</Retour>
      <Etat de={grille}>{(lue) => <Contenu grille={lue} departement={code} />}</Etat>
    </Page>
  )
}

function Contenu({ grille, departement }: { grille: GrillePublique; departement: string }) {
  const { version, deliberation } = grille
  const autres = grille.versions.filter(({ adresse }) => adresse !== version.adresse)
  return (
    <>
      <PageTitle chapo={`${version.libelle}, ${texts.version(version.version_grille).toLocaleLowerCase('fr')}. ${version.population_libelle}. ${periode(version)}.`}>{version.epci_nom}</PageTitle>
      {version.fictive && <Notice>{texts.fictive}</Notice>}
      {!version.en_vigueur && <Notice ton="attention">{texts.passee}</Notice>}
      <Card titre={texts.methode}>
        {grille.note_methode && (
          <p>
            <Insecable texte={grille.note_methode} />
          </p>
        )}
        <p>{texts.libre}</p>
        {deliberation && (
          <p>
            {texts.deliberation(deliberation.reference, dateLongue(deliberation.date))}
            {deliberation.url && (
              <>
                {'. '}
                <a href={deliberation.url}>{texts.lireDeliberation}</a>
              </>
            )}
          </p>
        )}
      </Card>
      {grille.blocs.map((bloc) => (
        <Card key={bloc.code} titre={bloc.libelle}>
          <p>
            <Insecable texte={bloc.regle} />
          </p>
          {bloc.criteres.map((critere) => (
            <Depliable key={critere.code} titre={titreDe(critere)}>
              {critere.definition && (
                <p>
                  <Insecable texte={critere.definition} />
                </p>
              )}
              <Faits
                liste={[
                  [texts.points, <Insecable key="p" texte={critere.bareme} />],
                  ...(critere.condition ? ([[texts.condition, <Insecable key="c" texte={critere.condition} />]] as const) : []),
                  [texts.preuve, <Insecable key="j" texte={critere.preuve} />],
                  ...(critere.base_legale ? ([[texts.base, critere.base_legale]] as const) : []),
                ]}
              />
            </Depliable>
          ))}
        </Card>
      ))}
      <Phrases titre={texts.ensembles} phrases={grille.ensembles.map(({ libelle, regle }) => `${libelle}\u00a0: ${regle}`)} />
      <Phrases titre={texts.secteurs} phrases={grille.secteurs.map(({ libelle, communes }) => `${libelle}\u00a0: ${communes.join(', ')}`)} />
      <Phrases titre={texts.horsCotation} phrases={grille.hors_cotation} />
      <Phrases titre={texts.departage} phrases={grille.departage} />
      <Card titre={texts.exemples}>
        <p>{texts.exemplesAide}</p>
        {grille.exemples.map((exemple) => (
          <section key={exemple.nom}>
            <h3>
              {exemple.nom}, {exemple.points === null ? exemple.hors_cotation : texts.total(exemple.points)}
            </h3>
            <p>
              <Insecable texte={exemple.situation} />
            </p>
            {exemple.lignes.length === 0 ? <p>{texts.aucunPoint}</p> : <Faits liste={exemple.lignes.map(({ critere, points }) => [critere, texts.signe(points)] as const)} />}
          </section>
        ))}
      </Card>
      <Card titre={texts.guides}>
        <ul>
          {grille.guides.map(({ lecteur, titre }) => (
            <li key={lecteur}>
              <Link href={`/grilles-de-cotation/${version.adresse}/guides/${lecteur}`}>{titre}</Link>
            </li>
          ))}
          <li>
            <a href={`${BASE}/territoires/${departement}/grilles-de-cotation/${version.adresse}/document`} download>
              {texts.machine}
            </a>
          </li>
          <li>
            <Link href="/grilles-de-cotation/format">{texts.format}</Link>
          </li>
        </ul>
      </Card>
      {autres.length > 0 && (
        <Card titre={texts.autres}>
          <Versions versions={autres} />
        </Card>
      )}
    </>
  )
}

type Critere = GrillePublique['blocs'][number]['criteres'][number]

/** Ce que le critère vaut se lit sans l’ouvrir. */
function titreDe({ libelle, points_min, points_max }: Critere): string {
  const plus = points_max || points_min
  return plus ? `${libelle}, ${texts.jusqua(plus)}` : libelle
}

function Phrases({ titre, phrases }: { titre: string; phrases: readonly string[] }) {
  if (phrases.length === 0) return null
  return (
    <Card titre={titre}>
      <ul>
        {phrases.map((phrase) => (
          <li key={phrase}>
            <Insecable texte={phrase} />
          </li>
        ))}
      </ul>
    </Card>
  )
}
