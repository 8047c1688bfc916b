import { TextInput } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { estIntrouvable, phraseDe } from '@/api/problem.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { typographier } from '@/lib/typographie.ts'
import { Avis } from '@/ui/Avis.tsx'
import { BoutonPret } from '@/ui/BoutonPret.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import { Fenetre } from '@/ui/Fenetre.tsx'
import { Requete } from '@/ui/Requete.tsx'
import { explicationQuery } from '../queries.ts'
import { textes } from '../texts.ts'
import styles from './Explication.module.css'

interface Props {
  ouvert: boolean
  bienId: string
  onFermer: () => void
}

const manquantesDAbord = (a: { remplie: boolean }, b: { remplie: boolean }) => Number(a.remplie) - Number(b.remplie)
const NUMERO = /^[0-9]{13}[0-9A-Z]{5}$/

export function Explication({ ouvert, bienId, onFermer }: Props) {
  const [saisie, setSaisie] = useState('')
  const [numero, setNumero] = useState<string | null>(null)
  const lu = saisie.replace(/\s/g, '').toUpperCase()
  return (
    <Fenetre ouverte={ouvert} onFermer={onFermer} titre="Pourquoi cette demande n’est-elle pas dans la liste ?" taille="lg">
      <Pile>
        <p>{textes.pourquoi}</p>
        <form
          noValidate
          className={styles.recherche}
          onSubmit={(event) => {
            event.preventDefault()
            if (NUMERO.test(lu)) setNumero(lu)
          }}
        >
          <TextInput
            label="Numéro unique"
            description="18 caractères, avec ou sans espaces"
            autoComplete="off"
            data-autofocus
            value={saisie}
            onChange={(event) => setSaisie(event.currentTarget.value)}
          />
          <BoutonPret type="submit" manque={!NUMERO.test(lu) && textes.numeroIncomplet}>
            Expliquer
          </BoutonPret>
        </form>
        {numero && <Reponse bienId={bienId} numero={numero} />}
      </Pile>
    </Fenetre>
  )
}

function Reponse({ bienId, numero }: { bienId: string; numero: string }) {
  const requete = useQuery(explicationQuery(bienId, numero))
  // a number that leads nowhere is an answer, not a breakdown to try again
  if (estIntrouvable(requete.error)) return <Avis annonce>{phraseDe(requete.error)}</Avis>
  return (
    <Requete requete={requete} phrase={phraseDe} lignes={4}>
      {(explication) => (
          <Pile espace="serre">
            <p>
              <Link to="/demandes/$demandeId" params={{ demandeId: explication.demande_id }} target="_blank">
                {explication.nom_affiche}
              </Link>{' '}
              ({numeroLisible(explication.numero_unique)})
            </p>
            <Avis ton={explication.eligible ? 'succes' : 'attention'} annonce>
              {typographier(explication.phrase)}
            </Avis>
            <ul className={styles.conditions}>
              {[...explication.conditions].sort(manquantesDAbord).map((condition) => (
                <li key={condition.code} data-remplie={condition.remplie}>
                  {condition.remplie ? <IconCheck size={17} aria-hidden="true" /> : <IconX size={17} aria-hidden="true" />}
                  <div>
                    <p className={styles.titre}>
                      {condition.libelle} <span className="visuellement-cache">: {condition.remplie ? 'remplie' : 'non remplie'}</span>
                    </p>
                    <p>
                      {typographier(condition.phrase)}
                      {condition.a_verifier && ' À vérifier.'}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          </Pile>
      )}
    </Requete>
  )
}
