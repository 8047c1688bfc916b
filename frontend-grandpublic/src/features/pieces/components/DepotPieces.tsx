import { useRef, useState } from 'react'
import { useDeposerPiece } from '../../../api/mes-pieces.ts'
import { useListe } from '../../../api/territoire.tsx'
import type { TypePiece } from '../../../api/types.ts'
import { phraseDe } from '../../../lib/erreur-dite.ts'
import { Button } from '../../../ui/Button.tsx'
import { idDuChamp } from '../../../ui/champ.ts'
import { Card } from '../../../ui/Card.tsx'
import { Rangee } from '../../../ui/Layout.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Select } from '../../../ui/Select.tsx'
import { texts } from '../texts.ts'

const MEGAOCTETS = 20
const FORMATS = 'image/jpeg,image/png,image/heic,application/pdf'

/** Les pièces d’identité et les titres de séjour, seuls demandés pour enregistrer la demande. */
const IDENTITE = /^(ID|TS)_/

export default function DepotPieces({ seulement }: { seulement: 'identite' | 'toutes' }) {
  const pieces = useListe('type_piece').options
  const types = seulement === 'identite' ? pieces.filter(({ value }) => IDENTITE.test(value)) : pieces
  const [type, choisir] = useState('')
  const [erreur, refuser] = useState<string>()
  const saisie = useRef<HTMLInputElement>(null)
  const deposer = useDeposerPiece()
  const nom = deposer.variables?.fichier.name ?? ''

  function prendre(fichier: File | undefined) {
    if (!fichier) return
    if (fichier.size > MEGAOCTETS * 1024 * 1024) refuser(texts.tropGros(MEGAOCTETS))
    else deposer.mutate({ type: type as TypePiece, fichier, cle: crypto.randomUUID() })
  }

  return (
    <Card titre={texts.depot[seulement]}>
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
      <input
        ref={saisie}
        type="file"
        accept={FORMATS}
        hidden
        onChange={(event) => {
          prendre(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      <Rangee>
        <Button
          allure="secondaire"
          enCours={deposer.isPending}
          onPress={() => {
            if (type) saisie.current?.click()
            else refuser(texts.typeRequis)
          }}
        >
          {texts.fichier}
        </Button>
      </Rangee>
      <p>{texts.aide(MEGAOCTETS)}</p>
      {deposer.isPending && <Notice annonce>{texts.envoi(nom)}</Notice>}
      {deposer.isSuccess && (
        <Notice ton="succes" annonce>
          {texts.recu(nom)}
        </Notice>
      )}
      {deposer.error && (
        <Notice ton="erreur" annonce>
          {phraseDe(deposer.error)}
        </Notice>
      )}
    </Card>
  )
}
