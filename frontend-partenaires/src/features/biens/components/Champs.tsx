import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWatch, type Control, type FieldPath } from 'react-hook-form'
import { useChoixCommunes } from '@/api/communes.ts'
import { useLibelle, useNomenclature } from '@/api/nomenclatures.ts'
import { usePeut, useSession } from '@/api/session.ts'
import { aujourdhui } from '@/lib/dates.ts'
import { euros } from '@/lib/montants.ts'
import { ChampCase, ChampDate, ChampListe, ChampNombre, ChampTexte } from '@/ui/champs/Champs.tsx'
import { ChampRecherche } from '@/ui/champs/ChampRecherche.tsx'
import { Pile, Rang, Rangee } from '@/ui/champs/Disposition.tsx'
import { collegues, residencesQuery, suiviQuery } from '../queries.ts'
import type { Conditions, Saisie } from '../schema.ts'
import { textes } from '../texts.ts'

interface LogementProps {
  control: Control<Saisie>
  residence: string | null
  onCreerResidence: () => void
}

export function ChampsLogement({ control, residence, onCreerResidence }: LogementProps) {
  return (
    <Pile>
      <Rangee colonnes={4}>
        <ChampTexte control={control} name="reference" label="Référence" placeholder={textes.reference} maxLength={40} />
        <Residence control={control} nom={residence} />
        <ChampListe control={control} name="categorie" label="Catégorie" options={useNomenclature('categorie_logement').filter(({ code }) => code !== 'I')} requis />
        <ChampListe control={control} name="typologie" label="Type" options={useNomenclature('typologie')} requis />
        <ChampTexte control={control} name="adresse" label="Adresse" requis />
        <ChampTexte control={control} name="complement" label="Bâtiment, escalier, porte" />
        <ChampTexte control={control} name="code_postal" label="Code postal" inputMode="numeric" maxLength={5} requis />
        <Commune control={control} />
        <ChampNombre control={control} name="surface" label="Surface habitable" unite="m²" requis />
        <ChampNombre control={control} name="etage" label="Étage, 0 pour le rez-de-chaussée" />
        <ChampNombre control={control} name="annee_construction" label="Année de construction" />
        <ChampListe control={control} name="chauffage" label="Chauffage" options={useNomenclature('chauffage')} vide="Non connu" />
        <ChampListe control={control} name="dpe" label="DPE" options={useNomenclature('dpe')} vide="Non connu" />
        <ChampListe control={control} name="ges" label="GES" options={useNomenclature('dpe')} vide="Non connu" />
        <ChampTexte control={control} name="rpls" label="Identifiant RPLS" maxLength={10} majuscules />
        <ChampListe control={control} name="financement" label="Financement" options={useNomenclature('financement')} requis />
      </Rangee>
      <Rang>
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={onCreerResidence}>
          Ajouter la résidence à mon patrimoine
        </Button>
      </Rang>
      <Rangee colonnes={3}>
        <ChampCase control={control} name="ascenseur" label="Ascenseur" />
        <ChampCase control={control} name="parking" label="Stationnement" />
        <ChampCase control={control} name="balcon" label="Balcon" />
        <ChampCase control={control} name="jardin" label="Jardin" />
        <ChampCase control={control} name="adapte_handicap" label="Adapté au handicap" />
        <ChampCase control={control} name="qpv" label="En quartier prioritaire (QPV)" />
      </Rangee>
    </Pile>
  )
}

/** The two forms share these fields: a new vacancy and the next one. */
export function ChampsConditions<F extends Conditions>({ control: plein, suiviPar }: { control: Control<F>; suiviPar: string | null }) {
  const control = plein as unknown as Control<Conditions>
  return (
    <Rangee colonnes={4}>
      <ChampDate control={control} name="disponible_le" label="Disponible le" requis />
      <Reservation control={control} />
      <SuiviPar control={control} nom={suiviPar} />
      <ChampNombre control={control} name="loyer" label="Loyer" unite="€" decimales requis />
      <ChampNombre control={control} name="charges" label="Charges" unite="€" decimales requis />
      <ChampNombre control={control} name="annexes" label="Loyer des annexes" unite="€" decimales requis />
      <ChampNombre control={control} name="depot_garantie" label="Dépôt de garantie" unite="€" decimales />
    </Rangee>
  )
}

export function Mensualite<F extends Conditions>({ control }: { control: Control<F> }) {
  const montants: readonly unknown[] = useWatch({ control, name: ['loyer', 'charges', 'annexes'] as FieldPath<F>[] })
  const total = montants.reduce<number>((somme, montant) => somme + (typeof montant === 'number' ? montant : 0), 0)
  return <span>Mensualité : {euros(Math.round(total * 100) / 100)}</span>
}

function Commune({ control }: { control: Control<Saisie> }) {
  const choix = useChoixCommunes([useWatch({ control, name: 'commune' })])
  return <ChampRecherche control={control} name="commune" label="Commune" requis rien="Aucune commune à ce nom" {...choix} />
}

function Residence({ control, nom }: { control: Control<Saisie>; nom: string | null }) {
  const [saisie, setSaisie] = useState('')
  const [q] = useDebouncedValue(saisie, 150)
  const { data } = useQuery(residencesQuery(q))
  const options = (data?.items ?? []).map((r) => ({ code: r.id, libelle: `${r.nom}, ${r.commune.nom}` }))
  return <ChampRecherche control={control} name="residence_id" label="Résidence" rien={textes.sansResidence} options={options} libelleDe={(code) => nom ?? code} onRecherche={setSaisie} />
}

/** Oneself, or a colleague for those who may list them. */
function SuiviPar({ control, nom }: { control: Control<Conditions>; nom: string | null }) {
  const { compte, organisme } = useSession()
  const peutLister = usePeut('comptes:gerer')
  const { data } = useQuery({ ...collegues(organisme.id), enabled: peutLister })
  const actuel = useWatch({ control, name: 'charge_de_clientele' })
  const options = [{ code: compte.id, libelle: `${compte.prenom} ${compte.nom} (moi)` }]
  for (const { id, prenom, nom: famille, actif } of data?.items ?? []) if (actif && id !== compte.id) options.push({ code: id, libelle: `${prenom} ${famille}` })
  if (actuel && !options.some(({ code }) => code === actuel)) options.push({ code: actuel, libelle: nom ?? actuel })
  return <ChampListe control={control} name="charge_de_clientele" label="Suivi par" options={options} vide="Personne" />
}

function Reservation({ control }: { control: Control<Conditions> }) {
  const { organisme } = useSession()
  const annee = Number(aujourdhui().slice(0, 4))
  const peutLire = usePeut('conventions:lire')
  const { data } = useQuery({ ...suiviQuery(annee), enabled: peutLire })
  const libelle = useLibelle()
  const actuelle = useWatch({ control, name: 'reservation' })
  const miennes = (data ?? []).filter(({ bailleur, etat }) => bailleur.id === organisme.id && etat === 'ACTIVE')
  const options = miennes.map((s) => ({ code: `${s.reservataire.id}|${s.type_reservataire}`, libelle: `${s.reservataire.nom}, ${s.type_reservataire_libelle}` }))
  if (actuelle && !options.some(({ code }) => code === actuelle)) options.push({ code: actuelle, libelle: libelle('type_reservataire', actuelle.split('|')[1]) })
  return <ChampListe control={control} name="reservation" label="Réservataire" options={options} vide="Non réservé" />
}
