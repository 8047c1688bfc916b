import { Link } from '@tanstack/react-router'
import type { EpciSuivi } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { textes } from '../texts.ts'
import styles from './TableauDesEpci.module.css'

const TONS: Readonly<Record<EpciSuivi['etape'], Ton>> = { sans_grille: 'neutre', ecriture: 'cours', test: 'attente', adoptee: 'cours', en_vigueur: 'bon' }

type Version = EpciSuivi['suivante']

const essai = (version: Version): string | null => {
  if (!version?.test_du) return null
  return version.test_au ? textes.essai(dateCourte(version.test_du), dateCourte(version.test_au)) : textes.essaiDepuis(dateCourte(version.test_du))
}

/** When it began or will, and its test: under its name, for columns of their own would push the others out of sight. */
const dates = (version: Version, effet: (date: string) => string): string => [version?.effet_du && effet(dateCourte(version.effet_du)), essai(version)].filter(Boolean).join(', ')
const applique = (e: EpciSuivi) => dates(e.en_vigueur, textes.depuis)
const prepare = (e: EpciSuivi) => dates(e.suivante, textes.aPartirDu)
const ecrite = (version: Version, quand: string) => version && [version.libelle, quand].filter(Boolean).join(', ')
const dernierActe = ({ dernier_acte, dernier_acte_le }: EpciSuivi) => (dernier_acte_le ? `${dernier_acte}, le ${dateCourte(dernier_acte_le)}` : null)

function LienVersion({ version, quand }: { version: Version; quand: string }) {
  if (!version) return '—'
  return (
    <>
      <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: version.grille_id }}>
        {version.libelle}
      </Link>
      {quand && <div className={styles.sous}>{quand}</div>}
    </>
  )
}

/** Bound or not, and why: the law's reference is one gesture away. */
function Obligation({ dite }: { dite: EpciSuivi['obligation'] }) {
  return (
    <details className={styles.obligation}>
      <summary>{dite.libelle}</summary>
      <p>{dite.phrase}</p>
      <p>{dite.reference}.</p>
    </details>
  )
}

export function TableauDesEpci({ epcis }: { epcis: readonly EpciSuivi[] }) {
  return (
    <DataTable
      nom="deploiement"
      libelle={textes.tableau}
      lignes={epcis}
      cle={(e) => e.epci}
      colonnes={[
        { id: 'epci', entete: 'EPCI', fixe: true, souple: true, cellule: (e) => e.epci_nom, export: (e) => e.epci_nom },
        { id: 'obligation', entete: 'Ce que dit la loi', cellule: (e) => <Obligation dite={e.obligation} />, export: (e) => e.obligation.libelle },
        { id: 'etape', entete: 'Étape', cellule: (e) => <EtatBadge ton={TONS[e.etape]} libelle={e.etape_libelle} />, export: (e) => e.etape_libelle },
        { id: 'en_vigueur', entete: 'S’applique', souple: true, cellule: (e) => <LienVersion version={e.en_vigueur} quand={applique(e)} />, export: (e) => ecrite(e.en_vigueur, applique(e)) },
        { id: 'suivante', entete: 'Se prépare', cellule: (e) => <div className={styles.prepare}><LienVersion version={e.suivante} quand={prepare(e)} /></div>, export: (e) => ecrite(e.suivante, prepare(e)) },
        {
          id: 'acteurs',
          entete: 'Qui écrit, dernier acte',
          souple: true,
          cellule: (e) => (
            <>
              {e.acteurs.join(', ') || textes.personne}
              {e.dernier_acte_le && <div className={styles.sous}>{dernierActe(e)}</div>}
            </>
          ),
          export: (e) => [e.acteurs.join(', '), dernierActe(e)].filter(Boolean).join(' ; '),
        },
      ]}
    />
  )
}
