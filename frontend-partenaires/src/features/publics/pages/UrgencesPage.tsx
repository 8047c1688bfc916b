import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { UrgenceVue } from '@/api/types.ts'
import { pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { typographier } from '@/lib/typographie.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { dire } from '@/ui/annonces.ts'
import { urgencesQuery, usePrendreEnCompte } from '../queries.ts'
import type { UrgencesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

export function UrgencesPage(): ReactElement {
  const [search, changer] = useRecherche<UrgencesSearch>()
  const requete = useQuery(urgencesQuery(search))
  const [urgence, setUrgence] = useState<UrgenceVue | null>(null)
  const motifs = useNomenclature('motif_urgence')
  const libelle = useLibelle()
  const filtrer = (changement: Partial<UrgencesSearch>) => changer({ page: undefined, ...changement })
  const attend = search.etat === 'DECLAREE'
  return (
    <PageListe
      entete={<PageHeader titre="Urgences déclarées" sous={`${compte(requete.data, (n) => pluriel(n, 'urgence'))}. ${textes.sousUrgences}`} />}
      barre={
        <>
          <Button variant={attend ? 'light' : 'default'} aria-pressed={attend} onClick={() => filtrer({ etat: attend ? undefined : 'DECLAREE' })}>
            À prendre en compte
          </Button>
          <Button variant={search.pour_nous ? 'light' : 'default'} aria-pressed={Boolean(search.pour_nous)} onClick={() => filtrer({ pour_nous: search.pour_nous ? undefined : true })}>
            Adressées à nous
          </Button>
        </>
      }
    >
      <TablePaginee
        nom="urgences"
        libelle="Urgences déclarées"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(u) => u.id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => filtrer({ size })}
        colonnes={[
          {
            id: 'qui',
            entete: 'Demandeur',
            fixe: true,
            cellule: (u) => (
              <Link to="/demandes/$demandeId/priorites" params={{ demandeId: u.demande_id }}>
                {u.nom_affiche}
              </Link>
            ),
            export: (u) => u.nom_affiche,
          },
          { id: 'le', entete: 'Déclarée le', cellule: (u) => <DateFr iso={u.declaree_le} />, export: (u) => u.declaree_le, secondaire: true },
          {
            id: 'motif',
            entete: 'Situation',
            souple: true,
            cellule: (u) => u.motif_libelle,
            export: (u) => u.motif_libelle,
            filtre: <FiltreUnique libelle="Situation" options={motifs} valeur={search.motif} onChange={(motif) => filtrer({ motif })} />,
            filtres: search.motif ? 1 : 0,
          },
          { id: 'texte', entete: 'Ce que dit la personne', souple: true, cellule: (u) => typographier(u.texte), export: (u) => u.texte, secondaire: true },
          { id: 'a', entete: 'Adressée à', cellule: (u) => libelle('type_organisme', u.type_organisme), export: (u) => u.type_organisme, secondaire: true },
          {
            id: 'etat',
            entete: 'État',
            souple: true,
            cellule: (u) =>
              u.etat === 'DECLAREE' ? (
                <EtatBadge ton="attente" libelle={u.etat_libelle} />
              ) : (
                <>
                  <EtatBadge ton="bon" libelle={u.etat_libelle} />
                  <div>{u.organisme ?? u.par}</div>
                </>
              ),
            export: (u) => u.etat_libelle,
          },
          {
            id: 'actions',
            entete: 'Actions',
            cellule: (u) =>
              u.etat === 'DECLAREE' && (
                <Button size="compact-xs" variant="light" aria-label={`Répondre à ${u.nom_affiche}`} onClick={() => setUrgence(u)}>
                  Répondre
                </Button>
              ),
          },
        ]}
        vide={<Vide titre={textes.aucuneUrgence}>{textes.aucuneUrgenceAide}</Vide>}
      />
      {urgence && <Reponse urgence={urgence} onFermer={() => setUrgence(null)} />}
    </PageListe>
  )
}

function Reponse({ urgence, onFermer }: { urgence: UrgenceVue; onFermer: () => void }) {
  const [reponse, setReponse] = useState('')
  const prendre = usePrendreEnCompte()
  return (
    <Dialogue
      ouvert
      large
      titre={`Répondre à ${urgence.nom_affiche}`}
      valider="Prendre en compte et répondre"
      attente={prendre.isPending}
      manque={reponse.trim() === '' && textes.manqueReponse}
      erreur={prendre.error && phraseDe(prendre.error)}
      onFermer={onFermer}
      onValider={() =>
        prendre.mutate(
          { id: urgence.id, reponse: reponse.trim() },
          {
            onSuccess: () => {
              dire('Votre réponse est dans l’espace du demandeur.')
              onFermer()
            },
          },
        )
      }
    >
      <p>{typographier(urgence.texte)}</p>
      <p>{textes.repondre}</p>
      <Textarea label="Votre réponse" withAsterisk maxLength={2000} value={reponse} onChange={(event) => setReponse(event.currentTarget.value)} />
    </Dialogue>
  )
}
