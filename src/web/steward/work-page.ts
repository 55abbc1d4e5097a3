// /beheer: what must the desk do today?
import { expectedDay } from '../../domain/registration';
import { addSeconds, amsterdamDay, type Instant } from '../../domain/time';
import { askedRegistrations, decidedSince, stewardWork, type StewardWork } from '../../persistence/read/steward-work';
import { page, type MemberHandler } from '../http';
import { counted, dutchDay, dutchMoment, dutchTime } from '../nl/format';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { age, deskBadge } from '../nl/steward';
import { cell, type DataTable, type WorkItem } from '../parts';

/** Items of a ceremony take seconds; what waits longer waits for something. */
const HANGING_SECONDS = 15 * 60;

export const getWork: MemberHandler = async (deps, { viewer, query }) => {
  const now = deps.clock.now();
  const today = amsterdamDay(now);
  const mine = query['van'] === 'mij';
  const all = await stewardWork(deps.db, today, addSeconds(now, -HANGING_SECONDS));
  const isMine = (work: StewardWork): boolean => work.kind === 'registration' && work.takenBy?.id === viewer.personId;
  const own = all.filter(isMine);
  const asked = (await askedRegistrations(deps.db)).filter((one) => !mine || one.takenBy === viewer.personId);
  const done = await decidedSince(deps.db, startOfDay(now));
  const shown = mine ? own : all;
  return page(
    'steward/work',
    'Werkvoorraad',
    {
      work: {
        id: 'wacht',
        title: 'Wacht op ons',
        count: shown.length,
        items: shown.map((work) => workItem(work, viewer.personId, now)),
        empty: {
          title: mine ? 'U hebt niets in behandeling.' : 'Alles is gedaan.',
          text: mine
            ? 'Neem een aanmelding in behandeling om die hier te zien.'
            : 'Nieuwe aanmeldingen komen hier vanzelf.',
          link: null,
        },
      },
      filters: [
        { label: `Alles (${all.length})`, href: '/beheer', current: !mine },
        { label: `Van mij (${own.length})`, href: '/beheer?van=mij', current: mine },
      ],
      asked: asked.length === 0 ? null : askedTable(asked, now),
      done: done.map((one) => ({
        day: dutchTime(one.at),
        text: `${organisationInWords(one.party)}: ${deskBadge(one.status).label.toLowerCase()}${one.by === null ? '' : ` door ${one.by}`}`,
      })),
    },
    { current: '/beheer' },
  );
};

function askedTable(asked: Awaited<ReturnType<typeof askedRegistrations>>, now: Instant): DataTable {
  return {
    caption: 'Wacht op de aanmelder',
    captionShown: false,
    columns: [
      { label: 'Organisatie', align: 'start' },
      { label: 'Aanmelding', align: 'start' },
      { label: 'Gevraagd', align: 'start' },
    ],
    rows: asked.map((one) => [
      cell(organisationInWords(one.party)),
      cell(one.number, { href: `/beheer/aanmeldingen/${one.number}` }),
      cell(dutchMoment(one.askedAt), { quiet: age(one.askedAt, now) }),
    ]),
  };
}

function workItem(work: StewardWork, viewerId: string, now: Instant): WorkItem {
  const since = `${dutchMoment(work.since)} (${age(work.since, now)})`;
  if (work.kind === 'template-release') {
    const mine = work.askedBy.id === viewerId;
    return {
      title: `Modeltekst ${work.label} wacht op vrijgave`,
      text: mine
        ? 'U vroeg de vrijgave aan. Een collega leest de tekst en geeft hem vrij.'
        : `${work.askedBy.name} vroeg de vrijgave aan. Lees wat er verandert en geef de tekst vrij.`,
      quiet: `Sinds ${since}`,
      button: { label: 'Bekijk', href: `/beheer/modelteksten/${work.label}` },
    };
  }
  const name = organisationInWords(work.party);
  switch (work.kind) {
    case 'registration': {
      const taken = work.takenBy === null ? null : work.takenBy.id === viewerId ? 'U bent' : `${work.takenBy.name} is`;
      return {
        title: work.supplemented ? `${name} vulde de aanmelding aan` : `${name} wil meedoen`,
        text: `${work.number}, beloofd op ${dutchDay(expectedDay(work.since))}.${taken ? ` ${taken} hiermee bezig.` : ''}`,
        quiet: `Sinds ${since}`,
        button: { label: 'Bekijk', href: `/beheer/aanmeldingen/${work.number}` },
      };
    }
    case 'mandate':
      return {
        title: `Mandaat bevestigen voor ${name}`,
        text: `De houder legde het zelf vast: ${work.office}.`,
        quiet: `Sinds ${since}`,
        button: { label: 'Bekijk', href: `/beheer/mandaten/${work.id}` },
      };
    case 'area':
      return {
        title: `${name} wil een groter werkgebied`,
        text: `${counted(work.added, 'gemeente', 'gemeenten')} erbij.`,
        quiet: `Sinds ${since}`,
        button: { label: 'Bekijk', href: `/beheer/werkgebieden/${work.id}` },
      };
    case 'ceremony':
      return {
        title: `Ondertekensessie ${work.number} loopt vast`,
        text: `${name}: ${counted(work.items, 'overeenkomst wacht', 'overeenkomsten wachten')} op een tijdstempel.`,
        quiet: `Sinds ${since}. Het portaal probeert het vanzelf opnieuw.`,
        button: { label: 'Bekijk organisatie', href: `/beheer/organisaties/${work.party.id}` },
      };
  }
}

/** The instant at which the day of `now` began in Amsterdam. */
function startOfDay(now: Instant): Instant {
  const day = amsterdamDay(now);
  // Midnight in Amsterdam is 22.00 or 23.00 UTC of the day before.
  const candidate = addSeconds(`${day}T00:00:00.000Z`, -2 * 3600);
  return amsterdamDay(candidate) === day ? candidate : addSeconds(candidate, 3600);
}
