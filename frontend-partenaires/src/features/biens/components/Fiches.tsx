import { useLibelle } from '@/api/nomenclatures.ts'
import type { BienDetail } from '@/api/types.ts'
import { euros, nombre } from '@/lib/montants.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

interface Props {
  bien: BienDetail
  serree?: boolean
}

const RDC = 0

function etage(bien: BienDetail): string | null {
  if (bien.etage === null || bien.etage === undefined) return null
  const niveau = bien.etage === RDC ? 'Rez-de-chaussée' : bien.etage === 1 ? '1er étage' : `${bien.etage}e étage`
  return `${niveau}, ${bien.ascenseur ? 'avec ascenseur' : 'sans ascenseur'}`
}

export function FicheBien({ bien, serree = false }: Props) {
  const libelle = useLibelle()
  const annexes = [bien.parking && 'stationnement', bien.balcon && 'balcon', bien.jardin && 'jardin'].filter(Boolean).join(', ')
  return (
    <Fiche
      serree={serree}
      lignes={[
        ['Bailleur', bien.organisme.nom],
        ['Résidence', bien.residence],
        ['Adresse', `${bien.adresse}, ${bien.code_postal} ${bien.commune.nom}`],
        ['Type et surface', `${libelle('typologie', bien.typologie)}, ${nombre(bien.surface)} m²`],
        ['Étage', etage(bien)],
        ['Annexes', annexes],
        ['Adapté au handicap', bien.adapte_handicap ? 'Oui' : 'Non'],
        ['Chauffage', bien.chauffage],
        ['DPE et GES', [`DPE ${bien.dpe}`, bien.ges && `GES ${bien.ges}`].filter(Boolean).join(', ')],
        ['Construction', bien.annee_construction],
        ['Quartier prioritaire', bien.qpv ? 'Oui (QPV)' : 'Non'],
      ]}
    />
  )
}

export function FicheLoyer({ bien, serree = false }: Props) {
  const libelle = useLibelle()
  return (
    <Fiche
      serree={serree}
      lignes={[
        ['Financement', libelle('financement', bien.financement)],
        ['Loyer', euros(bien.loyer)],
        ['Charges', euros(bien.charges)],
        ['Annexes', euros(bien.annexes)],
        ['Mensualité', <strong key="m">{euros(bien.mensualite)}</strong>],
        ['Dépôt de garantie', bien.depot_garantie === null || bien.depot_garantie === undefined ? null : euros(bien.depot_garantie)],
      ]}
    />
  )
}

export function FicheReservation({ bien, serree = false }: Props) {
  const libelle = useLibelle()
  return (
    <Fiche
      serree={serree}
      lignes={[
        ['Disponible le', <DateFr key="d" iso={bien.disponible_le} />],
        ['Réservataire', bien.reservataire ? `${bien.reservataire.nom} (${libelle('type_reservataire', bien.reservataire.type)})` : 'Non réservé'],
        ['Convention', bien.convention_id ? 'Décompté de la convention de flux' : 'Hors convention de flux'],
        ['Suivi par', bien.charge_de_clientele],
      ]}
    />
  )
}
