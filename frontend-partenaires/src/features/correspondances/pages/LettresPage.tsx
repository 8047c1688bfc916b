import { Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { lettresQuery, useNoterLeRetour } from '../queries.ts'
import type { CourriersSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Lettre = components['schemas']['LettreLigne']
type Motif = components['schemas']['MotifDeRetour']

/** Who receives a letter of this batch, and what came back. */
export function LettresPage(): ReactElement {
  const lotId = useParams({ from: '/connecte/prive/courriers/$lotId', select: (p) => p.lotId })
  const [search, changer] = useRecherche<CourriersSearch>()
  const requete = useQuery(lettresQuery(lotId, search))
  const [lettre, setLettre] = useState<Lettre | null>(null)
  return (
    <PageListe entete={<PageHeader titre="Lettres du lot" sous={`${compte(requete.data, (n) => pluriel(n, 'lettre'))}. ${textes.lettres}`} />}>
      <TablePaginee
        nom="lettres"
        libelle="Lettres du lot"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(l) => l.id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        colonnes={[
          {
            id: 'demande',
            entete: 'Demandeur',
            fixe: true,
            cellule: (l) => (
              <Link to="/demandes/$demandeId" params={{ demandeId: l.demande_id }}>
                {l.nom_affiche ?? 'Demande effacée'}
              </Link>
            ),
            export: (l) => l.nom_affiche ?? '',
          },
          { id: 'numero', entete: 'Numéro unique', cellule: (l) => (l.numero_unique ? numeroLisible(l.numero_unique) : '—'), export: (l) => l.numero_unique ?? '' },
          { id: 'objet', entete: 'Objet', souple: true, cellule: (l) => l.objet, export: (l) => l.objet },
          { id: 'etat', entete: 'État', cellule: (l) => l.etat_libelle, export: (l) => l.etat_libelle },
          { id: 'cause', entete: 'Précision', souple: true, secondaire: true, cellule: (l) => l.cause ?? '—', export: (l) => l.cause ?? '' },
          {
            id: 'retour',
            entete: 'Action',
            cellule: (l) => <BoutonAction size="compact-sm" variant="default" action={l.retour} onClick={() => setLettre(l)} />,
          },
        ]}
        vide={<Vide titre={textes.aucuneLettre}>{textes.aucuneLettreAide}</Vide>}
      />
      {lettre && <Retour lotId={lotId} lettre={lettre} onFermer={() => setLettre(null)} />}
    </PageListe>
  )
}

function Retour({ lotId, lettre, onFermer }: { lotId: string; lettre: Lettre; onFermer: () => void }) {
  const [motif, setMotif] = useState<Motif | null>(null)
  const noter = useNoterLeRetour(lotId)
  const motifs = useNomenclature('motif_de_retour')
  return (
    <Dialogue
      ouvert
      titre={`Retour de la lettre de ${lettre.nom_affiche ?? 'cette demande'}`}
      valider="Noter le retour"
      attente={noter.isPending}
      manque={motif === null && textes.manqueMotif}
      erreur={noter.error && phraseDe(noter.error)}
      onFermer={onFermer}
      onValider={() =>
        motif &&
        noter.mutate(
          { lettreId: lettre.id, motif },
          {
            onSuccess: () => {
              dire(textes.retourNote)
              onFermer()
            },
          },
        )
      }
    >
      <p>{textes.retour}</p>
      <Radio.Group label="Motif du retour" withAsterisk value={motif} onChange={(choisi) => setMotif(choisi)}>
        <Stack gap="xs" mt="xs">
          {motifs.map(({ code, libelle }) => (
            <Radio key={code} value={code} label={libelle} />
          ))}
        </Stack>
      </Radio.Group>
    </Dialogue>
  )
}
