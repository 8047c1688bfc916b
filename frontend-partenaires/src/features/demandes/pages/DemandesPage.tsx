import { Button, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconPlus, IconSearch, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import { TAILLE } from '@/lib/list-params.ts'
import { pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Erreur, Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { ApercuDemande } from '../components/ApercuDemande.tsx'
import { useColonnesDemandes } from '../components/colonnes.tsx'
import { FiltreCommunes } from '../components/FiltreCommunes.tsx'
import { demandesQuery } from '../queries.ts'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './DemandesPage.module.css'

export function DemandesPage(): ReactElement {
  const [search, changer] = useRecherche<DemandesSearch>()
  const filtrer = (changement: Partial<DemandesSearch>) => changer({ page: undefined, apercu: undefined, ...changement })
  const requete = useQuery(demandesQuery(search))
  const etats = useNomenclature('etat_demande')
  const typologies = useNomenclature('typologie')
  const peutEcrire = usePeut('demandes:ecrire')
  const colonnes = useColonnesDemandes({ search, filtrer, etats, typologies })
  const page = requete.data
  const filtres = useMemo(() => (['q', 'etat', 'commune', 'typologie'] as const).filter((cle) => search[cle] !== undefined && search[cle].length > 0), [search])
  const titre = search.a_valider ? 'Demandes à valider' : 'Demandes'

  return (
    <PageListe
      entete={
        <PageHeader
          titre={titre}
          sous={page ? `${page.total_plafonne ? 'Plus de ' : ''}${pluriel(page.total, 'demande')}` : 'Recherche en cours'}
          actions={
            peutEcrire && (
              <BoutonLien to="/demandes/nouvelle" leftSection={<IconPlus size={16} aria-hidden="true" />}>
                Saisir une demande
              </BoutonLien>
            )
          }
        />
      }
      barre={
        <>
          <Recherche valeur={search.q} onChange={(q) => filtrer({ q })} />
          <FiltreCommunes code={search.commune} onChange={(commune) => filtrer({ commune })} />
          <Button
            variant={search.a_valider ? 'light' : 'default'}
            aria-pressed={Boolean(search.a_valider)}
            onClick={() => filtrer({ a_valider: search.a_valider ? undefined : true })}
          >
            À valider
          </Button>
          <Button
            variant={search.mon_organisme ? 'light' : 'default'}
            aria-pressed={Boolean(search.mon_organisme)}
            onClick={() => filtrer({ mon_organisme: search.mon_organisme ? undefined : true })}
          >
            Mon organisme
          </Button>
          {filtres.length > 0 && (
            <Button
              variant="subtle"
              leftSection={<IconX size={14} aria-hidden="true" />}
              onClick={() => filtrer({ q: undefined, etat: undefined, commune: undefined, typologie: undefined })}
            >
              Retirer les filtres
            </Button>
          )}
        </>
      }
      panneau={search.apercu && <ApercuDemande demandeId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      {requete.error && !page ? (
        <Erreur phrase={phraseDe(requete.error)} onReessayer={() => void requete.refetch()} />
      ) : (
        <DataTable
          nom="demandes"
          libelle={titre}
          remplit
          colonnes={colonnes}
          lignes={page?.items ?? []}
          cle={(demande) => demande.id}
          attente={requete.isFetching}
          tri={search.sort}
          onTri={(sort) => filtrer({ sort })}
          page={page ?? { page: search.page ?? 1, size: search.size ?? TAILLE, total: 0, total_plafonne: false }}
          onPage={(suivante) => changer({ page: suivante, apercu: undefined })}
          onTaille={(size) => filtrer({ size })}
          actif={search.apercu}
          onActif={(apercu) => changer({ apercu })}
          outils={<span className={styles.astuce}>Flèches pour parcourir, Entrée pour ouvrir, Échap pour fermer l’aperçu</span>}
          vide={
            search.a_valider && filtres.length === 0 ? (
              <Vide titre={textes.rienAValider}>{textes.rienAValiderAide}</Vide>
            ) : (
              <Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>
            )
          }
        />
      )}
    </PageListe>
  )
}

function Recherche({ valeur, onChange }: { valeur: string | undefined; onChange: (q: string | undefined) => void }) {
  const champ = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => champ.current?.focus()]])
  const chercher = useDebouncedCallback((q: string) => onChange(q.trim() || undefined), 200)
  return (
    <TextInput
      ref={champ}
      type="search"
      className={styles.recherche}
      label="Nom, prénom, numéro unique ou référence"
      placeholder="Martin, 0351126…"
      autoComplete="off"
      defaultValue={valeur}
      key={valeur === undefined ? 'vide' : 'saisie'}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      rightSection={<kbd>/</kbd>}
      onChange={(event) => chercher(event.currentTarget.value)}
    />
  )
}
