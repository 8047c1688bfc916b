import { Button, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactElement } from 'react'
import { useLignesHistorique } from '@/api/historique.ts'
import { phraseDe } from '@/api/problem.ts'
import type { FiltresHistorique } from '@/api/types.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Pile, Rangee } from '@/ui/champs/Disposition.tsx'
import { HistoriquePagine } from '@/ui/HistoriquePagine.tsx'
import { filtresHistoriqueQuery, historiqueQuery } from '../queries/dossier.ts'
import type { HistoriqueSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import { useDemande } from '../useDemande.ts'

export function HistoriquePage(): ReactElement {
  const demande = useDemande()
  const [search, changer] = useRecherche<HistoriqueSearch>()
  const [page, setPage] = useState(1)
  const filtrer = (changement: HistoriqueSearch) => {
    setPage(1)
    changer(changement)
  }
  const requete = useQuery(historiqueQuery(demande.id, page, search))
  const filtre = Boolean(search.type ?? search.intervenant)
  const filtres = useQuery(filtresHistoriqueQuery(demande.id)).data
  return (
    <Pile>
      {filtres && (
        <Rangee>
          <Select label="Type d’acte" placeholder="Tous les actes" clearable searchable data={lesActes(filtres)} value={search.type ?? null} onChange={(type) => filtrer({ type: type ?? undefined })} />
          <Select
            label="Intervenant"
            placeholder="Tous les intervenants"
            clearable
            searchable
            data={lesIntervenants(filtres)}
            value={search.intervenant ?? null}
            onChange={(intervenant) => filtrer({ intervenant: intervenant ?? undefined })}
          />
          {filtre && (
            <Button variant="subtle" leftSection={<IconX size={14} aria-hidden="true" />} onClick={() => filtrer({ type: undefined, intervenant: undefined })}>
              Retirer les filtres
            </Button>
          )}
        </Rangee>
      )}
      <HistoriquePagine
        requete={requete}
        phrase={phraseDe}
        ligne={useLignesHistorique()}
        vide={filtre ? textes.historiqueSansResultat : textes.historiqueVide}
        onPage={setPage}
      />
    </Pile>
  )
}

const lesActes = ({ types }: FiltresHistorique) => types.map(({ code, libelle, nombre }) => ({ value: code, label: `${libelle} (${nombre})` }))

const lesIntervenants = ({ intervenants }: FiltresHistorique) =>
  intervenants.map(({ code, libelle, organisme, nombre }) => ({ value: code, label: `${[libelle, organisme].filter(Boolean).join(', ')} (${nombre})` }))
