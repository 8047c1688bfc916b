import { erreurs as session } from '@/features/session/texts.ts'

/** Every problem code that the screens say better than the server's own title. */
export const erreurs: Readonly<Record<string, string>> = { ...session }
