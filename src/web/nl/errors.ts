import type { ErrorCode } from '../../domain/errors';
import { addDays } from '../../domain/time';
import { dutchDay } from './format';

type Detail = Readonly<Record<string, string | number>>;

/** The Dutch sentence of each refusal: what is wrong and what to do next. A missing one does not compile. */
const sentences: Readonly<Record<ErrorCode, (detail: Detail) => string>> = {
  'not-found': () => 'Deze pagina bestaat niet, of u mag deze niet bekijken.',
  'changed-meanwhile': (d) =>
    d['by']
      ? `Dit is ondertussen veranderd door ${d['by']}. Bekijk de nieuwe stand.`
      : 'Dit is ondertussen veranderd. Bekijk de nieuwe stand.',
  'municipality-already-registered': (d) =>
    `${d['name']} is al aangemeld. Vraag een collega om u toe te voegen, of mail de NVVK: ${d['mail']}.`,
  'partner-already-registered': (d) =>
    `Het KvK-nummer ${d['kvk']} is al aangemeld. Vraag een collega om u toe te voegen, of mail de NVVK: ${d['mail']}.`,
  'registration-already-decided': () => 'Een collega heeft deze aanmelding al behandeld. Bekijk de nieuwe stand.',
  'sector-closed': (d) => `De sector ${d['sector']} is gesloten voor nieuwe deelnemers.`,
  'link-used-or-expired': () => 'Deze link is al gebruikt of niet meer geldig. Vraag een nieuwe link aan.',
  'too-many-attempts': () => 'U hebt het te vaak geprobeerd. Probeer het over 15 minuten opnieuw.',
  'too-many-checks': () => 'Er worden nu te veel documenten gecontroleerd. Probeer het over een minuut opnieuw.',
  'already-member': (d) => `${d['email']} hoort al bij uw organisatie.`,
  'last-admin': () => 'Dit is de laatste organisatiebeheerder. Wijs eerst een ander aan.',
  'recorder-is-holder': () => 'U kunt uw eigen mandaat niet bevestigen. Een medewerker van de NVVK doet dat.',
  'holder-not-signatory': () => 'Deze persoon is geen tekenbevoegde van uw organisatie. Nodig de persoon eerst uit.',
  'day-in-past': () => 'Deze dag is al voorbij. Kies vandaag of een latere dag.',
  'day-in-future': () => 'Deze dag moet nog komen. Kies vandaag of een eerdere dag.',
  'until-before-from': () => 'De laatste dag ligt vóór de eerste dag.',
  'no-valid-mandate': (d) =>
    typeof d['endedOn'] === 'string'
      ? `Uw mandaat eindigde op ${dutchDay(addDays(d['endedOn'], -1))}. U kunt deze overeenkomsten niet ondertekenen.`
      : 'U hebt vandaag geen geldig mandaat. U kunt deze overeenkomsten niet ondertekenen.',
  'mandate-out-of-scope': (d) =>
    `${d['name']} mag niet tekenen voor ${d['sectors']}: ${d['count']} ${d['count'] === 1 ? 'valt' : 'vallen'} af.`,
  'local-arrangements-missing': () => 'Vul eerst de lokale afspraken in. Daarna kunt u klaarzetten.',
  'nothing-selected': () => 'Kies ten minste één overeenkomst.',
  'already-signed': () => 'Deze lijst is al ondertekend.',
  'document-changed': () =>
    'De tekst van een overeenkomst is veranderd. Er is niets ondertekend. Bekijk de nieuwe lijst.',
  'list-changed': () =>
    'De lijst is ondertussen veranderd. Er is niets ondertekend. Bekijk de nieuwe lijst en onderteken opnieuw.',
  'wrong-code': () => 'De code klopt niet. Wacht op een nieuwe code en probeer het opnieuw.',
  'used-code': () => 'Deze code is al gebruikt. Wacht op de volgende code.',
  'code-locked': () =>
    'U hebt 5 keer een verkeerde code ingevuld. Probeer het over 15 minuten opnieuw. Uw lijst blijft bewaard.',
  'unsupported-characters': (d) =>
    `Deze tekens kunnen niet in het document staan: ${d['characters']}. Pas de naam aan.`,
  'template-label-released': (d) =>
    `Modeltekst ${d['label']} is al vrijgegeven en verandert niet meer. Geef de nieuwe tekst een eigen label.`,
  'template-draft-exists': (d) => `Er is al een concept ${d['label']}. Open dat concept en pas het daar aan.`,
  'template-day-taken': () => 'Op deze dag gaat al een andere tekst in. Kies een andere dag achter effectiveFrom.',
  'release-not-asked': () => 'Voor deze tekst is geen vrijgave gevraagd.',
  'own-release-request': () => 'U vroeg deze vrijgave zelf aan. Een collega geeft de tekst vrij.',
  'no-longer-matching': () =>
    'De signaalpartner werkt niet meer in deze gemeente, of de sector is gesloten. Er is geen nieuw concept gemaakt.',
  'nothing-signed': () =>
    'Nog niemand heeft deze overeenkomst ondertekend. Na de eerste handtekening kunt u het bewijspakket downloaden.',
  'proof-unavailable': () =>
    'De tijdstempeldienst geeft nu geen antwoord. Daardoor is het bewijs niet compleet. Probeer het over een uur opnieuw.',
  'already-in-force': () => 'Deze overeenkomst is al door alle partijen ondertekend. Zeg op in plaats van weigeren.',
};

/** The sentence for a refusal, as people read it. */
export function sentenceOf(error: { readonly code: ErrorCode; readonly detail: Detail }): string {
  return sentences[error.code](error.detail);
}
