import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { ColonneDuFichier } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { dictionnaireQuery } from '../queries.ts'
import { textes } from '../texts.ts'

/** The data dictionary, as the server reads it: the file has no other definition. */
export function DictionnairePage(): ReactElement {
  const requete = useQuery(dictionnaireQuery)
  return (
    <PageListe entete={<PageHeader titre={textes.dictionnaire} sous={textes.dictionnaireSous} chemin={<Link to="/imports">Imports</Link>} />} barre={<p>{textes.regles}</p>}>
      <Requete requete={requete} phrase={phraseDe}>
        {(colonnes) => (
          <DataTable<ColonneDuFichier>
            remplit
            nom="dictionnaire-import"
            libelle={textes.dictionnaire}
            lignes={colonnes}
            cle={(c) => c.nom}
            colonnes={[
              { id: 'nom', entete: 'Colonne', fixe: true, souple: true, cellule: (c) => <code>{c.nom}</code>, export: (c) => c.nom },
              { id: 'description', entete: 'Ce que c’est', souple: true, cellule: (c) => c.description || '—', export: (c) => c.description },
              { id: 'forme', entete: 'Forme', cellule: forme, export: forme },
              { id: 'obligatoire', entete: 'Obligatoire', cellule: (c) => (c.obligatoire ? 'oui' : ''), export: (c) => (c.obligatoire ? 'oui' : 'non') },
              { id: 'ecriture', entete: 'Écriture', souple: true, cellule: (c) => <Ecriture colonne={c} />, export: ecriture },
            ]}
            vide={<Vide titre={textes.dictionnaire} />}
          />
        )}
      </Requete>
    </PageListe>
  )
}

const forme = (c: ColonneDuFichier) => [c.forme, c.longueur && pluriel(c.longueur, 'caractère'), c.repetee && `${c.repetee} fois au plus`].filter(Boolean).join(', ')

const ecriture = (c: ColonneDuFichier) => [c.ecriture, ...c.codes.map(({ code, libelle }) => `${code} : ${libelle}`)].filter(Boolean).join(' ; ')

function Ecriture({ colonne }: { colonne: ColonneDuFichier }) {
  if (colonne.codes.length === 0) return <>{colonne.ecriture || '—'}</>
  return (
    <details>
      <summary>{pluriel(colonne.codes.length, 'code')}</summary>
      {colonne.codes.map(({ code, libelle }) => (
        <div key={code}>
          <code>{code}</code> {libelle}
        </div>
      ))}
    </details>
  )
}
