// "Wacht op u": what the one who looks must do, the most pressing first; only the first is loud.
import type { Mandate } from '../../domain/mandates';
import { holdsOn, mandateState } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import type { Sector } from '../../domain/sectors';
import { addDays, daysBetween, type Day } from '../../domain/time';
import type { ListedAgreement } from '../../persistence/read/agreements';
import type { Readiness } from '../../persistence/read/readiness';
import { counted, dutchDay, dutchNumber } from '../nl/format';
import { agreements as agreementWords, perSector } from '../nl/work';
import type { WorkItem } from '../parts';
import { waitingFor } from './waiting';

/** A list that lies at the viewer to be signed. */
export interface OwnList {
  readonly number: string;
  readonly preparedOn: Day;
  readonly preparedBy: string;
  readonly agreements: readonly ListedAgreement[];
}

export interface WorkFacts {
  readonly viewer: Viewer;
  readonly today: Day;
  readonly sectors: readonly Sector[];
  readonly agreements: readonly ListedAgreement[];
  readonly lists: readonly OwnList[];
  readonly readiness: Readiness;
  readonly toConfirm: readonly Mandate[];
  readonly mandates: readonly Mandate[];
}

/** A mandate that ends within this many days is work for who keeps mandates. */
const SOON = 60;

export const prepares = (viewer: Viewer): boolean => viewer.roles.includes('contact') || viewer.roles.includes('admin');

export function workItems(facts: WorkFacts): readonly WorkItem[] {
  const missing = missingItems(facts);
  const prepare = prepareItem(facts);
  return [
    ...facts.lists.map((list) => signItem(list, facts)),
    ...facts.toConfirm.map(confirmItem),
    // What stops a batch comes before the batch.
    ...(facts.readiness.ready ? [...prepare, ...missing] : [...missing, ...prepare]),
    ...endingItems(facts),
  ];
}

function signItem({ number, preparedOn, preparedBy, agreements }: OwnList, facts: WorkFacts): WorkItem {
  const count = agreements.length;
  return {
    title: count === 1 ? 'Overeenkomst ondertekenen' : `${dutchNumber(count)} overeenkomsten ondertekenen`,
    text: `${sectorCounts(agreements, facts.sectors)}. Klaargezet door ${preparedBy}.`,
    quiet: `Sinds ${dutchDay(preparedOn)} (${number})`,
    button: { label: 'Bekijk en onderteken', href: `/ondertekensessies/${number}` },
  };
}

function confirmItem(mandate: Mandate): WorkItem {
  return {
    title: 'Bevestig uw mandaat',
    text: `U mag tekenen als ${mandate.office}. Klopt dat? Dit mandaat telt pas als u het bevestigt.`,
    quiet: null,
    button: { label: 'Bekijk en bevestig', href: `/tekenbevoegdheid/${mandate.id}/bevestiging` },
  };
}

function prepareItem({ viewer, today, sectors, agreements }: WorkFacts): readonly WorkItem[] {
  const waiting = agreements.filter(({ stage }) => waitingFor(stage, viewer.party.kind) === 'prepare');
  if (!prepares(viewer) || waiting.length === 0) return [];
  const oldest = waiting.map(({ since }) => since).sort()[0] ?? today;
  if (viewer.party.kind === 'municipality')
    return [
      {
        title: `${agreementWords(waiting.length)} klaarzetten`,
        text: `Kies welke naar de tekenbevoegde gaan: ${sectorCounts(waiting, sectors)}.`,
        quiet: `Oudste sinds ${dutchDay(oldest)}`,
        button: { label: 'Kies en zet klaar', href: '/klaarzetten' },
      },
    ];
  const places = new Set(waiting.map(({ counterpart }) => counterpart.id)).size;
  return [
    {
      title: `${agreementWords(waiting.length)} medeondertekenen`,
      text: `Uit ${counted(places, 'gemeente', 'gemeenten')}. Kies welke naar de tekenbevoegde gaan.`,
      quiet: `Oudste ${ageWords(oldest, today)}`,
      button: { label: 'Kies en stuur door', href: '/klaarzetten' },
    },
  ];
}

const ageWords = (since: Day, today: Day): string =>
  since === today ? 'van vandaag' : counted(daysBetween(since, today), 'dag', 'dagen');

function missingItems({ viewer, readiness }: WorkFacts): readonly WorkItem[] {
  const items: WorkItem[] = [];
  const add = (title: string, text: string, label: string, href: string): void =>
    void items.push({ title, text, quiet: null, button: { label, href } });
  if (prepares(viewer) && readiness.decision === false)
    add(
      'Leg het aansluitbesluit vast',
      'De datum en het kenmerk van het besluit van het college.',
      'Vul aan',
      '/organisatie/aansluitbesluit',
    );
  if (prepares(viewer) && readiness.arrangements === false)
    add(
      'Vul de lokale afspraken in',
      'Deze staan in elke overeenkomst. Daarna kunt u klaarzetten.',
      'Vul in',
      '/organisatie/lokale-afspraken',
    );
  if (viewer.roles.includes('admin') && readiness.signatory === null && readiness.toConfirm.length === 0)
    add(
      'Leg vast wie mag tekenen',
      'Nog niemand mag tekenen voor uw organisatie.',
      'Leg mandaat vast',
      '/organisatie/tekenbevoegden/nieuw',
    );
  return items;
}

/** Mandates that end soon while their holder has no later one. */
function endingItems({ viewer, mandates, today }: WorkFacts): readonly WorkItem[] {
  if (!viewer.roles.includes('admin')) return [];
  const soon = addDays(today, SOON);
  return mandates.flatMap((mandate) => {
    const holder = mandate.holders.find((one) => holdsOn(mandate, one.personId, today));
    const until = mandate.validUntil;
    if (!holder || until === null || until > soon || mandateState(mandate, today) !== 'valid') return [];
    const goesOn = mandates.some(
      (other) => mandateState(other, until) === 'valid' && holdsOn(other, holder.personId, until),
    );
    if (goesOn) return [];
    return [
      {
        title: `Mandaat van ${holder.name} loopt af`,
        text: `Na ${dutchDay(addDays(until, -1))} kan deze ${mandate.office} niet meer ondertekenen.`,
        quiet: null,
        button: { label: 'Verleng mandaat', href: '/organisatie/tekenbevoegden' },
      },
    ];
  });
}

/** "30 energie, 10 zorgverzekering en 5 huur", the largest first. */
function sectorCounts(agreements: readonly ListedAgreement[], sectors: readonly Sector[]): string {
  return perSector(
    sectors
      .map(({ code, name }) => ({ name, count: agreements.filter((one) => one.sectorCode === code).length }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
  );
}
