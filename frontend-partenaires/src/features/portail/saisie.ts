import { z } from 'zod'
import type { PortailModifieBody, PortailVu } from '@/api/types.ts'
import { textes } from './texts.ts'

export type Saisie = Omit<PortailModifieBody, 'version'>

const HEXADECIMAL = /^#[0-9a-f]{6}$/i
const dit = (message: string) => z.string({ error: message }).trim().min(1, message)
const facultatif = z
  .string()
  .nullish()
  .transform((texte) => texte?.trim() || null)

/** What may be left out, and what makes a portal unreadable; the server judges the rest. */
export const schema = z.object({
  titre: dit(textes.manque.titre).max(100),
  couleur_accent: z.string({ error: textes.manque.couleur }).trim().regex(HEXADECIMAL, textes.manque.couleur),
  textes: z.object({ accueil: dit(textes.manque.accueil), presentation: facultatif }),
  contact: z.object({
    nom: dit(textes.manque.nom),
    telephone: facultatif,
    email: facultatif.refine((email) => email === null || /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(email), textes.manque.email),
    horaires: facultatif,
  }),
  questions: z.array(z.object({ question: dit(textes.manque.question), reponse: dit(textes.manque.reponse) })),
  logo_texte: facultatif,
})

export const versSaisie = ({ titre, couleur_accent, textes: lus, contact, questions, logo_texte }: PortailVu): Saisie => ({
  titre,
  couleur_accent,
  textes: { accueil: lus.accueil, presentation: lus.presentation },
  contact: contact ?? { nom: '', telephone: null, email: null, horaires: null },
  questions: questions.map(({ question, reponse }) => ({ question, reponse })),
  logo_texte,
})

export const estHexadecimal = (couleur: string | null | undefined): couleur is string => HEXADECIMAL.test(couleur ?? '')
