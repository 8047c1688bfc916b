/** The mark of the product: a house that several hands hold open. */
export function Sigle({ taille }: { taille: number }) {
  return (
    <svg viewBox="0 0 32 32" width={taille} height={taille} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M7 15.5 16 8l9 7.5M10 15v8.5h12V15" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="16" cy="18.6" r="2.2" fill="#f2c879" />
    </svg>
  )
}
