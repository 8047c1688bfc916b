import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useMemo, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import { pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { ApercuProposition } from '../components/ApercuProposition.tsx'
import { useColonnesPropositions } from '../components/colonnes.tsx'
import { TracabiliteDuMenage } from '../components/TracabiliteDuMenage.tsx'
import { propositionsDeLaDemandeQuery, propositionsQuery } from '../queries.ts'
import type { PropositionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

/** The board's columns of work: a press on one shows only what waits there. */
const ETAPES: readonly (readonly [libelle: string, etats: readonly string[]])[] = [
  ['À inscrire', ['PEC']],
  ['En commission', ['INS']],
  ['Décision à notifier', ['DEC']],
  ['Réponse attendue', ['NOT']],
  ['Bail à signer', ['ACC']],
  ['Terminées', ['BAI', 'RFC', 'SRE', 'RCO', 'ANN']],
]

export function PropositionsPage(): ReactElement {
  const [search, changer] = useRecherche<PropositionsSearch>()
  const requete = useQuery(propositionsQuery(search))
  const etats = useNomenclature('etat_proposition')
  const filtre = useMemo(
    () => ({
      etats,
      valeurs: search.etat ?? [],
      onChange: (etat: string[]) => changer({ etat: etat.length > 0 ? etat : undefined, page: undefined, apercu: undefined }),
    }),
    [etats, search.etat, changer],
  )
  const colonnes = useColonnesPropositions({ filtre })
  return (
    <PageListe
      entete={<PageHeader titre="Propositions" sous={compte(requete.data, (n) => pluriel(n, 'proposition'))} />}
      barre={
        <>
          {ETAPES.map(([libelle, voulus]) => {
            const choisi = search.etat?.length === voulus.length && voulus.every((etat) => search.etat?.includes(etat))
            return (
              <Button
                key={libelle}
                size="compact-md"
                variant={choisi ? 'light' : 'default'}
                aria-pressed={choisi}
                onClick={() => changer({ etat: choisi ? undefined : [...voulus], page: undefined, apercu: undefined })}
              >
                {libelle}
              </Button>
            )
          })}
          <Button
            size="compact-md"
            variant={search.mon_organisme ? 'light' : 'default'}
            aria-pressed={Boolean(search.mon_organisme)}
            onClick={() => changer({ mon_organisme: search.mon_organisme ? undefined : true, page: undefined, apercu: undefined })}
          >
            Mon organisme
          </Button>
        </>
      }
      panneau={search.apercu && <ApercuProposition propositionId={search.apercu} onFermer={() => changer({ apercu: undefined })} />}
    >
      <TablePaginee
        nom="propositions"
        libelle="Propositions"
        colonnes={colonnes}
        cle={(p) => p.id}
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        tri={search.sort}
        onTri={(sort) => changer({ sort, page: undefined })}
        onPage={(suivante) => changer({ page: suivante, apercu: undefined })}
        onTaille={(size) => changer({ size, page: undefined })}
        actif={search.apercu}
        onActif={(apercu) => changer({ apercu })}
        vide={<Vide titre={textes.aucune}>{textes.aucuneAide}</Vide>}
      />
    </PageListe>
  )
}

export function PropositionsDuBienPage(): ReactElement {
  const bienId = useParams({ from: '/connecte/prive/biens/$bienId', select: (p) => p.bienId })
  const requete = useQuery(propositionsQuery({ bien_id: bienId }))
  const colonnes = useColonnesPropositions({ sans: 'bien' })
  return (
    <Requete requete={requete} phrase={phraseDe}>
      {(page) => (
        <DataTable
          nom="propositions-bien"
          libelle="Propositions du bien"
          colonnes={colonnes}
          lignes={page.items}
          cle={(p) => p.id}
          vide={
            <Vide
              titre={textes.aucune}
              actions={
                <BoutonLien to="/biens/$bienId/candidats" params={{ bienId }}>
                  Voir les candidats
                </BoutonLien>
              }
            >
              {textes.aucuneAide}
            </Vide>
          }
        />
      )}
    </Requete>
  )
}

export function PropositionsDeLaDemandePage(): ReactElement {
  const demandeId = useParams({ from: '/connecte/prive/demandes/$demandeId', select: (p) => p.demandeId })
  const requete = useQuery(propositionsDeLaDemandeQuery(demandeId))
  const colonnes = useColonnesPropositions({ sans: 'demande' })
  return (
    <Pile>
      <TracabiliteDuMenage demandeId={demandeId} />
      <Requete requete={requete} phrase={phraseDe}>
        {({ items: propositions }) => (
          <DataTable nom="propositions-demande" libelle="Propositions de la demande" colonnes={colonnes} lignes={propositions} cle={(p) => p.id} vide={<Vide titre={textes.aucuneDemande} />} />
        )}
      </Requete>
    </Pile>
  )
}
