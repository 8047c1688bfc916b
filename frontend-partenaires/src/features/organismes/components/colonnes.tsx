import type { CompteVue } from '@/api/types.ts'
import { telephoneLisible } from '@/lib/numero.ts'
import { DateFr } from '@/ui/DateFr.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import type { Colonne } from '@/ui/table/colonnes.ts'
import { ActionsCompte } from './ActionsCompte.tsx'

const etat = ({ actif, a_active }: CompteVue) => (!actif ? (['clos', 'Désactivé'] as const) : a_active ? (['bon', 'Actif'] as const) : (['attente', 'À activer'] as const))

function Etat({ compte }: { compte: CompteVue }) {
  const [ton, libelle] = etat(compte)
  return <EtatBadge ton={ton} libelle={libelle} />
}

export const colonnesComptes = (onModifier: (compte: CompteVue) => void): readonly Colonne<CompteVue>[] => [
  {
    id: 'nom',
    entete: 'Nom',
    fixe: true,
    cellule: (c) => (
      <strong>
        {c.nom.toLocaleUpperCase('fr')} {c.prenom}
      </strong>
    ),
    export: (c) => `${c.nom} ${c.prenom}`,
  },
  { id: 'email', entete: 'Courriel', cellule: (c) => c.email, export: (c) => c.email, secondaire: true },
  { id: 'telephone', entete: 'Téléphone', cellule: (c) => (c.telephone ? telephoneLisible(c.telephone) : 'Manquant'), export: (c) => c.telephone ?? 'Manquant', secondaire: true },
  { id: 'organisme', souple: true, entete: 'Organisme', cellule: (c) => c.organisme, export: (c) => c.organisme, secondaire: true },
  { id: 'profil', entete: 'Profil', cellule: (c) => c.profil_libelle, export: (c) => c.profil_libelle, secondaire: true },
  { id: 'second_code', entete: 'Second code', cellule: (c) => (c.totp_actif ? 'En place' : '—'), export: (c) => (c.totp_actif ? 'En place' : null), secondaire: true, masquee: true },
  { id: 'etat', entete: 'État', cellule: (c) => <Etat compte={c} />, export: (c) => etat(c)[1] },
  { id: 'connexion', entete: 'Dernière connexion', cellule: (c) => <DateFr iso={c.derniere_connexion_le} absent="Jamais" />, export: (c) => c.derniere_connexion_le, secondaire: true },
  { id: 'actions', entete: 'Actions', cellule: (c) => <ActionsCompte compte={c} onModifier={() => onModifier(c)} /> },
]
