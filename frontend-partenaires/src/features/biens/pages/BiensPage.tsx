import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { useChoixCommunes } from '@/api/communes.ts'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { usePeut } from '@/api/session.ts'
import type { BienResume } from '@/api/types.ts'
import { euros, nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Double } from '@/ui/table/cellules.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { FiltreRecherche } from '@/ui/table/FiltreRecherche.tsx'
import { Recherche } from '@/ui/table/Recherche.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { FiltreListe } from '@/ui/table/FiltreListe.tsx'
import { ApercuBien } from '../components/ApercuBien.tsx'
import { EtatBien } from '../etats.tsx'
import { biensQuery } from '../queries.ts'
import type { BiensSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function BiensPage(): ReactElement {
  const [search, changer] = useRecherche<BiensSearch>()
  const filtrer = (changement: Partial<BiensSearch>) => changer({ page: undefined, apercu: undefined, ...changement })
  const requete = useQuery(biensQuery(search))
  const [commune] = search.commune ?? []
  const communes = useChoixCommunes([commune])
  const peutEcrire = usePeut('biens:ecrire')
  const colonnes = useColonnes(search, filtrer)
  return (
    <PageListe
      entete={
        <PageHeader
          titre="Biens"
          sous={compte(requete.data, (n) => pluriel(n, 'logement'))}
          actions={
            peutEcrire && (
              <BoutonLien to="/biens/nouveau" leftSection={<IconPlus size={16} aria-hidden="true" />}>
                Saisir une vacance
              </BoutonLien>
            )
          }
        />
      }
      barre={
        <>
          <Recherche libelle="Référence, résidence ou adresse" valeur={search.q} onChange={(q) => filtrer({ q })} />
          <FiltreRecherche libelle="Commune" rien={textes.aucuneCommune} valeur={commune} onChange={(code) => filtrer({ commune: code ? [code] : undefined })} {...communes} />
          <Button variant={search.mes_biens ? 'light' : 'default'} aria-pressed={Boolean(search.mes_biens)} onClick={() => filtrer({ mes_biens: search.mes_biens ? undefined : true })}>
            Mes biens
          </Button>
        </>
      }
      panneau={search.apercu && <ApercuBien bienId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom="biens"
        libelle="Biens"
        colonnes={colonnes}
        cle={(bien) => bien.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={search.sort}
        onTri={(sort) => filtrer({ sort })}
        onPage={(suivante) => changer({ page: suivante, apercu: undefined })}
        onTaille={(size) => filtrer({ size })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        vide={<Vide titre={textes.aucun}>{textes.aucunAide}</Vide>}
      />
    </PageListe>
  )
}

const ou = (valeurs: string[]) => (valeurs.length > 0 ? valeurs : undefined)

function useColonnes(search: BiensSearch, filtrer: (changement: Partial<BiensSearch>) => void): readonly Colonne<BienResume>[] {
  const etats = useNomenclature('etat_bien')
  const typologies = useNomenclature('typologie')
  return useMemo(
    () => [
      {
        id: 'bien',
        entete: 'Bien',
        tri: 'reference',
        fixe: true,
        cellule: (b) => (
          <Double sous={[b.residence, b.adresse].filter(Boolean).join(', ')}>
            <Link to="/biens/$bienId" params={{ bienId: b.id }}>
              {b.reference}
            </Link>
          </Double>
        ),
        export: (b) => b.reference,
      },
      { id: 'commune', entete: 'Commune', cellule: (b) => b.commune.nom, export: (b) => b.commune.nom },
      {
        id: 'typologie',
        entete: 'Type',
        cellule: (b) => b.typologie,
        export: (b) => b.typologie,
        filtre: <FiltreListe libelle="Types montrés" options={typologies} valeurs={search.typologie ?? []} onChange={(v) => filtrer({ typologie: ou(v) })} />,
        filtres: search.typologie?.length ?? 0,
      },
      { id: 'surface', entete: 'Surface', tri: 'surface', aligne: 'fin', cellule: (b) => `${nombre(b.surface)} m²`, export: (b) => b.surface, secondaire: true },
      { id: 'mensualite', entete: 'Mensualité', tri: 'loyer', aligne: 'fin', cellule: (b) => euros(b.mensualite), export: (b) => b.mensualite, secondaire: true },
      { id: 'financement', entete: 'Financement', cellule: (b) => b.financement, export: (b) => b.financement, secondaire: true },
      {
        id: 'etat',
        entete: 'État',
        cellule: (b) => <EtatBien bien={b} />,
        export: (b) => b.etat_libelle,
        filtre: <FiltreListe libelle="États montrés" options={etats} valeurs={search.etat ?? []} onChange={(v) => filtrer({ etat: ou(v) })} />,
        filtres: search.etat?.length ?? 0,
      },
      { id: 'disponible', entete: 'Disponible le', tri: 'disponible_le', cellule: (b) => <DateFr iso={b.disponible_le} />, export: (b) => b.disponible_le, secondaire: true },
      { id: 'reservataire', entete: 'Réservataire', cellule: (b) => b.reservataire?.nom ?? 'Sans', export: (b) => b.reservataire?.nom, secondaire: true },
      { id: 'bailleur', entete: 'Bailleur', cellule: (b) => b.organisme.nom, export: (b) => b.organisme.nom, secondaire: true, masquee: true },
      { id: 'suivi', entete: 'Suivi par', cellule: (b) => b.charge_de_clientele ?? '—', export: (b) => b.charge_de_clientele, secondaire: true, masquee: true },
      { id: 'annonce', entete: 'Annonce', cellule: (b) => (b.annonce_en_ligne ? 'En ligne' : '—'), export: (b) => (b.annonce_en_ligne ? 'En ligne' : null), secondaire: true },
      { id: 'propositions', entete: 'Proposés', aligne: 'fin', cellule: (b) => nombre(b.nb_propositions), export: (b) => b.nb_propositions, secondaire: true },
    ],
    [search, filtrer, etats, typologies],
  )
}
