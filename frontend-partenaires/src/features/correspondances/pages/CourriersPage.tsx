import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { urlDesAdresses, urlDesLettres } from '@/api/fichiers.ts'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { telecharger } from '@/lib/liens.ts'
import { euros, nombre, pluriel } from '@/lib/montants.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { dire } from '@/ui/annonces.ts'
import { BoutonAction } from '@/ui/BoutonAction.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { lotsQuery, useRemettre } from '../queries.ts'
import type { CourriersSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Lot = components['schemas']['LotDeCourriersResume']

/** The letters to print and to post, one batch a day. */
export function CourriersPage(): ReactElement {
  const [search, changer] = useRecherche<CourriersSearch>()
  const requete = useQuery(lotsQuery(search))
  const [lot, setLot] = useState<Lot | null>(null)
  const gestes: Record<string, (lot: Lot) => void> = {
    'imprimer-les-lettres': ({ id }) => telecharger(urlDesLettres(id), 'lettres.pdf'),
    'emporter-les-adresses': ({ id }) => telecharger(urlDesAdresses(id), 'adresses.csv'),
    'remettre-le-lot': setLot,
  }
  return (
    <PageListe entete={<PageHeader titre="Courriers" sous={`${compte(requete.data, (n) => pluriel(n, 'lot'))}. ${textes.courriers}`} />}>
      <TablePaginee
        nom="courriers"
        libelle="Lots de courriers"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(l) => l.id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        colonnes={[
          {
            id: 'le',
            entete: 'Préparé le',
            fixe: true,
            cellule: (l) => (
              <Link to="/courriers/$lotId" params={{ lotId: l.id }}>
                <DateFr iso={l.prepare_le} forme="heure" />
              </Link>
            ),
            export: (l) => l.prepare_le,
          },
          { id: 'lettres', entete: 'Lettres', aligne: 'fin', cellule: (l) => nombre(l.lettres), export: (l) => l.lettres },
          {
            id: 'etat',
            entete: 'État',
            souple: true,
            cellule: (l) =>
              l.remis_le ? (
                <>
                  <EtatBadge ton="bon" libelle="Posté" />
                  <div>
                    <DateFr iso={l.remis_le} />, {l.remis_par}
                  </div>
                </>
              ) : (
                <>
                  <EtatBadge ton="attente" libelle="À poster" />
                  {l.retirees > 0 && <div>{pluriel(l.retirees, 'enveloppe')} à retirer : personne protégée</div>}
                </>
              ),
            export: (l) => l.remis_le ?? 'À poster',
          },
          { id: 'revenues', entete: 'Revenues', aligne: 'fin', cellule: (l) => nombre(l.revenues), export: (l) => l.revenues },
          { id: 'cout', entete: 'Coût', aligne: 'fin', cellule: (l) => (l.cout === null ? '—' : euros(l.cout)), export: (l) => l.cout ?? '' },
          {
            id: 'actions',
            entete: 'Actions',
            cellule: (l) => (
              <Group gap="xs" wrap="nowrap">
                {l.actions.map((action) => (
                  <BoutonAction key={action.code} size="compact-sm" variant={action.code === 'remettre-le-lot' ? 'light' : 'default'} action={action} onClick={() => gestes[action.code]?.(l)} />
                ))}
              </Group>
            ),
          },
        ]}
        vide={<Vide titre={textes.aucunLot}>{textes.aucunLotAide}</Vide>}
      />
      {lot && <Remise lot={lot} onFermer={() => setLot(null)} />}
    </PageListe>
  )
}

function Remise({ lot, onFermer }: { lot: Lot; onFermer: () => void }) {
  const remettre = useRemettre()
  return (
    <Dialogue
      ouvert
      titre={`Noter l’envoi de ${pluriel(lot.lettres, 'lettre')}`}
      valider="Noter l’envoi"
      attente={remettre.isPending}
      erreur={remettre.error && phraseDe(remettre.error)}
      onFermer={onFermer}
      onValider={() =>
        remettre.mutate(lot.id, {
          onSuccess: () => {
            dire(textes.remis)
            onFermer()
          },
        })
      }
    >
      {lot.retirees > 0 && <p>{textes.retirees}</p>}
      <p>{textes.remettre}</p>
    </Dialogue>
  )
}
