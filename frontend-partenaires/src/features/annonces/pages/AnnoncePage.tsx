import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { AnnonceDetail } from '@/api/types.ts'
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
        sous={<EtatAnnonce etat={annonce.etat} />}
        actions={<Actions annonce={annonce} onModifier={() => setModifie(true)} />}
      />
      <Pile>
        {modifie ? (
          <FormulaireAnnonce
            valeurs={annonce}
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
                  ['En ligne du', <DateFr key="du" iso={annonce.du} forme="longue" />],
                  ['Au', <DateFr key="au" iso={annonce.au} forme="longue" />],
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
          retirer.mutate(annonce, {
            onSuccess: () => {
              dire('L’annonce est retirée du portail.')
              setRetrait(false)
            },
          })
        }
      >
        <p>{textes.retrait}</p>
      </Dialogue>
    </>
  )
}

function Contacts({ annonceId }: { annonceId: string }) {
  const requete = useQuery(contactsQuery(annonceId))
  return (
    <Carte titre="Contacts reçus" pleine={(requete.data?.length ?? 0) > 0}>
      <Requete requete={requete} phrase={phraseDe} lignes={3}>
        {(contacts) =>
          contacts.length === 0 ? (
            <Vide titre={textes.sansContact} />
          ) : (
            <ul className={styles.contacts}>
              {contacts.map((contact) => (
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
          )
        }
      </Requete>
    </Carte>
  )
}
