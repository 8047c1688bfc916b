import { erreurs as partout } from '@/api/texts.ts'
import { erreurs as annonces } from '@/features/annonces/texts.ts'
import { erreurs as biens } from '@/features/biens/texts.ts'
import { erreurs as commissions } from '@/features/commissions/texts.ts'
import { erreurs as conventions } from '@/features/conventions-flux/texts.ts'
import { erreurs as cotation } from '@/features/cotation/texts.ts'
import { erreurs as demandes } from '@/features/demandes/texts.ts'
import { erreurs as organismes } from '@/features/organismes/texts.ts'
import { erreurs as pieces } from '@/features/pieces/texts.ts'
import { erreurs as propositions } from '@/features/propositions/texts.ts'
import { erreurs as publics } from '@/features/publics/texts.ts'
import { erreurs as rapprochement } from '@/features/rapprochement/texts.ts'
import { erreurs as deploiement } from '@/features/deploiement/texts.ts'
import { erreurs as secteurs } from '@/features/secteurs/texts.ts'
import { erreurs as simulations } from '@/features/simulations/texts.ts'
import { erreurs as session } from '@/features/session/texts.ts'

/** The few problem codes that the screen says better than the server: the others keep its sentence, with its names and its dates. */
export const erreurs: Readonly<Record<string, string>> = {
  ...partout,
  ...session,
  ...organismes,
  ...demandes,
  ...pieces,
  ...cotation,
  ...deploiement,
  ...secteurs,
  ...simulations,
  ...biens,
  ...publics,
  ...rapprochement,
  ...propositions,
  ...commissions,
  ...conventions,
  ...annonces,
}
