import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { publicsQuery, useChoixPublics } from '@/api/publics.ts'
import type { PublicResume } from '@/api/types.ts'
import { duree } from '@/lib/dates.ts'
import { nombre } from '@/lib/montants.ts'
import { typographier } from '@/lib/typographie.ts'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { DialogueRegle } from '../components/DialogueRegle.tsx'
import { passesQuery } from '../queries.ts'
import { textes } from '../texts.ts'

export function PublicsPage(): ReactElement {
  const requete = useQuery(publicsQuery)
  const [regle, setRegle] = useState<PublicResume | null>(null)
  return (
    <>
      <PageHeader titre="Publics prioritaires" sous={textes.sousPublics} />
      <Pile>
        <Requete requete={requete} phrase={phraseDe}>
          {(publics) => (
            <DataTable
              nom="publics"
              libelle="Publics prioritaires"
              lignes={publics}
              cle={(p) => p.code}
              colonnes={[
                {
                  id: 'libelle',
                  entete: 'Public',
                  fixe: true,
                  souple: true,
                  cellule: (p) => (
                    <Link to="/demandes" search={{ label: p.code }}>
                      {p.libelle}
                    </Link>
                  ),
                  export: (p) => p.libelle,
                },
                { id: 'famille', entete: 'Famille', souple: true, cellule: (p) => p.famille_libelle, export: (p) => p.famille_libelle, secondaire: true },
                { id: 'degre', entete: 'Degré', aligne: 'fin', cellule: (p) => p.degre ?? '—', export: (p) => p.degre, secondaire: true },
                { id: 'demandes', entete: 'Demandes actives', aligne: 'fin', cellule: (p) => nombre(p.demandes), export: (p) => p.demandes },
                { id: 'auto', entete: 'D’après le dossier', aligne: 'fin', cellule: (p) => nombre(p.automatiques), export: (p) => p.automatiques, secondaire: true },
                { id: 'manuel', entete: 'À la main', aligne: 'fin', cellule: (p) => nombre(p.manuelles), export: (p) => p.manuelles, secondaire: true },
                { id: 'age', entete: 'Ancienneté moyenne', cellule: (p) => (p.demandes > 0 ? duree(p.anciennete_moyenne_mois) : '—'), export: (p) => p.anciennete_moyenne_mois, secondaire: true },
                { id: 'ancienne', entete: 'Plus ancienne', cellule: (p) => <DateFr iso={p.plus_ancienne_le} />, export: (p) => p.plus_ancienne_le, secondaire: true },
                { id: 'regle', entete: 'Règle', souple: true, cellule: (p) => typographier(p.regle ?? textes.aLaMain), export: (p) => p.regle ?? textes.aLaMain, secondaire: true },
                {
                  id: 'actions',
                  entete: 'Actions',
                  cellule: (p) => (
                    <Button size="compact-xs" variant="subtle" aria-label={`Règle de « ${p.libelle} »`} onClick={() => setRegle(p)}>
                      Règle
                    </Button>
                  ),
                },
              ]}
              vide={<Vide titre={textes.aucunPublic} />}
            />
          )}
        </Requete>
        <Passes />
      </Pile>
      {regle && <DialogueRegle resume={regle} onFermer={() => setRegle(null)} />}
    </>
  )
}

const total = (parCode: Readonly<Record<string, number>>) => Object.values(parCode).reduce((somme, n) => somme + n, 0)

const detail = (parCode: Readonly<Record<string, number>>, libelleDe: (code: string) => string) =>
  Object.entries(parCode)
    .map(([code, n]) => `${libelleDe(code)} ${nombre(n)}`)
    .join(', ') || 'aucune'

function Passes() {
  const requete = useQuery(passesQuery)
  const publics = useChoixPublics()
  const libelleDe = (code: string) => publics.find((p) => p.code === code)?.libelle ?? code
  return (
    <Carte titre="Relectures du stock">
      <p>{textes.passes}</p>
      <Requete requete={requete} phrase={phraseDe}>
        {(passes) => (
          <DataTable
            simple
            nom="passes"
            libelle="Relectures du stock"
            lignes={passes}
            cle={(p) => p.id}
            colonnes={[
              { id: 'jour', entete: 'Nuit du', fixe: true, cellule: (p) => <DateFr iso={p.jour} /> },
              { id: 'etat', entete: 'État', cellule: (p) => (p.terminee_le ? 'Terminée' : 'En cours') },
              { id: 'examinees', entete: 'Demandes relues', aligne: 'fin', cellule: (p) => nombre(p.examinees) },
              { id: 'entrees', entete: 'Entrées', aligne: 'fin', cellule: (p) => nombre(total(p.entrees)) },
              { id: 'sorties', entete: 'Sorties', aligne: 'fin', cellule: (p) => nombre(total(p.sorties)) },
              { id: 'par', entete: 'Par public', souple: true, secondaire: true, cellule: (p) => `Entrées : ${detail(p.entrees, libelleDe)}. Sorties : ${detail(p.sorties, libelleDe)}.` },
            ]}
            vide={<Vide titre={textes.aucunePasse} />}
          />
        )}
      </Requete>
    </Carte>
  )
}
