import { useListe } from '../../api/territoire.tsx'
import type { Codemandeur, Formulaire, Personne } from '../../api/types.ts'
import { dateLongue } from '../../lib/dates.ts'
import { euros, pluriel } from '../../lib/montants.ts'
import { telephoneLisible } from '../../lib/numero.ts'
import { nomDe, useDemande } from './contexte.tsx'
import { titreDe, type CodeEtape } from './etapes.ts'
import { texts } from './texts.ts'

const t = texts.recapitulatif
type Fait = readonly [string, string]

interface Rubrique {
  etape: CodeEtape
  titre: string
  faits: Fait[]
}

const ouiNon = (valeur: boolean) => (valeur ? t.oui : t.nonMot)
const dit = (texte: string | null | undefined) => texte || t.non
const lignes = (textes: readonly string[], sinon = t.non) => (textes.length > 0 ? textes.join('\n') : sinon)
const mensuel = (montant: number | null) => (montant === null ? t.non : `${euros(montant)} par mois`)

/** Toutes les réponses, avec leurs libellés, dans l’ordre des étapes. */
export function useRelecture(): Rubrique[] {
  const { demande, formulaire } = useDemande()
  const liste = {
    civilite: useListe('civilite').libelle,
    nationalite: useListe('nationalite').libelle,
    situation: useListe('situation_familiale').libelle,
    contrat: useListe('contrat').libelle,
    ressource: useListe('ressource').libelle,
    statut: useListe('statut_logement').libelle,
    typologie: useListe('typologie').libelle,
    categorie: useListe('categorie_logement').libelle,
    motif: useListe('motif').libelle,
    lien: useListe('lien_codemandeur').libelle,
    parente: useListe('lien_parente').libelle,
    sexe: useListe('sexe').libelle,
    garde: useListe('coparentalite').libelle,
    lienColocataire: useListe('lien_colocataire').libelle,
    socioprofessionnelle: useListe('categorie_socioprofessionnelle').libelle,
    particularite: useListe('particularite_hlm').libelle,
    marche: useListe('capacite_marche').libelle,
    moteur: useListe('nature_moteur').libelle,
    sensoriel: useListe('nature_sensoriel').libelle,
    aide: useListe('aide_technique').libelle,
    equipement: useListe('equipement_adapte').libelle,
    etatHandicap: useListe('etat_handicap').libelle,
  }
  const commune = (code: string) => demande.communes.find((connue) => connue.code === code)?.nom ?? code
  const { demandeur, codemandeurs, occupants, a_naitre: naissances, revenus, logement_actuel: actuel, logement_recherche: recherche, motifs, colocataires, handicaps, accompagnement } = formulaire
  const adultes: (Personne | Codemandeur)[] = [...(demandeur ? [demandeur] : []), ...codemandeurs]
  const adulte = (rang: number, personne: Personne) => nomDe(personne, rang === 0 ? texts.situation.vous : texts.foyer.adulte(rang + 1))

  const identite: Fait[] = [
    [texts.personne.civilite, liste.civilite(demandeur?.civilite) || t.non],
    [texts.personne.naissance, dit(demandeur?.nom_naissance)],
    ...(demandeur?.nom_usage ? [[texts.personne.usage, demandeur.nom_usage] as const] : []),
    [texts.personne.prenoms, dit(demandeur?.prenoms)],
    [texts.personne.neLe, demandeur?.ne_le ? dateLongue(demandeur.ne_le) : t.non],
    [texts.personne.nationalite, liste.nationalite(demandeur?.nationalite) || t.non],
    [texts.personne.situation, liste.situation(demandeur?.situation_familiale) || t.non],
    ...(demandeur?.situation_familiale_depuis ? [[texts.personne.situationDepuis, dateLongue(demandeur.situation_familiale_depuis)] as const] : []),
    ...(demandeur?.handicap ? [[texts.personne.handicap, t.oui] as const] : []),
  ]
  const coordonnees: Fait[] = [
    [texts.coordonnees.telephone, demandeur?.telephone ? telephoneLisible(demandeur.telephone) : t.non],
    [texts.coordonnees.email, dit(demandeur?.email)],
    ...telephones(demandeur),
    [texts.coordonnees.adresse, lignesDAdresse(demandeur?.adresse, commune)],
    ...(demandeur?.adresse_logement ? [[texts.coordonnees.logement, lignesDAdresse(demandeur.adresse_logement, commune)] as const] : []),
    ...(accompagnement
      ? [[texts.coordonnees.suiviQui, lignes([accompagnement.nom, accompagnement.adresse, accompagnement.telephone && telephoneLisible(accompagnement.telephone), accompagnement.email].filter(estDit))] as const]
      : []),
  ]
  const foyer: Fait[] = [
    ...(codemandeurs.length > 0 ? codemandeurs.map((personne, rang): Fait => [adulte(rang + 1, personne), lignesDUnAdulte(personne, liste, commune)]) : [[texts.foyer.adultes, t.aucun] as const]),
    [texts.foyer.enfants, lignes(occupants.map((personne) => ligneDOccupant(personne, liste)), t.aucun)],
    ...(colocataires.length > 0 ? [[texts.foyer.colocataires, lignes(colocataires.map((personne) => ligneDeColocataire(personne, liste)))] as const] : []),
    ...(naissances && naissances.nombre > 0
      ? [[t.aNaitre, [pluriel(naissances.nombre, 'enfant'), naissances.prevue_le && dateLongue(naissances.prevue_le)].filter(estDit).join(', ')] as const]
      : []),
  ]
  const situation: Fait[] = adultes.map((personne, rang) => [adulte(rang, personne), lignesDuTravail(personne.situation_professionnelle, liste, commune)])
  const recus = (personne: string | null) =>
    revenus.ressources.filter(({ personne_id }) => personne_id === personne).map(({ nature, montant }) => `${liste.ressource(nature)} : ${mensuel(montant)}`)
  const fiscaux = (personne: string) =>
    revenus.rfr.filter(({ personne_id }) => personne_id === personne).map(({ annee, montant }) => `${texts.revenus.fiscal} ${annee} : ${euros(montant)}`)
  const argent: Fait[] = [
    ...adultes.map((personne, rang): Fait => [adulte(rang, personne), lignes([...recus(personne.id), ...fiscaux(personne.id)])]),
    ...(recus(null).length > 0 ? [[texts.foyer.enfants, lignes(recus(null))] as const] : []),
    ...(revenus.pension_versee > 0 ? [[texts.revenus.versee, mensuel(revenus.pension_versee)] as const] : []),
  ]
  return [
    { etape: 'identite', titre: titreDe('identite'), faits: identite },
    { etape: 'coordonnees', titre: titreDe('coordonnees'), faits: coordonnees },
    { etape: 'foyer', titre: titreDe('foyer'), faits: foyer },
    { etape: 'situation-professionnelle', titre: titreDe('situation-professionnelle'), faits: situation },
    { etape: 'revenus', titre: titreDe('revenus'), faits: argent },
    { etape: 'logement-actuel', titre: titreDe('logement-actuel'), faits: faitsDuLogementActuel(actuel, liste) },
    { etape: 'logement-recherche', titre: titreDe('logement-recherche'), faits: [...faitsDuLogementRecherche(recherche, liste, commune), ...handicaps.map((fiche) => faitDuHandicap(fiche, formulaire, liste))] },
    {
      etape: 'motifs',
      titre: titreDe('motifs'),
      faits: [
        [texts.motifs.question, lignes(motifs.codes.map((code, rang) => `${rang + 1}. ${liste.motif(code)}`))],
        ...(motifs.jugement_le ? [[texts.motifs.jugement, dateLongue(motifs.jugement_le)] as const] : []),
        ...(motifs.autre ? [[texts.motifs.autre, motifs.autre] as const] : []),
      ],
    },
  ]
}

type Libelle = (code: string | null | undefined) => string
type Libelles = Record<'statut' | 'typologie' | 'categorie' | 'particularite', Libelle>

const estDit = (texte: string | null | undefined | false): texte is string => Boolean(texte)

type LibellesDesPersonnes = Record<'civilite' | 'nationalite' | 'situation' | 'lien' | 'parente' | 'sexe' | 'garde' | 'lienColocataire', Libelle>

function lignesDUnAdulte(personne: Codemandeur, liste: LibellesDesPersonnes, commune: (code: string) => string): string {
  const c = texts.coordonnees
  return lignes(
    [
      liste.lien(personne.lien),
      [liste.civilite(personne.civilite), personne.prenoms, personne.nom_naissance, personne.nom_usage && `${texts.personne.usage} ${personne.nom_usage}`].filter(estDit).join(' '),
      personne.ne_le && dateLongue(personne.ne_le),
      liste.nationalite(personne.nationalite),
      [liste.situation(personne.situation_familiale), personne.situation_familiale_depuis && dateLongue(personne.situation_familiale_depuis)].filter(estDit).join(', '),
      personne.handicap && texts.personne.handicap,
      personne.telephone && telephoneLisible(personne.telephone),
      personne.email,
      ...telephones(personne).map(([titre, dite]) => `${titre} : ${dite}`),
      personne.adresse && `${c.sonAdresse} : ${lignesDAdresse(personne.adresse, commune)}`,
      personne.adresse_logement && `${c.sonLogement} : ${lignesDAdresse(personne.adresse_logement, commune)}`,
    ].filter(estDit),
  )
}

const ligneDOccupant = ({ prenom, nom, ne_le, sexe, lien, a_charge, coparentalite, handicap }: Formulaire['occupants'][number], liste: LibellesDesPersonnes) =>
  [
    `${prenom} ${nom.toUpperCase()}`,
    dateLongue(ne_le),
    liste.sexe(sexe).toLowerCase(),
    texts.foyer.parentes[lien] ?? liste.parente(lien).toLowerCase(),
    a_charge ? t.aCharge : t.pasACharge,
    liste.garde(coparentalite).toLowerCase(),
    handicap && t.handicap,
  ]
    .filter(estDit)
    .join(', ')

const ligneDeColocataire = (personne: Formulaire['colocataires'][number], liste: LibellesDesPersonnes) =>
  [
    [liste.civilite(personne.civilite), nomDe(personne, texts.foyer.nouveauColocataire)].filter(estDit).join(' '),
    personne.nom_usage && `${texts.personne.naissance} ${personne.nom_naissance}`,
    personne.ne_le && dateLongue(personne.ne_le),
    liste.lienColocataire(personne.lien).toLowerCase(),
    personne.numero_unique && `${texts.foyer.numeroColocataire} : ${personne.numero_unique}`,
  ]
    .filter(estDit)
    .join(', ')

function telephones(demandeur: Personne | null): Fait[] {
  return [
    ...(demandeur?.telephone_domicile ? [[texts.coordonnees.domicile, telephoneLisible(demandeur.telephone_domicile)] as const] : []),
    ...(demandeur?.telephone_travail ? [[texts.coordonnees.travail, telephoneLisible(demandeur.telephone_travail)] as const] : []),
    ...(demandeur?.sms_refuses ? [[texts.coordonnees.sansSms, t.oui] as const] : []),
    ...(demandeur?.nouvelles_refusees ? [[texts.coordonnees.sansNouvelles, t.oui] as const] : []),
  ]
}

function lignesDAdresse(adresse: Personne['adresse'] | undefined, commune: (code: string) => string): string {
  if (!adresse) return t.non
  const c = texts.coordonnees
  const precisions = [
    adresse.batiment && `${c.batiment} ${adresse.batiment}`,
    adresse.escalier && `${c.escalier} ${adresse.escalier}`,
    adresse.etage && `${c.etage} ${adresse.etage}`,
    adresse.appartement && `${c.appartement} ${adresse.appartement}`,
  ].filter(estDit)
  return lignes(
    [
      adresse.hebergeant && `${t.chez} ${adresse.hebergeant}`,
      precisions.join(', '),
      adresse.complement,
      [adresse.numero, adresse.voie].filter(Boolean).join(' '),
      adresse.lieu_dit,
      [adresse.code_postal, adresse.etranger ? adresse.ville_etrangere : commune(adresse.commune)].filter(Boolean).join(' '),
      adresse.etranger && adresse.pays,
    ].filter(estDit),
  )
}

/** La situation, le métier, l’employeur et le lieu de travail : tout ce que la page a demandé. */
function lignesDuTravail(travail: Personne['situation_professionnelle'], liste: Record<'contrat' | 'socioprofessionnelle', Libelle>, commune: (code: string) => string): string {
  if (!travail) return t.non
  const s = texts.situation
  const ou = travail.coordonnees_employeur
  return lignes(
    [
      liste.contrat(travail.contrat),
      travail.depuis_le && `${s.depuisCourt} ${dateLongue(travail.depuis_le)}`,
      travail.profession && `${s.profession} : ${travail.profession}`,
      travail.categorie && liste.socioprofessionnelle(travail.categorie),
      travail.employeur && `${s.employeur} : ${travail.employeur}`,
      travail.siret && `${s.siret} : ${travail.siret}`,
      travail.chez_l_employeur_depuis && `${s.entree} : ${dateLongue(travail.chez_l_employeur_depuis)}`,
      ou && [ou.voie, ou.complement, [ou.code_postal, ou.ville].filter(Boolean).join(' ')].filter(estDit).join(', '),
      ou && [ou.correspondant, ou.telephone && telephoneLisible(ou.telephone), ou.fax && `${s.fax} ${telephoneLisible(ou.fax)}`, ou.email].filter(estDit).join(', '),
      travail.plusieurs_employeurs && s.plusieurs,
      travail.commune_travail && `${s.commune} : ${commune(travail.commune_travail)}`,
      travail.cotise_action_logement && s.cotise,
      ...travail.collecteurs.map(({ organisme, numero }) => [`${s.collecteur} : ${organisme}`, numero].filter(estDit).join(', ')),
    ].filter(estDit),
  )
}

type LibellesDuHandicap = Record<'marche' | 'moteur' | 'sensoriel' | 'aide' | 'equipement' | 'etatHandicap', Libelle>

function faitDuHandicap(fiche: Formulaire['handicaps'][number], { demandeur, codemandeurs, occupants }: Formulaire, liste: LibellesDuHandicap): Fait {
  const h = texts.handicap
  const adulte = [...(demandeur ? [demandeur] : []), ...codemandeurs].find(({ id }) => id === fiche.personne_id)
  const occupant = occupants.find(({ id }) => id === fiche.personne_id)
  const nom = adulte ? nomDe(adulte, texts.situation.vous) : occupant ? `${occupant.prenom} ${occupant.nom.toUpperCase()}` : t.non
  const listes = [
    [h.moteur, fiche.moteur.map(liste.moteur)],
    [h.sensoriel, fiche.sensoriel.map(liste.sensoriel)],
    [h.aides, fiche.aides.map(liste.aide)],
    [h.equipements, fiche.equipements.map(liste.equipement)],
  ] as const
  return [
    `${h.titre}, ${nom}`,
    lignes(
      [
        fiche.reconnu && h.reconnu,
        fiche.etat && `${h.etat} ${liste.etatHandicap(fiche.etat).toLowerCase()}`,
        ...listes.map(([titre, dits]) => dits.length > 0 && `${titre} : ${dits.join(', ').toLowerCase()}`),
        fiche.autre_nature && `${h.autreNature} : ${fiche.autre_nature}`,
        fiche.marche && `${h.marche} : ${liste.marche(fiche.marche).toLowerCase()}`,
        fiche.tierce_personne && h.tierce,
        fiche.besoin && `${h.besoin} : ${fiche.besoin}`,
        fiche.autre_besoin && `${h.autreBesoin} : ${fiche.autre_besoin}`,
        fiche.referent && `${h.referent} : ${[fiche.referent.nom, fiche.referent.adresse, fiche.referent.telephone && telephoneLisible(fiche.referent.telephone), fiche.referent.email, fiche.referent.proche_du_domicile && h.proche.toLowerCase()].filter(estDit).join(', ')}`,
      ].filter(estDit),
    ),
  ]
}

function faitsDuLogementActuel(actuel: Formulaire['logement_actuel'], liste: Libelles): Fait[] {
  if (!actuel) return [[texts.actuel.statut, t.non]]
  return [
    [texts.actuel.statut, liste.statut(actuel.statut)],
    ...(actuel.bailleur ? [[texts.actuel.bailleur, actuel.bailleur] as const] : []),
    ...(actuel.hebergeant ? [[texts.actuel.hebergeant, actuel.hebergeant] as const] : []),
    ...(actuel.depuis_le ? [[texts.actuel.depuis, dateLongue(actuel.depuis_le)] as const] : []),
    ...(actuel.loyer !== null ? [[texts.actuel.loyer, mensuel(actuel.loyer)] as const] : []),
    ...(actuel.apl !== null ? [[texts.actuel.apl, mensuel(actuel.apl)] as const] : []),
    ...(actuel.typologie ? [[texts.actuel.typologie, liste.typologie(actuel.typologie)] as const] : []),
    ...(actuel.surface !== null ? [[texts.actuel.surface, `${actuel.surface} m²`] as const] : []),
    ...(actuel.categorie ? [[texts.actuel.categorie, liste.categorie(actuel.categorie)] as const] : []),
    ...(actuel.nb_habitants !== null ? [[texts.actuel.habitants, String(actuel.nb_habitants)] as const] : []),
    ...(actuel.preavis_le ? [[texts.actuel.preavis, dateLongue(actuel.preavis_le)] as const] : []),
    ...(actuel.particularite ? [[texts.actuel.particularite, liste.particularite(actuel.particularite)] as const] : []),
    [texts.actuel.proprietaire, ouiNon(actuel.proprietaire)],
    ...(actuel.possede ? [[texts.actuel.possede, [actuel.possede.lieu, liste.typologie(actuel.possede.typologie)].filter(Boolean).join(', ')] as const] : []),
  ]
}

function faitsDuLogementRecherche(recherche: Formulaire['logement_recherche'], liste: Libelles, commune: (code: string) => string): Fait[] {
  const r = texts.recherche
  if (!recherche) return [[r.communes, t.non]]
  return [
    [r.communes, lignes(recherche.communes.map((code, rang) => `${rang + 1}. ${[commune(code), ...recherche.quartiers.filter((quartier) => quartier.commune === code).map(({ nom }) => nom)].join(', ')}`))],
    ...(recherche.secteurs.length > 0
      ? [
          [
            r.secteurs,
            lignes(
              recherche.secteurs.map(
                (secteur, rang) =>
                  `${recherche.communes.length + rang + 1}. ${secteur.nom} : ${secteur.communes.map((code) => [commune(code), ...secteur.quartiers.filter((quartier) => quartier.commune === code).map(({ nom }) => nom)].join(', ')).join(' ; ')}`,
              ),
            ),
          ] as const,
        ]
      : []),
    [r.elargie, ouiNon(recherche.demande_elargie)],
    [r.typologies, recherche.typologies.map(liste.typologie).join(', ') || t.non],
    [r.categorie, liste.categorie(recherche.categorie)],
    [r.rez, ouiNon(recherche.rez_de_chaussee)],
    [r.ascenseur, ouiNon(recherche.sans_ascenseur)],
    [r.parking, ouiNon(recherche.parking)],
    [r.adapte, ouiNon(recherche.adapte_handicap)],
    ...(recherche.loyer_max !== null ? [[r.loyer, mensuel(recherche.loyer_max)] as const] : []),
    ...(recherche.colocation ? [[r.colocation, t.oui] as const] : []),
    ...(recherche.caution ? [[r.caution, t.oui] as const] : []),
    ...(recherche.dossier_fsl
      ? [[r.fsl, [recherche.dossier_fsl.du, recherche.dossier_fsl.au].map((jour) => (jour ? dateLongue(jour) : '…')).join(' – ')] as const]
      : []),
    ...recherche.programmes.map((nom, rang) => [r.programme(rang + 1), nom] as const),
    ...(recherche.precision ? [[r.precision, recherche.precision] as const] : []),
  ]
}
