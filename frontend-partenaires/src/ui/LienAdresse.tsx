import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

interface Props {
  /** Address inside the application, with its search: « /demandes?a_valider=true ». */
  lien: string
  className?: string | undefined
  children: ReactNode
}

/** A link whose address comes from the server or from a favourite: it cannot be typed like the others. */
export function LienAdresse({ lien, className, children }: Props) {
  const router = useRouter()
  const href = router.history.createHref(`${router.basepath.replace(/\/$/, '')}${lien.startsWith('/') ? lien : `/${lien}`}`)
  const suivre = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    router.history.push(href)
  }
  return (
    <a href={href} className={className} onClick={suivre}>
      {children}
    </a>
  )
}
