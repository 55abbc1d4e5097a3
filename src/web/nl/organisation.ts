// Words of "Onze gegevens": mandates, arrangements, decisions and service areas.
import type { GroundKind, Mandate, MandateGround, MandateState } from '../../domain/mandates';
import type { PartyKind } from '../../domain/parties';
import type { SectorScope } from '../../domain/scope';
import type { Sector } from '../../domain/sectors';
import { addDays, type Day } from '../../domain/time';
import type { AreaPreview } from '../../usecases/organisation/preview-service-area';
import type { Badge } from '../parts';
import { counted, dutchDay, dutchList } from './format';

const groundWords: Readonly<Record<GroundKind, string>> = {
  collegebesluit: 'Collegebesluit',
  mandaat: 'Mandaatbesluit',
  volmacht: 'Volmacht',
  statutair: 'Statuten',
  kvk: 'Inschrijving in het Handelsregister',
};

/** The papers on which somebody may sign for such an organisation. */
export function groundOptions(kind: PartyKind): readonly { readonly value: GroundKind; readonly label: string }[] {
  const kinds: readonly GroundKind[] =
    kind === 'municipality' ? ['collegebesluit', 'mandaat', 'volmacht'] : ['kvk', 'statutair', 'volmacht'];
  return kinds.map((value) => ({ value, label: groundWords[value] }));
}

/** "Mandaatbesluit van 16 februari 2021, kenmerk Z-21-7" */
export const groundLine = (ground: MandateGround): string =>
  `${groundWords[ground.kind]} van ${dutchDay(ground.decidedOn)}, kenmerk ${ground.reference}`;

export function scopeWords(scope: SectorScope, sectors: readonly Sector[]): string {
  if (scope === 'all') return 'Alle sectoren';
  return dutchList(sectors.filter((sector) => scope.includes(sector.code)).map((sector) => sector.name));
}

/** "Vanaf 1 januari 2026 tot en met 31 december 2026"; `until` is the first day without. */
export const periodWords = (from: Day, until: Day | null): string =>
  until === null ? `Vanaf ${dutchDay(from)}` : `Vanaf ${dutchDay(from)} tot en met ${dutchDay(addDays(until, -1))}`;

/** `byHolder`: the holder confirms; else an NVVK employee does. */
export function mandateBadge(state: MandateState, byHolder: boolean): Badge {
  switch (state) {
    case 'unconfirmed':
      return { tone: 'elsewhere', label: byHolder ? 'Wacht op bevestiging' : 'Wacht op de NVVK' };
    case 'future':
      return { tone: 'elsewhere', label: 'Gaat later in' };
    case 'valid':
      return { tone: 'yes', label: 'Mag tekenen' };
    case 'ended':
      return { tone: 'neutral', label: 'Afgelopen' };
    case 'revoked':
      return { tone: 'no', label: 'Ingetrokken' };
  }
}

export const holderNames = (mandate: Mandate): string => dutchList(mandate.holders.map((holder) => holder.name));

/** What a mailbox that looks like one person's gets as warning. */
export const personalMailbox = (mailbox: string): string =>
  `${mailbox} lijkt van één persoon. Een adres van een team blijft werken als iemand weggaat.`;

/** What stops when a mandate is taken back. */
export function stopWords(name: string, sessions: number, agreements: number): string {
  const start = `${name} kan met dit mandaat vanaf nu niets meer ondertekenen.`;
  if (sessions === 0) return `${start} Er wacht nu niets op een handtekening met dit mandaat.`;
  return `${start} ${counted(sessions, 'ondertekensessie', 'ondertekensessies')} met ${counted(agreements, 'overeenkomst', 'overeenkomsten')} ${sessions === 1 ? 'stopt' : 'stoppen'}. U kunt deze overeenkomsten aan een ander geven.`;
}

/** "12 erbij: 12 nieuwe overeenkomsten. 3 eraf: 2 concepten vervallen, 1 is van kracht en blijft gelden tot u opzegt." */
export function previewLines(preview: AreaPreview): readonly string[] {
  const lines: string[] = [];
  if (preview.addedPlaces > 0) {
    const later =
      preview.addedNotTakingPart > 0
        ? ` ${counted(preview.addedNotTakingPart, 'gemeente doet', 'gemeenten doen')} nog niet mee: die overeenkomsten komen zodra zij meedoen.`
        : '';
    lines.push(
      `${preview.addedPlaces} erbij: ${counted(preview.newDrafts, 'nieuwe overeenkomst', 'nieuwe overeenkomsten')}.${later}`,
    );
  }
  if (preview.removedPlaces > 0) lines.push(`${preview.removedPlaces} eraf: ${removalWords(preview)}.`);
  return lines.length > 0 ? lines : ['Er komen geen gemeenten bij en er gaan geen gemeenten af.'];
}

function removalWords(preview: AreaPreview): string {
  const words: string[] = [];
  if (preview.draftsDropped > 0) words.push(counted(preview.draftsDropped, 'concept vervalt', 'concepten vervallen'));
  if (preview.offeredStay > 0)
    words.push(counted(preview.offeredStay, 'is aangeboden en blijft staan', 'zijn aangeboden en blijven staan'));
  if (preview.inForceStay > 0)
    words.push(
      counted(
        preview.inForceStay,
        'is van kracht en blijft gelden tot u opzegt',
        'zijn van kracht en blijven gelden tot u opzegt',
      ),
    );
  return words.length === 0 ? 'er verandert niets aan overeenkomsten' : words.join(', ');
}

/** "Met 12 signaalpartners mag u signalen uitwisselen." */
export const exchangeWords = (inForce: number, one: string, more: string): string =>
  inForce === 0
    ? `U mag nog met geen enkele ${one} signalen uitwisselen.`
    : `Met ${counted(inForce, one, more)} mag u signalen uitwisselen.`;

/** "U werkt in 342 gemeenten, 331 doen mee. Met 120 mag u signalen uitwisselen." */
export function areaSummary(places: number, takingPart: number, inForce: number): string {
  const work = `U werkt in ${counted(places, 'gemeente', 'gemeenten')}, ${takingPart === 1 ? '1 doet' : `${takingPart} doen`} mee.`;
  return `${work} ${exchangeWords(inForce, 'gemeente', 'gemeenten')}`;
}

const saved: Readonly<Record<string, string>> = {
  gegevens: 'Uw gegevens zijn bewaard.',
  aansluitbesluit: 'Het aansluitbesluit is bewaard.',
  'lokale-afspraken': 'De lokale afspraken zijn bewaard. Zij staan in overeenkomsten die u vanaf nu klaarzet.',
  mandaat: 'Het mandaat is vastgelegd. Het telt zodra het is bevestigd.',
  bevestigd: 'Het mandaat is bevestigd.',
  onjuist: 'U gaf aan dat het mandaat niet klopt. Het telt niet.',
  ingetrokken: 'Het mandaat is ingetrokken.',
  werkgebied: 'Uw werkgebied is aangepast.',
  gevraagd: 'Uw nieuwe werkgebied wacht op de NVVK.',
};

/** What a page says after a deed; null for a word that is none of ours. */
export const savedWords = (what: string): string | null => (Object.hasOwn(saved, what) ? (saved[what] ?? null) : null);
