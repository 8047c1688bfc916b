import { TextInput } from '@mantine/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { AnnonceDetail } from '@/api/types.ts'
import { versLocal } from '@/lib/dates.ts'
import { numeroLisible, telephoneLisible } from '@/lib/numero.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { Carte, Grille } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { Pagination } from '@/ui/table/Pagination.tsx'
import { FormulaireAnnonce } from '../components/FormulaireAnnonce.tsx'
import { EtatAnnonce } from '../etats.tsx'
import { annonceQuery, contactsQuery, useModifierAnnonce, useRetirerAnnonce } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './AnnoncePage.module.css'

export function AnnoncePage(): ReactElement {
  const annonceId = useParams({ from: '/connecte/prive/annonces/$annonceId', select: (p) => p.annonceId })
  const { data: annonce } = useSuspenseQuery(annonceQuery(annonceId))
  const [modifie, setModifie] = useState(false)
  const modifier = useModifierAnnonce()
  return (
    <>
      <PageHeader
        chemin={<Link to="/annonces">Annonces</Link>}
        titre={annonce.titre}
        sous={<EtatAnnonce annonce={annonce} />}
        actions={<Actions annonce={annonce} onModifier={() => setModifie(true)} />}
      />
      <Pile>
        {modifie ? (
          <FormulaireAnnonce
            valeurs={{ ...annonce, du: versLocal(annonce.du), au: versLocal(annonce.au) }}
            valider="Enregistrer"
            onAnnuler={() => setModifie(false)}
            onValider={async (saisie) => {
              await modifier.mutateAsync({ annonce, saisie })
              dire('L’annonce est modifiée.')
              setModifie(false)
            }}
          />
        ) : (
          <Grille min="28rem">
            <Carte titre="Annonce">
              <Pile espace="serre">
                {annonce.description.split(/\n+/).map((paragraphe, rang) => (
                  <p key={rang}>{paragraphe}</p>
                ))}
              </Pile>
            </Carte>
            <Carte titre="Diffusion">
              <Fiche
                lignes={[
                  [
                    'Bien',
                    <Link key="b" to="/biens/$bienId" params={{ bienId: annonce.bien.id }}>
                      {annonce.bien.reference}, {annonce.bien.typologie}, {annonce.bien.commune.nom}
                    </Link>,
                  ],
                  ['En ligne du', <DateFr key="du" iso={annonce.du} forme="heure" />],
                  ['Au', <DateFr key="au" iso={annonce.au} forme="heure" />],
                  Boolean(annonce.retiree_le) && ['Retirée le', <DateFr key="r" iso={annonce.retiree_le} forme="heure" />],
                  Boolean(annonce.motif_retrait) && ['Motif du retrait', annonce.motif_retrait],
                  ['Contact', annonce.contact_nom],
                  ['Courriel', annonce.contact_email],
                  ['Téléphone', annonce.contact_telephone && telephoneLisible(annonce.contact_telephone)],
                ]}
              />
            </Carte>
          </Grille>
        )}
        <Contacts annonceId={annonceId} />
      </Pile>
    </>
  )
}

function Actions({ annonce, onModifier }: { annonce: AnnonceDetail; onModifier: () => void }) {
  const [retrait, setRetrait] = useState(false)
  const [motif, setMotif] = useState('')
  const retirer = useRetirerAnnonce()
  const gestes: Readonly<Record<string, () => void>> = { modifier: onModifier, retirer: () => setRetrait(true) }
  return (
    <>
      {annonce.actions.map((action) => {
        const faire = gestes[action.code]
        return faire && <BoutonAction key={action.code} action={action} variant="default" onClick={faire} />
      })}
      <Dialogue
        ouvert={retrait}
        titre="Retirer l’annonce"
        valider="Retirer l’annonce"
        danger
        attente={retirer.isPending}
        erreur={retirer.error && phraseDe(retirer.error)}
        onFermer={() => setRetrait(false)}
        onValider={() =>
          retirer.mutate(
            { annonce, motif: motif.trim() },
            {
              onSuccess: () => {
                dire('L’annonce est retirée du portail.')
                setRetrait(false)
              },
            },
          )
        }
      >
        <p>{textes.retrait}</p>
        <TextInput label="Motif" maxLength={200} value={motif} onChange={(event) => setMotif(event.currentTarget.value)} />
      </Dialogue>
    </>
  )
}

function Contacts({ annonceId }: { annonceId: string }) {
  const [page, setPage] = useState(1)
  const requete = useQuery(contactsQuery(annonceId, page))
  return (
    <Carte titre="Contacts reçus" pleine={(requete.data?.items.length ?? 0) > 0}>
      <Requete requete={requete} phrase={phraseDe} lignes={3}>
        {(lues) =>
          lues.items.length === 0 ? (
            <Vide titre={textes.sansContact} />
          ) : (
            <>
            <ul className={styles.contacts}>
              {lues.items.map((contact) => (
                <li key={contact.id}>
                  <p className={styles.qui}>
                    {contact.prenom} {contact.nom}
                    <span>
                      <DateFr iso={contact.le} forme="heure" />
                    </span>
                  </p>
                  <p>{contact.message}</p>
                  <p className={styles.liens}>
                    <a href={`mailto:${contact.email}`}>{contact.email}</a>
                    {contact.telephone && <a href={`tel:${contact.telephone}`}>{telephoneLisible(contact.telephone)}</a>}
                    {contact.numero_unique &&
                      (contact.demande_id ? (
                        <Link to="/demandes/$demandeId" params={{ demandeId: contact.demande_id }}>
                          {numeroLisible(contact.numero_unique)}
                        </Link>
                      ) : (
                        <span>{numeroLisible(contact.numero_unique)}</span>
                      ))}
                  </p>
                </li>
              ))}
            </ul>
            {lues.total > lues.size && <Pagination {...lues} affichees={lues.items.length} onPage={setPage} />}
            </>
          )
        }
      </Requete>
    </Carte>
  )
}
