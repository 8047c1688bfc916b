import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { IconBookmark, IconTrash, IconUsers, IconUsersMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { phraseDe } from '@/api/problem.ts'
import type { FiltreVue } from '@/api/types.ts'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { filtresQuery, rechercheAGarder, useGarderFiltre, usePartagerFiltre, useRetirerFiltre } from '../queries/liste.ts'
import type { DemandesSearch } from '../search-params.ts'
import { textes } from '../texts.ts'
import styles from './FiltresGardes.module.css'

interface Props {
  search: DemandesSearch
  /** Puts a kept search in the place of the one that is shown. */
  onChoisir: (recherche: Partial<DemandesSearch>) => void
}

export function FiltresGardes({ search, onChoisir }: Props) {
  const [ouvert, setOuvert] = useState(false)
  const [garder, setGarder] = useState(false)
  const requete = useQuery({ ...filtresQuery, enabled: ouvert })
  return (
    <>
      <Popover opened={ouvert} onChange={setOuvert} position="bottom-start" shadow="md" withArrow trapFocus width={340}>
        <Popover.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden="true" />} aria-expanded={ouvert} onClick={() => setOuvert(!ouvert)}>
            Mes filtres
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Requete requete={requete} phrase={phraseDe} lignes={3}>
            {(filtres) => (
              <ul className={styles.liste} aria-label="Filtres gardés">
                {filtres.length === 0 && <li className={styles.sous}>{textes.aucunFiltre}</li>}
                {filtres.map((filtre) => (
                  <Filtre
                    key={filtre.id}
                    filtre={filtre}
                    onChoisir={() => {
                      setOuvert(false)
                      onChoisir(versLAdresse(filtre))
                    }}
                  />
                ))}
              </ul>
            )}
          </Requete>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setOuvert(false)
              setGarder(true)
            }}
          >
            Garder les filtres affichés
          </Button>
        </Popover.Dropdown>
      </Popover>
      {garder && <Garder search={search} onFermer={() => setGarder(false)} />}
    </>
  )
}

function Filtre({ filtre, onChoisir }: { filtre: FiltreVue; onChoisir: () => void }) {
  const partager = usePartagerFiltre()
  const retirer = useRetirerFiltre()
  const partage = filtre.partage ? `Ne plus partager ${filtre.nom}` : `Partager ${filtre.nom} avec mon organisme`
  return (
    <li className={styles.filtre}>
      <button type="button" className={styles.nom} onClick={onChoisir}>
        {filtre.nom}
        {(!filtre.a_moi || filtre.partage) && <span className={styles.sous}>{filtre.a_moi ? 'partagé' : `de ${filtre.auteur}`}</span>}
      </button>
      {filtre.a_moi && (
        <>
          <ActionIcon aria-label={partage} title={partage} loading={partager.isPending} onClick={() => partager.mutate(filtre)}>
            {filtre.partage ? <IconUsersMinus size={16} /> : <IconUsers size={16} />}
          </ActionIcon>
          <ActionIcon aria-label={`Retirer ${filtre.nom}`} loading={retirer.isPending} onClick={() => retirer.mutate(filtre)}>
            <IconTrash size={16} />
          </ActionIcon>
        </>
      )}
    </li>
  )
}

function Garder({ search, onFermer }: { search: DemandesSearch; onFermer: () => void }) {
  const [cle] = useState(() => crypto.randomUUID())
  const [nom, setNom] = useState('')
  const [partage, setPartage] = useState(false)
  const garder = useGarderFiltre(`filtre-${cle}`)
  const manque = nom.trim() === '' && textes.manqueNomDuFiltre
  return (
    <Dialogue
      ouvert
      titre="Garder ces filtres"
      valider="Garder"
      attente={garder.isPending}
      manque={manque}
      erreur={garder.error && phraseDe(garder.error)}
      onFermer={onFermer}
      onValider={() => !manque && garder.mutate({ nom: nom.trim(), partage, recherche: rechercheAGarder(search) }, { onSuccess: onFermer })}
    >
      <p>{textes.garderFiltre}</p>
      <TextInput label="Nom du filtre" withAsterisk maxLength={80} data-autofocus value={nom} onChange={(event) => setNom(event.currentTarget.value)} />
      <Checkbox label="Le partager avec mon organisme" checked={partage} onChange={(event) => setPartage(event.currentTarget.checked)} />
    </Dialogue>
  )
}

/** As the address writes it: what is empty is not there. */
function versLAdresse({ recherche }: FiltreVue): Partial<DemandesSearch> {
  const lus = Object.entries(recherche).filter(([, valeur]) => valeur !== null && valeur !== false && !(Array.isArray(valeur) && valeur.length === 0))
  return Object.fromEntries(lus)
}
