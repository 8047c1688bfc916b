import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react'
import { classes } from '@/lib/classes.ts'
import { retirer, useMessages } from './annonces.ts'
import styles from './Messages.module.css'

export function Messages() {
  const messages = useMessages()
  return (
    <div className={classes(styles.coin, 'hors-impression')} role="status" aria-live="polite">
      {messages.map((message) => (
        <div key={message.id} className={classes(styles.message, styles[message.ton])}>
          {message.ton === 'succes' ? <IconCircleCheck size={18} aria-hidden="true" /> : <IconAlertTriangle size={18} aria-hidden="true" />}
          <p>{message.texte}</p>
          <ActionIcon size="sm" onClick={() => retirer(message.id)} aria-label="Fermer ce message">
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
    </div>
  )
}
