import { IconLock } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Entree, NomDeListe } from '@/api/nomenclatures.ts'
import type { DemandeResume } from '@/api/types.ts'
import { age, dateCourte, duree } from '@/lib/dates.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Court, Double } from '@/ui/table/cellules.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreListe, FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { EtatDemande } from '../etats.tsx'
import { FiltreFoyer } from './FiltreFoyer.tsx'
import { BORNES, FiltrePoints } from './FiltrePoints.tsx'
import type { DemandesSearch } from '../search-params.ts'
import styles from './colonnes.module.css'

interface Contexte {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
  etats: readonly Entree[]
  typologies: readonly Entree[]
  natures: readonly Entree[]
  publics: readonly Entree[]
  origines: readonly Entree[]
  libelle: (nom: NomDeListe, code: string | null | undefined) => string
}

const ou = (valeurs: string[]) => (valeurs.length > 0 ? valeurs : undefined)

export function useColonnesDemandes({ search, filtrer, etats, typologies, natures, publics, origines, libelle }: Contexte): readonly Colonne<DemandeResume>[] {
  return useMemo(
    () => [
      {
        id: 'nom',
        entete: 'Demandeur',
        tri: 'nom',
        fixe: true,
        cellule: (d) => (
          <Double
            sous={
              <>
                {d.verrouillee && (
                  <>
                    <IconLock size={12} className={styles.verrou} aria-hidden="true" /> Verrouillée,{' '}
                  </>
                )}
                {[d.ne_le && `${dateCourte(d.ne_le)} (${age(d.ne_le)} ans)`, d.codemandeur && `avec ${d.codemandeur}${d.codemandeur_ne_le ? ` (${dateCourte(d.codemandeur_ne_le)})` : ''}`].filter(Boolean).join(', ')}
              </>
            }
          >
            <Link to="/demandes/$demandeId" params={{ demandeId: d.id }}>
              {d.nom_affiche}
            </Link>
          </Double>
        ),
        export: (d) => d.nom_affiche,
      },
      {
        id: 'numero',
        entete: 'Numéro unique',
        tri: 'numero',
        cellule: (d) => (d.numero_unique ? <span className={styles.numero}>{numeroLisible(d.numero_unique)}</span> : <span className={styles.sans}>Réf. {d.reference}</span>),
        export: (d) => d.numero_unique ?? d.reference,
      },
      {
        id: 'etat',
        entete: 'État',
        tri: 'etat',
        cellule: (d) => <EtatDemande etat={d.etat} libelle={d.etat_libelle} />,
        export: (d) => d.etat_libelle,
        filtre: <FiltreListe libelle="États montrés" options={etats} valeurs={search.etat ?? []} onChange={(v) => filtrer({ etat: ou(v) })} />,
        filtres: search.etat?.length ?? 0,
      },
      {
        id: 'nature',
        entete: 'Nature',
        tri: 'nature',
        cellule: (d) => <Double sous={d.situation_familiale && libelle('situation_familiale', d.situation_familiale)}>{d.nature_libelle}</Double>,
        export: (d) => d.nature_libelle,
        secondaire: true,
        masquee: true,
        filtre: <FiltreUnique libelle="Nature de la demande" options={natures} valeur={search.nature} onChange={(nature) => filtrer({ nature })} />,
        filtres: search.nature ? 1 : 0,
      },
      { id: 'famille', entete: 'Situation familiale', cellule: (d) => libelle('situation_familiale', d.situation_familiale), export: (d) => d.situation_familiale, secondaire: true, masquee: true },
      {
        id: 'codemandeur',
        entete: 'Codemandeur',
        cellule: (d) => (d.codemandeur ? `${d.codemandeur}${d.codemandeur_ne_le ? ` (${dateCourte(d.codemandeur_ne_le)})` : ''}` : '—'),
        export: (d) => d.codemandeur,
        secondaire: true,
        masquee: true,
      },
      { id: 'ne_le', entete: 'Né(e) le', tri: 'ne_le', cellule: (d) => <DateFr iso={d.ne_le} />, export: (d) => d.ne_le, secondaire: true, masquee: true },
      { id: 'deposee', entete: 'Déposée le', tri: 'deposee_le', cellule: (d) => <DateFr iso={d.deposee_le} />, export: (d) => d.deposee_le, secondaire: true },
      { id: 'soumise', entete: 'Envoyée le', tri: 'soumise_le', cellule: (d) => <DateFr iso={d.soumise_le} />, export: (d) => d.soumise_le, secondaire: true, masquee: true },
      { id: 'renouvelee', entete: 'Renouvelée le', tri: 'renouvelee_le', cellule: (d) => <DateFr iso={d.renouvelee_le} />, export: (d) => d.renouvelee_le, secondaire: true, masquee: true },
      { id: 'modifiee', entete: 'Modifiée le', tri: 'modifiee_le', cellule: (d) => <DateFr iso={d.modifiee_le} />, export: (d) => d.modifiee_le, secondaire: true, masquee: true },
      { id: 'expire', entete: 'Expire le', cellule: (d) => <DateFr iso={d.expire_le} />, export: (d) => d.expire_le, secondaire: true, masquee: true },
      { id: 'anciennete', entete: 'Ancienneté', cellule: (d) => duree(d.anciennete_mois), export: (d) => d.anciennete_mois, secondaire: true },
      {
        id: 'personnes',
        entete: 'Foyer',
        cellule: (d) => d.personnes,
        export: (d) => d.personnes,
        secondaire: true,
        filtre: <FiltreFoyer search={search} filtrer={filtrer} />,
        filtres: (search.besoin?.length ?? 0) + Number(search.suivi_par !== undefined),
      },
      {
        id: 'typologies',
        entete: 'Type',
        cellule: (d) => d.typologies.join(', '),
        export: (d) => d.typologies.join(', '),
        secondaire: true,
        filtre: <FiltreUnique libelle="Type cherché" options={typologies} valeur={search.typologie} onChange={(typologie) => filtrer({ typologie })} />,
        filtres: search.typologie ? 1 : 0,
      },
      {
        id: 'labels',
        entete: 'Priorités',
        cellule: (d) => d.labels.map(({ libelle }) => libelle).join(', ') || '—',
        export: (d) => d.labels.map(({ libelle }) => libelle).join(', '),
        secondaire: true,
        masquee: true,
        filtre: (
          <>
            <FiltreUnique libelle="Public prioritaire" options={publics} valeur={search.label} onChange={(label) => filtrer({ label })} />
            <FiltreUnique libelle="Label" options={origines} valeur={search.origine_label} onChange={(origine_label) => filtrer({ origine_label })} />
          </>
        ),
        filtres: Number(search.label !== undefined) + Number(search.origine_label !== undefined),
      },
      {
        id: 'points',
        entete: 'Cotation',
        tri: 'points',
        aligne: 'fin',
        cellule: (d) => d.points ?? '—',
        export: (d) => d.points,
        secondaire: true,
        filtre: <FiltrePoints search={search} filtrer={filtrer} />,
        filtres: BORNES.filter((borne) => search[borne] !== undefined).length,
      },
      {
        id: 'communes',
        entete: 'Communes souhaitées',
        cellule: (d) => <Court>{d.communes.map((c) => c.nom).join(', ')}</Court>,
        export: (d) => d.communes.map((c) => c.nom).join(', '),
        secondaire: true,
      },
      { id: 'commune_actuelle', entete: 'Habite à', cellule: (d) => d.commune_actuelle?.nom ?? '—', export: (d) => d.commune_actuelle?.nom, secondaire: true, masquee: true },
    ],
    [search, filtrer, etats, typologies, natures, publics, origines, libelle],
  )
}
