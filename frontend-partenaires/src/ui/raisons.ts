import type { ActionAffichee } from './BoutonAction.tsx'
import type { RaisonAffichee } from './RaisonList.tsx'

const SANS_PHRASE: RaisonAffichee = { code: 'sans-phrase', phrase: 'Cette action n’est pas possible pour le moment. Rechargez la page.' }

/** Why an action is refused: at least one sentence, whatever the server said. */
export const raisonsDe = ({ raisons = [] }: ActionAffichee): readonly RaisonAffichee[] => (raisons.length > 0 ? raisons : [SANS_PHRASE])
