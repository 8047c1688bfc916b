import { Button, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { CompteVue } from '@/api/types.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { ActionsCompte } from '../components/ActionsCompte.tsx'
import { FormulaireCompte } from '../components/FormulaireCompte.tsx'
import { comptesQuery } from '../queries.ts'
import type { ComptesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

function etat(compte: CompteVue) {
  if (!compte.actif) return <EtatBadge ton="clos" libelle="Désactivé" />
  return compte.a_active ? <EtatBadge ton="bon" libelle="Actif" /> : <EtatBadge ton="attente" libelle="À activer" />
}

export function ComptesPage(): ReactElement {
  const [search, changer] = useRecherche<ComptesSearch>()
  const requete = useQuery(comptesQuery(search))
  const [formulaire, setFormulaire] = useState<CompteVue | 'nouveau' | null>(null)
  const chercher = useDebouncedCallback((q: string) => changer({ q: q.trim() || undefined, page: undefined }), 200)
  const colonnes: readonly Colonne<CompteVue>[] = [
    {
      id: 'nom',
      entete: 'Nom',
      fixe: true,
      cellule: (c) => (
        <strong>
          {c.nom.toLocaleUpperCase('fr')} {c.prenom}
        </strong>
      ),
      export: (c) => `${c.nom} ${c.prenom}`,
    },
    { id: 'email', entete: 'Courriel', cellule: (c) => c.email, export: (c) => c.email, secondaire: true },
    { id: 'telephone', entete: 'Téléphone', cellule: (c) => (c.telephone ? telephoneLisible(c.telephone) : 'Manquant'), export: (c) => c.telephone, secondaire: true },
    { id: 'organisme', souple: true, entete: 'Organisme', cellule: (c) => c.organisme, export: (c) => c.organisme, secondaire: true },
    { id: 'profil', entete: 'Profil', cellule: (c) => c.profil_libelle, export: (c) => c.profil_libelle, secondaire: true },
    { id: 'etat', entete: 'État', cellule: etat, export: (c) => (c.actif ? 'Actif' : 'Désactivé') },
    {
      id: 'connexion',
      entete: 'Dernière connexion',
      cellule: (c) => <DateFr iso={c.derniere_connexion_le} absent="Jamais" />,
      export: (c) => c.derniere_connexion_le,
      secondaire: true,
    },
    { id: 'actions', entete: 'Actions', cellule: (c) => <ActionsCompte compte={c} onModifier={() => setFormulaire(c)} /> },
  ]
  return (
    <>
      <PageHeader
        titre="Comptes"
        sous="Un compte par personne, activé par un lien à usage unique"
        actions={
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setFormulaire('nouveau')}>
            Ouvrir un compte
          </Button>
        }
      />
      <Pile>
        <Rang>
          <TextInput
            type="search"
            label="Nom ou courriel"
            autoComplete="off"
            defaultValue={search.q}
            leftSection={<IconSearch size={15} aria-hidden="true" />}
            onChange={(event) => chercher(event.currentTarget.value)}
          />
        </Rang>
        <Requete requete={requete} phrase={phraseDe}>
          {(page) => (
            <DataTable
              nom="comptes"
              libelle="Comptes"
              lignes={page.items}
              cle={(c) => c.id}
              attente={requete.isFetching}
              colonnes={colonnes}
              page={page}
              onPage={(suivante) => changer({ page: suivante })}
              vide={<Vide titre={textes.aucunCompte} />}
            />
          )}
        </Requete>
      </Pile>
      {formulaire && <FormulaireCompte compte={formulaire === 'nouveau' ? null : formulaire} onFermer={() => setFormulaire(null)} />}
    </>
  )
}
