import { useLibelle } from '@/api/nomenclatures.ts'
import type { BienDetail } from '@/api/types.ts'
import { euros, nombre } from '@/lib/montants.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { Fiche } from '@/ui/Fiche.tsx'

interface Props {
  bien: BienDetail
  serree?: boolean
}

function etage(bien: BienDetail): string | null {
  if (bien.etage === null) return null
  const niveau = bien.etage === 0 ? 'Rez-de-chaussée' : bien.etage === 1 ? '1er étage' : `${bien.etage}e étage`
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
        ['Résidence', bien.residence?.nom],
        ['Adresse', [bien.adresse, bien.complement].filter(Boolean).join(', ')],
        ['Commune', `${bien.code_postal} ${bien.commune.nom}`],
        ['Logement', `${libelle('categorie_logement', bien.categorie)}, ${libelle('typologie', bien.typologie)}, ${nombre(bien.surface)} m²`],
        ['Étage', etage(bien)],
        ['Annexes', annexes],
        ['Adapté au handicap', bien.adapte_handicap ? 'Oui' : 'Non'],
        ['Chauffage', bien.chauffage && libelle('chauffage', bien.chauffage)],
        ['Énergie', [bien.dpe && `DPE ${bien.dpe}`, bien.ges && `GES ${bien.ges}`].filter(Boolean).join(', ')],
        ['Construction', bien.annee_construction],
        ['Quartier prioritaire', bien.qpv ? 'Oui (QPV)' : 'Non'],
        !serree && ['Gestion locative', bien.reference_externe],
        !serree && ['Identifiant RPLS', bien.rpls],
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
        ...bien.mensualite_lignes.map((ligne) => [ligne.libelle, euros(ligne.montant)] as const),
        ['Mensualité', <strong key="m">{euros(bien.mensualite)}</strong>],
        ['Dépôt de garantie', bien.depot_garantie === null ? null : euros(bien.depot_garantie)],
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
        Boolean(bien.libere_le) && ['Libéré le', <DateFr key="l" iso={bien.libere_le} />],
        Boolean(bien.attribue_le) && ['Attribué le', <DateFr key="a" iso={bien.attribue_le} />],
        Boolean(bien.loue_le) && ['Loué le', <DateFr key="o" iso={bien.loue_le} />],
        Boolean(bien.retire_le) && ['Retiré le', <DateFr key="r" iso={bien.retire_le} />],
        Boolean(bien.motif_retrait) && ['Motif du retrait', libelle('motif_retrait', bien.motif_retrait)],
        ['Réservataire', bien.reservataire ? `${bien.reservataire.nom} (${bien.reservataire.type_libelle})` : 'Non réservé'],
        ['Convention', bien.convention_id ? 'Compté dans la convention de flux' : 'Hors convention de flux'],
        ['Suivi par', bien.charge_de_clientele?.nom],
        ['Candidats retenus', nombre(bien.nb_propositions)],
      ]}
    />
  )
}
