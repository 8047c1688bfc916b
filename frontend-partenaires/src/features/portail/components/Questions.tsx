import { ActionIcon, Button } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useFieldArray, type Control } from 'react-hook-form'
import { Carte } from '@/ui/Carte.tsx'
import { ChampTexte, ChampZone, GroupeDeChamps } from '@/ui/champs/Champs.tsx'
import { Pile } from '@/ui/champs/Disposition.tsx'
import type { Saisie } from '../saisie.ts'
import { textes } from '../texts.ts'
import styles from './Portail.module.css'

/** Questions and answers, in the order in which the public reads them. */
export function Questions({ control, max, faute }: { control: Control<Saisie>; max: number; faute: string | undefined }) {
  const { fields, append, remove, move } = useFieldArray({ control, name: 'questions' })
  const [dit, dire] = useState('')
  const deplacer = (de: number, vers: number) => {
    move(de, vers)
    dire(textes.deplacee(vers + 1))
  }
  return (
    <Carte
      titre={textes.questions}
      outils={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => append({ question: '', reponse: '' }, { focusName: `questions.${fields.length}.question` })}
        >
          {textes.ajouterQuestion}
        </Button>
      }
    >
      <div id="questions" tabIndex={-1}>
        <Pile>
          <p className={styles.aide}>{textes.questionsAide}</p>
          {(faute ?? fields.length > max) && <p className={styles.faute}>{faute ?? `${max} questions au plus.`}</p>}
          {fields.length === 0 && <p>{textes.sansQuestion}</p>}
          <span role="status" className="visuellement-cache">
            {dit}
          </span>
          {fields.map(({ id }, rang) => (
            <GroupeDeChamps key={id} titre={textes.numero(rang + 1)} className={styles.question}>
              <div className={styles.gestes}>
                {rang > 0 && (
                  <ActionIcon variant="default" aria-label={textes.monter(rang + 1)} onClick={() => deplacer(rang, rang - 1)}>
                    <IconArrowUp size={16} aria-hidden="true" />
                  </ActionIcon>
                )}
                {rang < fields.length - 1 && (
                  <ActionIcon variant="default" aria-label={textes.descendre(rang + 1)} onClick={() => deplacer(rang, rang + 1)}>
                    <IconArrowDown size={16} aria-hidden="true" />
                  </ActionIcon>
                )}
                <ActionIcon variant="default" aria-label={textes.retirer(rang + 1)} onClick={() => remove(rang)}>
                  <IconTrash size={16} aria-hidden="true" />
                </ActionIcon>
              </div>
              <ChampTexte control={control} name={`questions.${rang}.question`} label={textes.question} requis maxLength={200} />
              <ChampZone control={control} name={`questions.${rang}.reponse`} label={textes.reponse} requis maxLength={4000} />
            </GroupeDeChamps>
          ))}
        </Pile>
      </div>
    </Carte>
  )
}
