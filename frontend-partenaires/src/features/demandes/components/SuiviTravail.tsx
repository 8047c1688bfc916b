import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { urlDuTravail } from '@/api/fichiers.ts'
import type { TravailVue } from '@/api/types.ts'
import { telecharger } from '@/lib/liens.ts'
import { nombre, pluriel } from '@/lib/montants.ts'
import { Avis } from '@/ui/Avis.tsx'
import { RaisonList } from '@/ui/RaisonList.tsx'
import { enRoute, travailQuery } from '../queries/travaux.ts'
import { textes } from '../texts.ts'

/** Follows a work until it ends, and takes its file as soon as it is there. */
export function useSuivi(demande: TravailVue | undefined): TravailVue | undefined {
  const { data } = useQuery({ ...travailQuery(demande?.id ?? ''), enabled: Boolean(demande) })
  const travail = demande && data
  const pris = useRef<string>(null)
  useEffect(() => {
    if (travail?.etat !== 'fini' || !travail.nom || pris.current === travail.id) return
    pris.current = travail.id
    telecharger(urlDuTravail(travail.id), travail.nom)
  }, [travail])
  return travail
}

export function SuiviTravail({ travail }: { travail: TravailVue | undefined }) {
  if (!travail) return null
  if (enRoute(travail)) return <Avis annonce>{textes.travailEnCours(nombre(travail.faits), pluriel(travail.total, 'demande'))}</Avis>
  if (travail.etat !== 'fini') return <Avis ton="erreur">{travail.cause ?? textes.travailEchoue}</Avis>
  return (
    <>
      <Avis ton="succes" annonce>
        {textes.travailFini(pluriel(travail.faits, 'demande'))}{' '}
        {travail.nom && (
          <a href={urlDuTravail(travail.id)} download={travail.nom}>
            Prendre le fichier
          </a>
        )}
      </Avis>
      {travail.manques.length > 0 && (
        <Avis ton="attention" titre={`Pas fait pour ${pluriel(travail.manques.length, 'demande')}`}>
          <RaisonList raisons={travail.manques.map(({ code, nom, phrase }) => ({ code, phrase: `${nom} : ${phrase}` }))} />
        </Avis>
      )}
    </>
  )
}
