import { Button } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { pluriel, prixDUnMessage } from '@/lib/montants.ts'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Pile, Rang } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { DataTable } from '@/ui/table/DataTable.tsx'
import { Ecrire } from '../components/Ecrire.tsx'
import { demandeDesCopiesQuery, echangesQuery, useDemanderLesCopies, useRejouerTransmission, useRelireLaDemande } from '../queries/echanges.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

/** What this demande told the other systems, what they answered, and how to say it again. */
export function EchangesPage(): ReactElement {
  const demande = useDemande()
  const [page, setPage] = useState(1)
  const [ecrit, setEcrit] = useState(false)
  const relire = useRelireLaDemande(demande.id)
  const requete = useQuery(echangesQuery(demande.id, page))
  const rejouer = useRejouerTransmission(demande.id)
  const copies = useQuery(demandeDesCopiesQuery(demande.id))
  const demander = useDemanderLesCopies(demande.id)
  const erreur = rejouer.error ?? demander.error
  return (
    <Pile>
      <p>{textes.echanges}</p>
      {erreur && (
        <Avis ton="erreur" annonce>
          {phraseDe(erreur)}
        </Avis>
      )}
      <Rang>
        <Button variant="default" leftSection={<IconMail size={16} aria-hidden="true" />} onClick={() => setEcrit(true)}>
          Écrire au demandeur
        </Button>
        {copies.data && (
          <BoutonAction variant="default" action={copies.data} loading={demander.isPending} onClick={() => demander.mutate(undefined, { onSuccess: () => dire(textes.copiesDemandees) })} />
        )}
      </Rang>
      {ecrit && (
        <Ecrire
          demandes={[demande.id]}
          a={demande.nom_affiche}
          onFermer={() => {
            setEcrit(false)
            void relire()
          }}
        />
      )}
      <Requete requete={requete} phrase={phraseDe}>
        {(lus) => (
          <DataTable
            simple
            nom="echanges"
            libelle="Échanges de la demande"
            cle={(e) => e.id}
            lignes={lus.items}
            page={lus}
            onPage={setPage}
            colonnes={[
              { id: 'le', entete: 'Le', cellule: (e) => <DateFr iso={e.cree_le} forme="heure" /> },
              { id: 'partenaire', entete: 'Avec', cellule: (e) => e.partenaire_libelle },
              { id: 'objet', entete: 'Objet', fixe: true, cellule: (e) => (e.evenement === e.objet ? e.objet : `${e.objet} (${e.evenement.toLocaleLowerCase('fr')})`) },
              { id: 'etat', entete: 'Réponse', cellule: (e) => e.etat_libelle },
              { id: 'recu', entete: 'Reçu ou envoyé le', cellule: (e) => <DateFr iso={e.recu_le ?? (e.partenaire === 'demandeur' ? e.envoye_le : null)} forme="heure" /> },
              { id: 'cout', entete: 'Coût', secondaire: true, cellule: (e) => (e.cout === null ? '—' : prixDUnMessage(e.cout)) },
              { id: 'motif', entete: 'Précision', souple: true, secondaire: true, cellule: (e) => [e.motif, ...e.pertes].filter(Boolean).join(' ; ') || (e.tentatives > 1 ? pluriel(e.tentatives, 'essai') : '—') },
              {
                id: 'rejouer',
                entete: 'Action',
                cellule: (e) =>
                  e.rejouer.montrer && (
                    <BoutonAction size="compact-sm" variant="default" action={e.rejouer} onClick={() => rejouer.mutate(e.id, { onSuccess: () => dire(textes.echangeRejoue) })} />
                  ),
              },
            ]}
            vide={<Vide titre={textes.echangesVides}>{textes.echangesVidesAide}</Vide>}
          />
        )}
      </Requete>
    </Pile>
  )
}
