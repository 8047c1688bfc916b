import { Button } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type ReactElement } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { DemandeResume } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { FiltreRecherche } from '@/ui/table/FiltreRecherche.tsx'
import { Recherche } from '@/ui/table/Recherche.tsx'
import type { Rupture } from '@/ui/table/Rupture.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { ApercuDemande } from '../components/ApercuDemande.tsx'
import { useColonnesDemandes } from '../components/colonnes.tsx'
import { demandesQuery } from '../queries.ts'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './DemandesPage.module.css'

const RUPTURES: readonly Rupture<DemandeResume>[] = [
  { code: 'commune', libelle: 'commune souhaitée', de: (d) => d.communes[0]?.nom ?? 'Aucune commune' },
  { code: 'actuelle', libelle: 'commune actuelle', de: (d) => d.commune_actuelle?.nom ?? 'Non renseignée' },
  { code: 'etat', libelle: 'état', de: (d) => d.etat_libelle },
  { code: 'type', libelle: 'type cherché', de: (d) => d.typologies[0] ?? 'Aucun type' },
]

export function DemandesPage(): ReactElement {
  const [search, changer] = useRecherche<DemandesSearch>()
  const filtrer = (changement: Partial<DemandesSearch>) => changer({ page: undefined, apercu: undefined, ...changement })
  const requete = useQuery(demandesQuery(search))
  const [coches, setCoches] = useState<string[]>([])
  const etats = useNomenclature('etat_demande')
  const typologies = useNomenclature('typologie')
  const communes = useChoixCommunes([search.commune])
  const peutEcrire = usePeut('demandes:ecrire')
  const colonnes = useColonnesDemandes({ search, filtrer, etats, typologies })
  const filtres = useMemo(() => (['q', 'etat', 'commune', 'typologie', 'mon_organisme'] as const).filter((cle) => (Array.isArray(search[cle]) ? search[cle].length > 0 : search[cle] !== undefined)), [search])
  const titre = search.a_valider ? 'Demandes à valider' : 'Demandes'

  return (
    <PageListe
      entete={
        <PageHeader
          titre={titre}
          sous={compte(requete.data, (n) => pluriel(n, 'demande'))}
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
          <Recherche libelle="Nom, prénom, numéro unique ou référence" exemple="Martin, 0351126…" valeur={search.q} onChange={(q) => filtrer({ q })} />
          <FiltreRecherche libelle="Commune souhaitée" rien={textes.aucuneCommune} valeur={search.commune} onChange={(commune) => filtrer({ commune })} {...communes} />
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
              onClick={() => filtrer({ q: undefined, etat: undefined, commune: undefined, typologie: undefined, mon_organisme: undefined })}
            >
              Retirer les filtres
            </Button>
          )}
        </>
      }
      panneau={search.apercu && <ApercuDemande demandeId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom="demandes"
        libelle={titre}
        colonnes={colonnes}
        cle={(demande) => demande.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={search.sort}
        onTri={(sort) => filtrer({ sort })}
        onPage={(suivante) => changer({ page: suivante, apercu: undefined })}
        onTaille={(size) => filtrer({ size })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        ruptures={RUPTURES}
        coches={coches}
        onCoches={setCoches}
        nomDeLigne={(demande) => demande.nom_affiche}
        outils={<span className={styles.astuce}>Flèches pour parcourir, Entrée pour ouvrir, Échap pour fermer l’aperçu</span>}
        vide={
          search.a_valider && filtres.length === 0 ? (
            <Vide titre={textes.rienAValider}>{textes.rienAValiderAide}</Vide>
          ) : (
            <Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>
          )
        }
      />
    </PageListe>
  )
}
