import { Group, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ReactElement } from 'react'
import { useNomenclature } from '@/api/nomenclatures.ts'
import { phraseDe } from '@/api/problem.ts'
import type { components } from '@/api/schema.d.ts'
import { pluriel } from '@/lib/montants.ts'
import { numeroLisible } from '@/lib/numero.ts'
import { typographier } from '@/lib/typographie.ts'
import { useRecherche } from '@/lib/useRecherche.ts'
import { Actions } from '@/ui/Actions.tsx'
import { dire } from '@/ui/annonces.ts'
import { Avis } from '@/ui/Avis.tsx'
import { DateFr } from '@/ui/DateFr.tsx'
import { Dialogue } from '@/ui/Dialogue.tsx'
import { EtatBadge } from '@/ui/EtatBadge.tsx'
import { Vide } from '@/ui/Etats.tsx'
import { PageHeader } from '@/ui/PageHeader.tsx'
import { PageListe } from '@/ui/PageListe.tsx'
import { FiltreUnique } from '@/ui/table/FiltreListe.tsx'
import { compte, TablePaginee } from '@/ui/table/TablePaginee.tsx'
import { questionsQuery, usePrendreUneQuestion, useRepondre } from '../queries.ts'
import type { QuestionsSearch } from '../search-params.ts'
import { textes } from '../texts.ts'

type Question = components['schemas']['QuestionRecue']

const nomDe = ({ prenom, nom }: Question) => `${prenom} ${nom}`
const TONS = { recue: 'attente', prise: 'neutre', repondue: 'bon' } as const

/** What the public asked: who takes it, and the answer that leaves by e-mail. */
export function QuestionsPage(): ReactElement {
  const [search, changer] = useRecherche<QuestionsSearch>()
  const requete = useQuery(questionsQuery(search))
  const [question, setQuestion] = useState<Question | null>(null)
  const prendre = usePrendreUneQuestion()
  const etats = useNomenclature('etat_question')
  const gestesSur = (question: Question) => ({
    'prendre-la-question': () => prendre.mutate(question.id, { onSuccess: () => dire(textes.prise) }),
    'repondre-a-la-question': () => setQuestion(question),
  })
  return (
    <PageListe
      entete={<PageHeader titre="Questions du public" sous={`${compte(requete.data, (n) => pluriel(n, 'question'))}. ${textes.questions}`} />}
      barre={
        prendre.error && (
          <Avis ton="erreur" annonce>
            {phraseDe(prendre.error)}
          </Avis>
        )
      }
    >
      <TablePaginee
        nom="questions"
        libelle="Questions du public"
        requete={requete}
        phrase={phraseDe}
        demandee={search}
        cle={(q) => q.id}
        onPage={(page) => changer({ page })}
        onTaille={(size) => changer({ size, page: undefined })}
        colonnes={[
          {
            id: 'qui',
            entete: 'De',
            fixe: true,
            cellule: (q) => (
              <>
                {q.demande_id ? (
                  <Link to="/demandes/$demandeId" params={{ demandeId: q.demande_id }}>
                    {nomDe(q)}
                  </Link>
                ) : (
                  nomDe(q)
                )}
                {q.numero_unique && <div>{numeroLisible(q.numero_unique)}</div>}
              </>
            ),
            export: nomDe,
          },
          { id: 'le', entete: 'Reçue le', cellule: (q) => <DateFr iso={q.recue_le} forme="heure" />, export: (q) => q.recue_le },
          { id: 'texte', entete: 'Question', souple: true, cellule: (q) => typographier(q.texte), export: (q) => q.texte },
          {
            id: 'etat',
            entete: 'État',
            souple: true,
            cellule: (q) => (
              <>
                <EtatBadge ton={TONS[q.etat]} libelle={q.etat_libelle} />
                {q.prise_par && <div>{q.repondue_par ?? q.prise_par}</div>}
              </>
            ),
            export: (q) => q.etat_libelle,
            filtre: <FiltreUnique libelle="État" options={etats} valeur={search.etat} onChange={(etat) => changer({ etat, page: undefined })} />,
            filtres: search.etat ? 1 : 0,
          },
          {
            id: 'reponse',
            entete: 'Réponse',
            souple: true,
            secondaire: true,
            cellule: (q) =>
              q.reponse ? (
                <>
                  {typographier(q.reponse)}
                  <div>
                    Courriel : {q.envoi_libelle?.toLocaleLowerCase('fr')}, <DateFr iso={q.repondue_le} />
                  </div>
                </>
              ) : (
                '—'
              ),
            export: (q) => q.reponse ?? '',
          },
          { id: 'guichet', entete: 'Adressée à', secondaire: true, souple: true, cellule: (q) => q.guichet ?? 'Gestionnaire du fichier', export: (q) => q.guichet ?? 'Gestionnaire du fichier' },
          {
            id: 'actions',
            entete: 'Actions',
            cellule: (q) => (
              <Group gap="xs">
                <Actions actions={q.actions} gestes={gestesSur(q)} principale="repondre-a-la-question" />
              </Group>
            ),
          },
        ]}
        vide={<Vide titre={textes.aucuneQuestion}>{textes.aucuneQuestionAide}</Vide>}
      />
      {question && <Reponse question={question} onFermer={() => setQuestion(null)} />}
    </PageListe>
  )
}

function Reponse({ question, onFermer }: { question: Question; onFermer: () => void }) {
  const [reponse, setReponse] = useState('')
  const repondre = useRepondre()
  return (
    <Dialogue
      ouvert
      large
      titre={`Répondre à ${nomDe(question)}`}
      valider="Envoyer la réponse"
      attente={repondre.isPending}
      manque={reponse.trim().length < 2 && textes.manqueReponse}
      erreur={repondre.error && phraseDe(repondre.error)}
      onFermer={onFermer}
      onValider={() =>
        repondre.mutate(
          { id: question.id, reponse: reponse.trim() },
          {
            onSuccess: () => {
              dire(textes.repondue)
              onFermer()
            },
          },
        )
      }
    >
      <p>{typographier(question.texte)}</p>
      <p>{textes.repondre}</p>
      <Textarea label="Votre réponse" withAsterisk autosize minRows={4} maxLength={4000} value={reponse} onChange={(event) => setReponse(event.currentTarget.value)} />
    </Dialogue>
  )
}
