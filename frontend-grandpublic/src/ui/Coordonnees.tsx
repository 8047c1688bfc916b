import { telephoneLisible } from '../lib/numero.ts'

interface CoordonneesProps {
  nom: string
  telephone?: string | null
  email?: string | null
  horaires?: string | null
}

/** Qui joindre, et de quoi l’appeler ou lui écrire d’un geste. */
export function Coordonnees({ nom, telephone, email, horaires }: CoordonneesProps) {
  return (
    <>
      <strong>{nom}</strong>
      {telephone && (
        <>
          <br />
          <a href={`tel:${telephone}`}>{telephoneLisible(telephone)}</a>
          {horaires && `, ${horaires}`}
        </>
      )}
      {!telephone && horaires && (
        <>
          <br />
          {horaires}
        </>
      )}
      {email && (
        <>
          <br />
          <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
    </>
  )
}
