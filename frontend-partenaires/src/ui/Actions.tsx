import { Button, Popover } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { dateLongue } from '@/lib/dates.ts'
import { BoutonAction, type ActionAffichee } from './BoutonAction.tsx'
import { LienAdresse } from './LienAdresse.tsx'
import { RaisonList } from './RaisonList.tsx'
import { raisonsDe } from './raisons.ts'
import styles from './Actions.module.css'

interface Props {
  actions: readonly ActionAffichee[]
  /** What each code opens; an action that the screen does not know is not drawn. */
  gestes: Readonly<Record<string, () => void>>
  /** The act that this screen is for. */
  principale?: string | undefined
}

/** What can be done, as buttons; what cannot yet, gathered behind one, each with its reason. */
export function Actions({ actions, gestes, principale }: Props) {
  const connues = actions.filter(({ code, montrer }) => gestes[code] && montrer !== false)
  const permises = connues.filter(({ permise }) => permise)
  const refusees = connues.filter(({ permise }) => !permise)
  const bouton = (action: ActionAffichee) => (
    <BoutonAction key={action.code} action={action} size="compact-md" variant={action.permise && action.code === principale ? 'filled' : 'default'} onClick={() => gestes[action.code]?.()} />
  )
  return (
    <>
      {permises.map(bouton)}
      {refusees.length === 1 && refusees.map(bouton)}
      {refusees.length > 1 && (
        <Popover position="bottom-end" shadow="md" withArrow width={340} trapFocus>
          <Popover.Target>
            <Button size="compact-md" variant="default" className={styles.refusees} leftSection={<IconLock size={14} aria-hidden="true" />}>
              {refusees.length} actions pas encore possibles
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing inside takes the focus */}
            <ul className={styles.liste} tabIndex={0} aria-label="Actions pas encore possibles">
              {refusees.map((action) => (
                <li key={action.code}>
                  <p className={styles.libelle}>{action.libelle}</p>
                  <RaisonList raisons={raisonsDe(action)} />
                  {action.depuis_le && <p className={styles.suite}>Depuis le {dateLongue(action.depuis_le)}.</p>}
                  {action.possible_le && <p className={styles.suite}>Possible à partir du {dateLongue(action.possible_le)}.</p>}
                  {action.qui && <p className={styles.suite}>À qui s’adresser : {action.qui}.</p>}
                  {action.lien && (
                    <p className={styles.suite}>
                      <LienAdresse lien={action.lien}>Voir pourquoi</LienAdresse>
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  )
}
