import { Button } from '@mantine/core'
import { IconNumber123, IconPlus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useMemo, useState, type ReactElement } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { useChoixPublics } from '@/api/publics.ts'
import { usePeut } from '@/api/session.ts'
import { pluriel } from '@/lib/montants.ts'
import { ressembleAUnNir } from '@/lib/nir.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { FiltreRecherche } from '@/ui/table/FiltreRecherche.tsx'
import { Recherche } from '@/ui/table/Recherche.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { ActionsCochees } from '../components/ActionsCochees.tsx'
import { ApercuDemande } from '../components/ApercuDemande.tsx'
import { useColonnesDemandes } from '../components/colonnes.tsx'
import { ExporterDemandes } from '../components/ExporterDemandes.tsx'
import { FiltreContingent } from '../components/FiltreContingent.tsx'
import { FiltresGardes } from '../components/FiltresGardes.tsx'
import { HorsListe } from '../components/HorsListe.tsx'
import { ParNumero } from '../components/ParNumero.tsx'
import { EnteteDeGroupe, Groupes, OutilsDeRupture, Sommaire } from '../components/Ruptures.tsx'
import { demandesQuery, rechercheDe, rupturesQuery } from '../queries/liste.ts'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './DemandesPage.module.css'

const FILTRES = ['q', 'etat', 'commune', 'typologie', 'nature', 'guichet', 'label', 'contingent', 'degre', 'origine_label', 'collecteur', 'action_logement', 'besoin', 'suivi_par', 'points_min', 'points_max', 'axe_min', 'axe_max', 'mon_organisme'] as const
const PAR_NUMERO = 'par-numero'
const SANS_FILTRE = Object.fromEntries([...FILTRES, 'axe'].map((cle) => [cle, undefined]))

/** In the address, so that the quick navigation comes straight to it; what is typed there never is. */
function useParNumero() {
  const ouvert = useLocation({ select: ({ hash }) => hash === PAR_NUMERO })
  const navigate = useNavigate()
  const changer = (suite: boolean) => void navigate({ to: '.', search: true, hash: suite ? PAR_NUMERO : '', replace: true })
  return [ouvert, changer] as const
}

export function DemandesPage(): ReactElement {
  const [search, changer] = useRecherche<DemandesSearch>()
  const filtrer = (changement: Partial<DemandesSearch>) => changer({ page: undefined, apercu: undefined, ...changement })
  const reunie = search.par !== undefined && search.groupe === undefined
  const sommaire = reunie && Boolean(search.sommaire)
  const requete = useQuery({ ...demandesQuery(search), enabled: !sommaire })
  const groupes = useQuery({ ...rupturesQuery(search), enabled: sommaire })
  // the lines of another list may still be on the screen, gathered otherwise or not at all
  const lue = requete.data?.rupture
  const rupture = reunie && lue?.par === search.par ? lue : undefined
  const [coches, setCoches] = useState<string[]>([])
  const [parNumero, setParNumero] = useParNumero()
  const [exportees, setExportees] = useState<string[]>()
  const etats = useNomenclature('etat_demande')
  const typologies = useNomenclature('typologie')
  const communes = useChoixCommunes([search.commune])
  const peutEcrire = usePeut('demandes:ecrire')
  const natures = useNomenclature('nature_dossier')
  const libelle = useLibelle()
  const origines = useNomenclature('origine_label')
  const colonnes = useColonnesDemandes({ search, filtrer, etats, typologies, natures, origines, publics: useChoixPublics(), libelle })
  const filtres = useMemo(() => FILTRES.filter((cle) => (Array.isArray(search[cle]) ? search[cle].length > 0 : search[cle] !== undefined)), [search])
  const brouillons = Boolean(search.mon_organisme) && search.etat?.length === 1 && search.etat[0] === 'BR'
  const titre = search.a_valider ? 'Demandes à valider' : 'Demandes'

  return (
    <PageListe
      entete={
        <PageHeader
          titre={titre}
          sous={compte(sommaire ? groupes.data && { total: groupes.data.total, total_plafonne: groupes.data.plafonnee } : requete.data, (n) => pluriel(n, 'demande'))}
          actions={
            <>
              <BoutonLien to="/travaux" variant="default">
                Mes travaux
              </BoutonLien>
              {peutEcrire && (
                <BoutonLien to="/demandes/nouvelle" leftSection={<IconPlus size={16} aria-hidden="true" />}>
                  Saisir une demande
                </BoutonLien>
              )}
            </>
          }
        />
      }
      barre={
        <>
          <Recherche libelle="Nom, prénom, naissance, numéro ou référence" exemple="Martin 12/05/1984, 0351126…" valeur={search.q} onChange={(q) => filtrer({ q })} refus={(saisie) => ressembleAUnNir(saisie) && textes.nirIci} />
          <Button variant="default" leftSection={<IconNumber123 size={16} aria-hidden="true" />} onClick={() => setParNumero(true)}>
            Par numéro
          </Button>
          <FiltresGardes search={search} onChoisir={(recherche) => filtrer({ ...SANS_FILTRE, a_valider: undefined, par: undefined, groupe: undefined, sommaire: undefined, sort: undefined, ...recherche })} />
          <FiltreRecherche libelle="Commune souhaitée" rien={textes.aucuneCommune} valeur={search.commune} onChange={(commune) => filtrer({ commune })} {...communes} />
          <FiltreContingent search={search} filtrer={filtrer} />
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
          <Button
            variant={brouillons ? 'light' : 'default'}
            aria-pressed={brouillons}
            onClick={() => filtrer(brouillons ? { etat: undefined, mon_organisme: undefined } : { etat: ['BR'], mon_organisme: true, a_valider: undefined })}
          >
            Brouillons
          </Button>
          {filtres.length > 0 && (
            <Button
              variant="subtle"
              leftSection={<IconX size={14} aria-hidden="true" />}
              onClick={() => filtrer(SANS_FILTRE)}
            >
              Retirer les filtres
            </Button>
          )}
        </>
      }
      panneau={search.apercu && <ApercuDemande demandeId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      {sommaire || rupture?.plafonnee ? (
        <Sommaire search={search} filtrer={filtrer}>
          {rupture && !sommaire ? (
            <Groupes rupture={rupture} filtrer={filtrer} />
          ) : (
            <Requete requete={groupes} phrase={phraseDe} lignes={8}>
              {(lus) => <Groupes rupture={lus} filtrer={filtrer} />}
            </Requete>
          )}
        </Sommaire>
      ) : (
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
          onExporter={setExportees}
          coches={coches}
          onCoches={setCoches}
          nomDeLigne={(demande) => demande.nom_affiche}
          groupe={rupture ? (demande) => demande.groupe ?? '' : undefined}
          enteteDeGroupe={(code) => <EnteteDeGroupe code={code} groupes={rupture?.groupes ?? []} filtrer={filtrer} />}
          outils={
            <>
              <ActionsCochees coches={coches} />
              {!search.par && coches.length === 0 && <span className={styles.astuce}>Flèches pour parcourir, Entrée pour ouvrir, Échap pour fermer l’aperçu</span>}
              <OutilsDeRupture search={search} filtrer={filtrer} />
            </>
          }
          vide={
            search.a_valider && filtres.length === 0 ? (
              <Vide titre={textes.rienAValider}>{textes.rienAValiderAide}</Vide>
            ) : (
              <HorsListe search={search} filtrer={filtrer} />
            )
          }
        />
      )}
      {parNumero && <ParNumero onFermer={() => setParNumero(false)} />}
      {exportees && <ExporterDemandes recherche={rechercheDe(search, coches)} colonnes={exportees} onFermer={() => setExportees(undefined)} />}
    </PageListe>
  )
}
