import { Link } from '@tanstack/react-router'
import type { EpciSuivi } from '@/api/types.ts'
import { dateCourte } from '@/lib/dates.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge, type Ton } from '@/ui/EtatBadge.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { textes } from '../texts.ts'

const TONS: Readonly<Record<EpciSuivi['etape'], Ton>> = { sans_grille: 'neutre', ecriture: 'cours', test: 'attente', adoptee: 'cours', en_vigueur: 'bon' }

type Version = EpciSuivi['suivante']

/** The test that matters: the one of the version to come, else of the one that applies. */
const test = ({ suivante, en_vigueur }: EpciSuivi): string => {
  const version = suivante?.test_du ? suivante : en_vigueur
  if (!version?.test_du) return '—'
  return version.test_au ? `${dateCourte(version.test_du)} au ${dateCourte(version.test_au)}` : `${textes.enTest} ${dateCourte(version.test_du)}`
}
const lancement = ({ en_vigueur, suivante }: EpciSuivi) => en_vigueur?.effet_du ?? suivante?.effet_du

function LienVersion({ version }: { version: Version }) {
  if (!version) return '—'
  return (
    <Link to="/grilles-de-cotation/$grilleId" params={{ grilleId: version.grille_id }}>
      {version.libelle}
    </Link>
  )
}

/** Bound or not, and why: the law's reference is one gesture away. */
function Obligation({ dite }: { dite: EpciSuivi['obligation'] }) {
  return (
    <details>
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
        { id: 'obligation', entete: 'Ce que dit la loi', souple: true, cellule: (e) => <Obligation dite={e.obligation} />, export: (e) => e.obligation.libelle },
        { id: 'etape', entete: 'Étape', cellule: (e) => <EtatBadge ton={TONS[e.etape]} libelle={e.etape_libelle} />, export: (e) => e.etape_libelle },
        { id: 'en_vigueur', entete: 'S’applique', souple: true, cellule: (e) => <LienVersion version={e.en_vigueur} />, export: (e) => e.en_vigueur?.libelle },
        { id: 'suivante', entete: 'Se prépare', cellule: (e) => <LienVersion version={e.suivante} />, export: (e) => e.suivante?.libelle },
        { id: 'test', entete: 'Période de test', cellule: test, export: test },
        { id: 'lancement', entete: 'Lancement', cellule: (e) => <DateFr iso={lancement(e)} />, export: lancement },
        { id: 'acteurs', entete: 'Qui écrit', souple: true, cellule: (e) => e.acteurs.join(', ') || textes.personne, export: (e) => e.acteurs.join(', ') },
        { id: 'dernier', entete: 'Dernier acte', souple: true, cellule: (e) => (e.dernier_acte_le ? `${e.dernier_acte}, le ${dateCourte(e.dernier_acte_le)}` : '—'), export: (e) => e.dernier_acte },
      ]}
    />
  )
}
