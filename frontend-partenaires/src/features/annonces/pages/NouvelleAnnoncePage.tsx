import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { phraseDe } from '@/api/problem.ts'
import { useSession } from '@/api/session.ts'
import type { BienDetail } from '@/api/types.ts'
import { versLocal } from '@/lib/dates.ts'
import { euros, nombre } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonLien } from '@/ui/BoutonLien.tsx'
import { Carte } from '@/ui/Carte.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { Fiche } from '@/ui/Fiche.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { FormulaireAnnonce } from '../components/FormulaireAnnonce.tsx'
import { bienAPublierQuery, usePublierAnnonce } from '../queries.ts'
import { textes } from '../texts.ts'

export function NouvelleAnnoncePage(): ReactElement {
  const [{ bien_id }] = useRecherche<{ bien_id?: string }>()
  const requete = useQuery({ ...bienAPublierQuery(bien_id ?? ''), enabled: Boolean(bien_id) })
  return (
    <>
      <PageHeader chemin={<Link to="/annonces">Annonces</Link>} titre="Publier une annonce" sous={textes.publication} />
      {bien_id ? (
        <Requete requete={requete} phrase={phraseDe}>
          {(bien) => <Publication bien={bien} />}
        </Requete>
      ) : (
        <Vide
          titre="Choisissez d’abord un bien"
          actions={
            <BoutonLien to="/biens">
              Voir les biens
            </BoutonLien>
          }
        >
          {textes.sansBien}
        </Vide>
      )}
    </>
  )
}

function Publication({ bien }: { bien: BienDetail }) {
  const [cle] = useState(() => crypto.randomUUID())
  const { compte } = useSession()
  const publier = usePublierAnnonce(cle)
  const navigate = useNavigate()
  return (
    <Pile>
      <Carte titre="Bien publié">
        <Fiche
          lignes={[
            ['Bien', `${bien.reference}, ${bien.adresse}, ${bien.commune.nom}`],
            ['Logement', `${bien.typologie}, ${nombre(bien.surface)} m²${bien.dpe ? `, DPE ${bien.dpe}` : ''}`],
            ['Mensualité', euros(bien.mensualite)],
          ]}
        />
      </Carte>
      <FormulaireAnnonce
        valeurs={{ titre: `${bien.typologie} de ${nombre(bien.surface)} m² à ${bien.commune.nom}`, du: versLocal(new Date().toISOString()), contact_nom: `${compte.prenom} ${compte.nom}`, contact_email: compte.email, contact_telephone: compte.telephone }}
        valider="Publier"
        onAnnuler={() => void navigate({ to: '/biens/$bienId', params: { bienId: bien.id } })}
        onValider={async (saisie) => {
          const annonce = await publier.mutateAsync({ bien_id: bien.id, ...saisie })
          dire('L’annonce est enregistrée.')
          await navigate({ to: '/annonces/$annonceId', params: { annonceId: annonce.id }, ignoreBlocker: true })
        }}
      />
    </Pile>
  )
}
