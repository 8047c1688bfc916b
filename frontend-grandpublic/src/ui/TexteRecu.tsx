import { morceaux } from '../lib/adresses.ts'

/** Un texte que quelqu’un a écrit : ses adresses du portail se suivent, le reste ne s’interprète jamais. */
export function TexteRecu({ texte }: { texte: string }) {
  return morceaux(texte, window.location.origin).map(({ texte: lu, href }, rang) =>
    href === undefined ? (
      lu
    ) : (
      <a key={rang} href={href}>
        {lu}
      </a>
    ),
  )
}
