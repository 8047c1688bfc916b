"""Files of the SNE, `interfaceNuu` 02.01, for fictitious people."""

from collections.abc import Iterable

DEMANDE = """\
<demande>
 <demandeLogement>
  <numGuichet>35A01</numGuichet><numUnique>{numero}</numUnique><refInterne>REF-{rang}</refInterne>
  <dateCreationDemande>2025-06-15</dateCreationDemande>
  <logementRecherche>
   <categorieLogementRecherche code="A"/><avecParking>true</avecParking><rezDeChaussee>false</rezDeChaussee>
   <sansAscenseur>true</sansAscenseur><montantLoyer>650</montantLoyer><demandeElargie>false</demandeElargie>
   <listeTypeLogement><typeLogement code="T2"/><typeLogement code="T3"/></listeTypeLogement>
   <listeLocalisationSouhaite>
    <localisationSouhaite><commune code="35238"/><quartier>CENTRE</quartier></localisationSouhaite>
    <localisationSouhaite><commune code="35051"/></localisationSouhaite>
    <localisationSouhaite><commune code="35238"/><quartier>SUD</quartier></localisationSouhaite>
   </listeLocalisationSouhaite>
  </logementRecherche>
  <principauxMotifDemande><motifDemande code="09"/><motifDemande code="13"/></principauxMotifDemande>
  <precision>Près d&apos;une école &amp; d&#39;un bus</precision>
 </demandeLogement>
 <personnePhysique>
  <demandeur>
   <civilite code="3"/><nom>USAGE{rang}</nom><nomPatronymique>NAISSANCE{rang}</nomPatronymique>
   <prenom>Zoé</prenom><dateNaissance>1988-04-12</dateNaissance><nationalite code="1"/>
   <situationFamiliale code="M"/><telPortable>0600000000</telPortable><mel>zoe@exemple.test</mel>
   <adressePostale><etranger>false</etranger><numero>4</numero><voie>RUE DU BOIS</voie><batiment>B</batiment>
    <codePostal>35000</codePostal><commune code="35238"/></adressePostale>
   <situationProfessionnelle><profession>Couvreuse</profession><typeContratTravail code="CDI"/>
    <nomEmployeurPrincipal>TOITS</nomEmployeurPrincipal></situationProfessionnelle>
   <revenuFiscal><anneeMoins1>2025</anneeMoins1><montantMoins1>15000</montantMoins1>
    <anneeMoins2>2024</anneeMoins2><montantMoins2>14000</montantMoins2></revenuFiscal>
   <listeRessourceRecue><detailRessource><ressource code="SAL"/><montant>1500</montant></detailRessource>
   </listeRessourceRecue>
   <listeRessourceVersee><detailRessource><ressource code="PAV"/><montant>120</montant></detailRessource>
   </listeRessourceVersee>
  </demandeur>
  <listePersonneACharge><personneACharge><nom>ENFANT</nom><prenom>Léo</prenom>
   <dateNaissance>2018-02-03</dateNaissance><sexe code="M"/><lienParente code="E"/></personneACharge>
  </listePersonneACharge>
  <personneANaitre><nombre>1</nombre><dateNaissancePrevue>2027-01-15</dateNaissancePrevue></personneANaitre>
  <listePersonneEnGarde><personneEnGarde><dateNaissance>2015-05-06</dateNaissance><sexe code="F"/>
   <coParentalite code="G"/></personneEnGarde></listePersonneEnGarde>
  <listeCotitulaire><cotitulaire>
   <civilite code="1"/><nom>NAISSANCE{rang}</nom><nomPatronymique>NAISSANCE{rang}</nomPatronymique>
   <prenom>Luc</prenom><dateNaissance>1986-01-02</dateNaissance><nationalite code="2"/>
   <situationFamiliale code="M"/><lienDemandeur code="M"/>
   <situationProfessionnelle><typeContratTravail code="CHO"/></situationProfessionnelle>
  </cotitulaire></listeCotitulaire>
  <logementActuel><modeleLogement code="HLM"/><compNomBailleur>ARMOR</compNomBailleur>
   <montantMensuelLoyer>480</montantMensuelLoyer><nombreHabitant>4</nombreHabitant><surface>52</surface>
   <proprietaire>false</proprietaire></logementActuel>
 </personnePhysique>
 {fin}
</demande>
"""


def sne(demandes: Iterable[str], *, type_fichier: str = "CRE", version: str = "02.01", avant: str = "") -> bytes:
    corps = "".join(demandes)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{avant}'
        f'<nuu:interfaceNuu xmlns:nuu="http://nuu.application.i2/" versionInterface="{version}">\n'
        f"<entete><typeFichier>{type_fichier}</typeFichier>"
        f"<dateFichier>2026-05-04T10:30:00</dateFichier></entete>\n{corps}</nuu:interfaceNuu>\n"
    ).encode()


def une_demande(rang: int, fin: str = "") -> str:
    return DEMANDE.format(rang=rang, numero=f"0350625{800_000 + rang:06d}35A01", fin=fin)
