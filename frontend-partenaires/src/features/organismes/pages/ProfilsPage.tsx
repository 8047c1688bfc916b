import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { profilsQuery } from '../queries.ts'
import { libellesDroits, textes } from '../texts.ts'

export function ProfilsPage(): ReactElement {
  const requete = useQuery(profilsQuery)
  return (
    <>
      <PageHeader titre="Profils" sous={textes.profils} />
      <Requete requete={requete} phrase={phraseDe}>
        {(profils) => (
          <Grille>
            {profils.map((profil) => (
              <Carte key={profil.code} titre={profil.libelle}>
                <RaisonList raisons={profil.droits.map((code) => ({ code, phrase: libellesDroits[code] ?? code }))} />
              </Carte>
            ))}
          </Grille>
        )}
      </Requete>
    </>
  )
}
