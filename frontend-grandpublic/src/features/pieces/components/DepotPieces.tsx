import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { mesPiecesQuery } from '../../../api/mes-pieces.ts'
import { useListe } from '../../../api/territoire.tsx'
import type { DossierDePieces, TypePiece } from '../../../api/types.ts'
import { idDuChamp } from '../../../ui/champ.ts'
import { Card } from '../../../ui/Card.tsx'
import { Etat } from '../../../ui/Etat.tsx'
import { Pile } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { texts } from '../texts.ts'
import { BoutonFichiers } from './BoutonFichiers.tsx'

/** Les pièces d’identité et les titres de séjour, seuls demandés pour enregistrer la demande. */
const IDENTITE = /^(ID|TS)_/

export default function DepotPieces({ seulement }: { seulement: 'identite' | 'toutes' }) {
  const dossier = useQuery(mesPiecesQuery)
  return (
    <Card titre={texts.depot[seulement]}>
      <Etat de={dossier}>{(lu) => <Depot dossier={lu} seulement={seulement} />}</Etat>
    </Card>
  )
}

function Depot({ dossier, seulement }: { dossier: DossierDePieces; seulement: 'identite' | 'toutes' }) {
  const pieces = useListe('type_piece').options
  const types = seulement === 'identite' ? pieces.filter(({ value }) => IDENTITE.test(value)) : pieces
  const [type, choisir] = useState('')
  const [personne, choisirPersonne] = useState('')
  const [erreur, refuser] = useState<string>()
  const { depot, personnes } = dossier
  return (
    <Pile>
      {seulement === 'identite' && <Notice>{depot.rappel_nir}</Notice>}
      <Select
        id={idDuChamp('pieces.identite')}
        label={texts.type}
        value={type}
        erreur={erreur}
        options={types}
        onChange={(suite) => {
          choisir(suite)
          refuser(undefined)
        }}
      />
      {seulement === 'toutes' && personnes.length > 1 && (
        <Select label={texts.pourQui} value={personne} invite={texts.foyer} options={personnes.map(({ id, nom }) => ({ value: id, label: nom }))} onChange={choisirPersonne} />
      )}
      <BoutonFichiers depot={depot} vers={type ? { type: type as TypePiece, personneId: personne || null, pieceId: null } : texts.typeRequis} onManque={refuser} />
      <p>
        {texts.aide(depot.taille_maximale / 1024 / 1024)} {texts.plusieurs}
      </p>
    </Pile>
  )
}
