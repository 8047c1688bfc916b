import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import type { CompteVue } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Recherche } from '@/ui/table/Recherche.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { colonnesComptes } from '../components/colonnes.tsx'
import { FormulaireCompte } from '../components/FormulaireCompte.tsx'
import { comptesQuery } from '../queries.ts'
import type { ComptesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function ComptesPage(): ReactElement {
  const { organisme } = useSession()
  const [search, changer] = useRecherche<ComptesSearch>()
  const requete = useQuery(comptesQuery(search))
  const [formulaire, setFormulaire] = useState<CompteVue | 'nouveau' | null>(null)
  return (
    <PageListe
      entete={
        <PageHeader
          titre="Comptes"
          sous={`${compte(requete.data, (n) => pluriel(n, 'compte'))}. ${textes.comptes}`}
          actions={
            <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setFormulaire('nouveau')}>
              Ouvrir un compte
            </Button>
          }
        />
      }
      barre={<Recherche libelle="Nom ou courriel" valeur={search.q} onChange={(q) => changer({ q, page: undefined })} />}
    >
      <TablePaginee
        nom="comptes"
        libelle="Comptes"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(c) => c.id}
        colonnes={colonnesComptes(setFormulaire)}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        vide={<Vide titre={textes.aucunCompte} />}
      />
      {formulaire && <FormulaireCompte organisme={organisme} compte={formulaire === 'nouveau' ? null : formulaire} onFermer={() => setFormulaire(null)} />}
    </PageListe>
  )
}
