import { Button, NativeSelect } from '@mantine/core'
import { IconArrowLeft, IconChevronRight, IconList } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import type { GroupeDeDemandes, RuptureVue } from '@/api/types.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { rupturesQuery } from '../queries/liste.ts'
import { SANS_VALEUR, type DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import { Aucune } from './HorsListe.tsx'
import styles from './Ruptures.module.css'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** What gathers the list, beyond the page. */
function ChoixDeRupture({ search, filtrer }: Props) {
  const ruptures = useNomenclature('rupture')
  return (
    <NativeSelect
      size="xs"
      className={styles.choix}
      aria-label="Rupture : réunir toute la liste par groupes"
      data={[{ value: '', label: 'Sans rupture' }, ...ruptures.map(({ code, libelle }) => ({ value: code, label: `Par ${libelle.toLowerCase()}` }))]}
      value={search.par ?? ''}
      onChange={(event) => filtrer({ par: event.currentTarget.value || undefined, groupe: undefined, sommaire: undefined })}
    />
  )
}

/** How the list is gathered, above its lines. */
export function OutilsDeRupture({ search, filtrer }: Props) {
  return (
    <>
      {search.par &&
        (search.groupe === undefined ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconList size={14} aria-hidden="true" />} onClick={() => filtrer({ sommaire: true })}>
            Les groupes seuls
          </Button>
        ) : (
          <GroupeOuvert search={search} filtrer={filtrer} />
        ))}
      <ChoixDeRupture search={search} filtrer={filtrer} />
    </>
  )
}

/** Which group begins, and what it gathers beyond the page. */
export function EnteteDeGroupe({ code, groupes, filtrer }: { code: string; groupes: readonly GroupeDeDemandes[]; filtrer: Props['filtrer'] }) {
  const groupe = groupes.find((autre) => autre.code === code)
  if (!groupe) return null
  return (
    <span className={styles.entete}>
      {groupe.libelle}, {pluriel(groupe.nombre, 'demande')}
      {groupes.length > 1 && (
        <Button variant="subtle" size="compact-xs" aria-label={`Ne voir que ce groupe\u00a0: ${groupe.libelle}`} onClick={() => filtrer({ groupe: groupe.code || SANS_VALEUR })}>
          Ne voir que ce groupe
        </Button>
      )}
    </span>
  )
}

/** The groups in the place of the lines: chosen, or there are too many lines to count them all. */
export function Sommaire({ search, filtrer, children }: Props & { children: ReactNode }) {
  return (
    <div className={styles.bloc}>
      <div className={styles.outils}>
        {search.sommaire && (
          <Button variant="subtle" size="compact-sm" leftSection={<IconList size={14} aria-hidden="true" />} onClick={() => filtrer({ sommaire: undefined })}>
            Avec leurs demandes
          </Button>
        )}
        <ChoixDeRupture search={search} filtrer={filtrer} />
      </div>
      {children}
    </div>
  )
}

/** Every group with what it gathers; one opens it, and comes back. */
export function Groupes({ rupture: { groupes, total, plafonnee }, filtrer }: { rupture: RuptureVue; filtrer: Props['filtrer'] }) {
  if (groupes.length === 0) return <Aucune />
  return (
    <>
      {plafonnee && <Avis ton="attention">{textes.rupturePlafonnee(nombre(total))}</Avis>}
      <ul className={styles.groupes} aria-label="Groupes de la liste">
        {groupes.map(({ code, libelle, nombre: combien }) => (
          <li key={code}>
            <button type="button" className={styles.groupe} onClick={() => filtrer({ groupe: code || SANS_VALEUR })}>
              <span className={styles.libelle}>{libelle}</span>
              <span>{pluriel(combien, 'demande')}</span>
              <IconChevronRight size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Above the rows of one group: which one, and the way back to all. */
function GroupeOuvert({ search, filtrer }: Props) {
  const { data } = useQuery(rupturesQuery(search))
  const code = search.groupe === SANS_VALEUR ? '' : search.groupe
  const ouvert = data?.groupes.find((groupe) => groupe.code === code)
  return (
    <span className={styles.ouvert}>
      <Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={14} aria-hidden="true" />} onClick={() => filtrer({ groupe: undefined, sommaire: undefined })}>
        Tous les groupes
      </Button>
      {ouvert && (
        <strong>
          {ouvert.libelle}, {pluriel(ouvert.nombre, 'demande')}
        </strong>
      )}
    </span>
  )
}
