import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { useSession } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Vide } from '@/ui/Etats.tsx'
import { demandesQuery } from '../queries/liste.ts'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

interface Props {
  search: DemandesSearch
  filtrer: (changement: Partial<DemandesSearch>) => void
}

/** What a search shows by itself, or what nobody else may find. */
const MONTREES = ['AC', 'BR', 'ES', 'SU']
const ASSEZ = 100

/** Nothing matches; a perimeter that hides some of them says so, or the file seems to have lost them. */
export function Aucune() {
  const { limite } = useSession()
  return (
    <Vide titre={textes.aucune}>
      {textes.aucuneAide}
      {limite && ` ${typographier(limite)}`}
    </Vide>
  )
}

/** Nobody by that name among the active ones: says when another state hides them, and shows them at once. */
export function HorsListe({ search, filtrer }: Props) {
  const etats = useNomenclature('etat_demande').map(({ code }) => code).filter((code) => !MONTREES.includes(code))
  const parNom = Boolean(search.q) && !search.etat && !search.a_valider && (search.page ?? 1) === 1
  const autres = useQuery({ ...demandesQuery({ ...search, etat: etats, size: ASSEZ }), enabled: parNom && etats.length > 0 })
  const trouvees = parNom ? autres.data : undefined
  if (!trouvees || trouvees.total === 0) return <Aucune />
  const nombre = `${trouvees.total_plafonne ? 'plus de ' : ''}${pluriel(trouvees.total, 'demande correspond', 'demandes correspondent')}`
  const lesquels = [...new Set(trouvees.items.map(({ etat_libelle }) => etat_libelle.toLocaleLowerCase('fr')))]
  return (
    <Vide titre={textes.aucuneActive} actions={<Button onClick={() => filtrer({ etat: [...new Set(trouvees.items.map(({ etat }) => etat))] })}>{textes.montrerHorsListe}</Button>}>
      {textes.horsListe(nombre, lesquels.join(', '))}
    </Vide>
  )
}
