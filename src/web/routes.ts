// The map of the portal: method, address, who may, handler. A route that is not here does not exist, and the policy of each
// stands on its own line. The test of the map reads the running app and holds it against this list.
import { getExchangePermissions } from '../api/exchange-permissions';
import * as invitation from './accounts/accept-invitation';
import * as account from './accounts/account';
import { showBackupCodes } from './accounts/backup-codes';
import * as demo from './accounts/demonstration';
import * as logIn from './accounts/log-in';
import * as people from './accounts/people';
import * as recover from './accounts/recover';
import * as ways from './accounts/sign-in-ways';
import { askCheck, doCheck, showResult as showCheckResult } from './check/check';
import { getCovenant, getHome, getModelText } from './public/figure-pages';
import * as fixed from './public/fixed-pages';
import { getSecurityText } from './public/security-txt';
import { getRegisterMunicipality } from './register/municipality';
import { getPair } from './register/pair';
import { getRegisterPartner, getRegisterPartnerFile } from './register/partner';
import { getNotTakingPart, getPairQuestion, getRegister } from './register/search';
import { getTodayFile } from './register/today-file';
import * as municipality from './registration/municipality';
import { getPartnerCheck, postPartnerCheck } from './registration/partner-check';
import { getPartnerContact, postPartnerContact } from './registration/partner-contact';
import { getArea, postArea } from './registration/partner-area';
import { getOrganisation, postOrganisation } from './registration/partner-organisation';
import { getSectors, postSectors } from './registration/partner-sector';
import { getRegistrationState } from './registration/state-page';
import { getSupplement, postSupplement } from './registration/supplement';
import * as decide from './steward/decide';
import { getOrganisation as getDeskOrganisation, getOrganisations } from './steward/organisations';
import { getDeskRegistration } from './steward/registration-page';
import { getWork } from './steward/work-page';
import { showChanges } from './templates/changes';
import * as texts from './templates/list';
import * as preview from './templates/preview';
import * as text from './templates/text';
import { askLeaveOut, doLeaveOut } from './ceremony/leave-out';
import * as reading from './ceremony/read';
import { getResultFile, getSignedZip, showProgress, showResult } from './ceremony/result';
import { askSendBack, doSendBack, doTakeBack } from './ceremony/send-back';
import { pressButton, showCeremony } from './ceremony/sign';
import { askAreaRequest, decideArea } from './counterparties/area-request';
import { askArea, changeArea } from './counterparties/change-area';
import { showMunicipalities } from './counterparties/municipalities';
import { showPartner } from './counterparties/partner';
import { showPartners } from './counterparties/partners';
import { answerHolder, answerSteward, askHolder, askSteward } from './organisation/confirm-mandate';
import { saveDetails, showDetails } from './organisation/details';
import { saveDecision, showDecision } from './organisation/joining-decision';
import { saveArrangements, showArrangements } from './organisation/local-arrangements';
import { askMandate, saveMandate } from './organisation/new-mandate';
import { showOrganisation } from './organisation/overview';
import { askRevocation, doRevocation } from './organisation/revoke-mandate';
import { showSignatories } from './organisation/signatories';
import * as agreement from './work/agreement';
import { getEvidence } from './work/evidence';
import { getAgreementsFile, showAgreements } from './work/list';
import { showOverview } from './work/overview';
import { doPrepare, showPrepare } from './work/prepare';
import { getFirstIssuingCertificate, getPartitionCrl, getRootCertificate, getRootCrl, getVersion } from './pki/publish';
import {
  admins,
  anyone,
  demonstration,
  loggedIn,
  members,
  municipalityMembers,
  municipalityPreparers,
  partnerMembers,
  partnerPreparers,
  preparers,
  signatories,
  stewards,
  visitor,
  type Route,
} from './route';

export const routes: readonly Route[] = [
  // Public pages: the same for everyone, outside the session
  anyone.get('/', getHome),
  anyone.get('/vroegsignalering', fixed.getEarlySignals),
  anyone.get('/convenant', getCovenant),
  anyone.get('/modeltekst', getModelText),
  anyone.get('/hulp', fixed.getHelp),
  anyone.get('/privacy', fixed.getPrivacy),
  anyone.get('/toegankelijkheid', fixed.getAccessibility),
  anyone.get('/beveiligingslek-melden', fixed.getReportLeak),
  anyone.get('/.well-known/security.txt', getSecurityText),
  visitor.get('/aanmelden', fixed.getRegistrationChoice),

  // What the portal's certificates point at
  anyone.get('/pki/root.cer', getRootCertificate),
  anyone.get('/pki/issuing.cer', getFirstIssuingCertificate),
  anyone.get('/pki/root.crl', getRootCrl),
  anyone.get('/pki/crl/:file', getPartitionCrl),
  anyone.get('/pki/:file', getVersion),

  // Is this document real? By kenmerk and code, or by the file itself
  visitor.get('/controleren', askCheck),
  visitor.upload('/controleren', doCheck),
  visitor.get('/controleren/:kenmerk', showCheckResult),

  // The register: who may send signals to whom, as pages, as files and as JSON
  anyone.get('/register', getRegister),
  anyone.get('/register/koppel', getPairQuestion),
  anyone.get('/register/nog-niet', getNotTakingPart),
  anyone.get('/register/gemeenten/:code', getRegisterMunicipality),
  anyone.get('/register/gemeenten/:code/signaalpartners/:number', getPair),
  anyone.get('/register/signaalpartners/:number', getRegisterPartner),
  anyone.get('/register/signaalpartners/:number/gemeenten.csv', getRegisterPartnerFile),
  members.get('/overeenkomsten/export/vandaag.csv', getTodayFile),
  anyone.get('/api/v1/exchange-permissions', getExchangePermissions),

  // Log-in, invitations, the own account, the people of an organisation
  visitor.get('/inloggen', logIn.askPassword),
  visitor.post('/inloggen', logIn.takePassword),
  visitor.get('/inloggen/code', logIn.askCode),
  visitor.post('/inloggen/code', logIn.takeCode),
  visitor.get('/inloggen/herstelcode', logIn.askBackupCode),
  visitor.post('/inloggen/herstelcode', logIn.takeBackupCode),
  visitor.post('/uitloggen', logIn.leave),
  visitor.get('/inloggen/herstel', recover.askLink),
  visitor.post('/inloggen/herstel', recover.sendLink),
  visitor.get('/inloggen/herstel/verstuurd', recover.linkSent),
  visitor.get('/inloggen/herstel/:secret', recover.choosePassword),
  visitor.post('/inloggen/herstel/:secret', recover.takeNewPassword),
  visitor.get('/uitnodigingen/:secret', invitation.openInvitation),
  visitor.post('/uitnodigingen/:secret', invitation.takePassword),
  visitor.get('/uitnodigingen/:secret/app', invitation.showApp),
  visitor.post('/uitnodigingen/:secret/app', invitation.takeApp),
  visitor.post('/uitnodigingen/:secret/aannemen', invitation.join),
  visitor.post('/uitnodigingen/:secret/nieuw', invitation.askNewLink),
  loggedIn.get('/account', account.showAccount),
  loggedIn.post('/account/sessies', account.endSession),
  loggedIn.get('/account/gegevens', account.showData),
  loggedIn.post('/account/gegevens', account.takeData),
  loggedIn.get('/account/wachtwoord', ways.showPassword),
  loggedIn.post('/account/wachtwoord', ways.takePassword),
  loggedIn.get('/account/app', ways.showApp),
  loggedIn.post('/account/app', ways.takeApp),
  loggedIn.get('/account/herstelcodes', ways.showCodes),
  loggedIn.post('/account/herstelcodes', ways.takeCodes),
  loggedIn.get('/account/herstelcodes/nieuw', showBackupCodes),
  loggedIn.get('/account/organisatie', account.chooseOrganisation),
  loggedIn.post('/account/organisatie', account.takeOrganisation),
  members.get('/organisatie/mensen', people.showPeople),
  admins.get('/organisatie/mensen/uitnodigen', people.showInvite),
  admins.post('/organisatie/mensen/uitnodigen', people.takeInvite),
  admins.get('/organisatie/mensen/:id', people.showMember),
  admins.post('/organisatie/mensen/:id', people.takeRoles),
  admins.post('/organisatie/mensen/:id/einde', people.end),
  admins.post('/organisatie/mensen/uitnodigingen/:id/intrekking', people.withdraw),
  demonstration.get('/dev/totp', demo.showLogins),
  demonstration.get('/dev/mail', demo.showMails),
  demonstration.get('/dev/mail/:name', demo.showMail),

  // Registration of a municipality or signal partner, and the state of one's own
  visitor.get('/aanmelden/gemeente', municipality.getMunicipality),
  visitor.post('/aanmelden/gemeente', municipality.postMunicipality),
  visitor.get('/aanmelden/gemeente/contactpersoon', municipality.getMunicipalityContact),
  visitor.post('/aanmelden/gemeente/contactpersoon', municipality.postMunicipalityContact),
  visitor.get('/aanmelden/gemeente/besluit', municipality.getMunicipalityDecision),
  visitor.post('/aanmelden/gemeente/besluit', municipality.postMunicipalityDecision),
  visitor.get('/aanmelden/gemeente/controleren', municipality.getMunicipalityCheck),
  visitor.post('/aanmelden/gemeente/controleren', municipality.postMunicipalityCheck),
  visitor.get('/aanmelden/signaalpartner', getSectors),
  visitor.post('/aanmelden/signaalpartner', postSectors),
  visitor.get('/aanmelden/signaalpartner/organisatie', getOrganisation),
  visitor.post('/aanmelden/signaalpartner/organisatie', postOrganisation),
  visitor.get('/aanmelden/signaalpartner/werkgebied/:sector', getArea),
  visitor.post('/aanmelden/signaalpartner/werkgebied/:sector', postArea),
  visitor.get('/aanmelden/signaalpartner/contactpersoon', getPartnerContact),
  visitor.post('/aanmelden/signaalpartner/contactpersoon', postPartnerContact),
  visitor.get('/aanmelden/signaalpartner/controleren', getPartnerCheck),
  visitor.post('/aanmelden/signaalpartner/controleren', postPartnerCheck),
  visitor.get('/aanmeldingen/:code', getRegistrationState),
  visitor.get('/aanmeldingen/:code/aanvulling', getSupplement),
  visitor.post('/aanmeldingen/:code/aanvulling', postSupplement),

  // The desk of the NVVK
  stewards.get('/beheer', getWork),
  stewards.get('/beheer/aanmeldingen/:number', getDeskRegistration),
  stewards.post('/beheer/aanmeldingen/:number/behandeling', decide.postTaken),
  stewards.post('/beheer/aanmeldingen/:number/toelating', decide.postAdmission),
  stewards.post('/beheer/aanmeldingen/:number/vraag', decide.postQuestion),
  stewards.post('/beheer/aanmeldingen/:number/afwijzing', decide.postRefusal),
  stewards.post('/beheer/aanmeldingen/:number/aantekeningen', decide.postNote),
  stewards.get('/beheer/modelteksten', texts.showTexts),
  stewards.upload('/beheer/modelteksten', texts.saveNewText),
  stewards.get('/beheer/modelteksten/:label', text.showText),
  stewards.post('/beheer/modelteksten/:label', text.saveText),
  stewards.get('/beheer/modelteksten/:label/tekst.md', text.getSource),
  stewards.get('/beheer/modelteksten/:label/verschillen', showChanges),
  stewards.get('/beheer/modelteksten/:label/voorbeeld', preview.showPreview),
  stewards.get('/beheer/modelteksten/:label/voorbeeld.pdf', preview.getPreviewFile),
  stewards.post('/beheer/modelteksten/:label/vrijgave-aanvraag', text.askForRelease),
  stewards.post('/beheer/modelteksten/:label/vrijgave', text.giveRelease),
  stewards.post('/beheer/modelteksten/:label/verwijdering', text.throwAway),
  stewards.get('/beheer/organisaties', getOrganisations),
  stewards.get('/beheer/organisaties/:id', getDeskOrganisation),

  // What an organisation keeps about itself, and who may sign for it
  members.get('/organisatie', showOrganisation),
  preparers.get('/organisatie/gegevens', showDetails),
  preparers.post('/organisatie/gegevens', saveDetails),
  municipalityPreparers.get('/organisatie/aansluitbesluit', showDecision),
  municipalityPreparers.post('/organisatie/aansluitbesluit', saveDecision),
  municipalityPreparers.get('/organisatie/lokale-afspraken', showArrangements),
  municipalityPreparers.post('/organisatie/lokale-afspraken', saveArrangements),
  members.get('/organisatie/tekenbevoegden', showSignatories),
  admins.get('/organisatie/tekenbevoegden/nieuw', askMandate),
  admins.post('/organisatie/tekenbevoegden/nieuw', saveMandate),
  admins.get('/organisatie/tekenbevoegden/:id/intrekking', askRevocation),
  admins.post('/organisatie/tekenbevoegden/:id/intrekking', doRevocation),
  members.get('/tekenbevoegdheid/:id/bevestiging', askHolder),
  members.post('/tekenbevoegdheid/:id/bevestiging', answerHolder),
  stewards.get('/beheer/mandaten/:id', askSteward),
  stewards.post('/beheer/mandaten/:id', answerSteward),

  // With whom: the partners of a municipality, the municipalities of a partner
  municipalityMembers.get('/signaalpartners', showPartners),
  municipalityMembers.get('/signaalpartners/:number', showPartner),
  partnerMembers.get('/gemeenten', showMunicipalities),
  partnerPreparers.get('/gemeenten/wijzigen', askArea),
  partnerPreparers.post('/gemeenten/wijzigen', changeArea),
  stewards.get('/beheer/werkgebieden/:id', askAreaRequest),
  stewards.post('/beheer/werkgebieden/:id', decideArea),

  // The work of municipalities and partners
  members.get('/overzicht', showOverview),
  members.get('/overeenkomsten', showAgreements),
  members.get('/overeenkomsten/export.csv', getAgreementsFile),
  members.get('/overeenkomsten/:kenmerk', agreement.showAgreement),
  members.get('/overeenkomsten/:kenmerk/tekst', agreement.showText),
  members.get('/overeenkomsten/:kenmerk/pdf', agreement.getPdf),
  // For its parties and for the NVVK; the use case knows whose it is
  loggedIn.get('/overeenkomsten/:kenmerk/bewijs', getEvidence),
  members.get('/overeenkomsten/:kenmerk/weigering', agreement.askDecline),
  members.post('/overeenkomsten/:kenmerk/weigering', agreement.doDecline),
  preparers.post('/overeenkomsten/:kenmerk/nieuw-concept', agreement.makeDraftAgain),
  preparers.get('/klaarzetten', showPrepare),
  preparers.post('/klaarzetten', doPrepare),

  // The ceremony: signing is for the signatory to whom the list was handed; who prepares may look
  members.get('/ondertekensessies/:number', showCeremony),
  signatories.post('/ondertekensessies/:number', pressButton),
  members.get('/ondertekensessies/:number/tekst', reading.showText),
  members.get('/ondertekensessies/:number/overeenkomsten.zip', reading.getListZip),
  members.get('/ondertekensessies/:number/overeenkomsten/:kenmerk', reading.showAgreement),
  signatories.get('/ondertekensessies/:number/uit-de-lijst', askLeaveOut),
  signatories.post('/ondertekensessies/:number/uit-de-lijst', doLeaveOut),
  signatories.get('/ondertekensessies/:number/terugsturen', askSendBack),
  signatories.post('/ondertekensessies/:number/terugsturen', doSendBack),
  preparers.post('/ondertekensessies/:number/terughalen', doTakeBack),
  members.get('/ondertekensessies/:number/voortgang', showProgress),
  members.get('/ondertekensessies/:number/resultaat', showResult),
  members.get('/ondertekensessies/:number/resultaat.csv', getResultFile),
  members.get('/ondertekensessies/:number/ondertekend.zip', getSignedZip),
];
