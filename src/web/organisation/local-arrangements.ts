import { z } from 'zod';
import { DomainError } from '../../domain/errors';
import { arrangementOf, historyOf, KNOWN_DESKS, type LocalArrangement } from '../../domain/local-arrangements';
import type { Viewer } from '../../domain/parties';
import { amsterdamDay, type Day } from '../../domain/time';
import { arrangementsOf } from '../../persistence/local-arrangement';
import { recordLocalArrangement } from '../../usecases/organisation/record-local-arrangement';
import { readForm, typed, type FieldError } from '../form';
import { formAgain, page, redirect, type FormBody, type MemberHandler, type Reply } from '../http';
import { sentenceOf } from '../nl/errors';
import { counted, dutchDay } from '../nl/format';
import { organisationInWords } from '../../usecases/accounts/mail-words';
import { cell, submitButton, type DataTable, type Warning } from '../parts';
import { toTypedDay } from '../typed-day';
import { dayAsTyped, mailbox, maybeText, requiredDay, withDays } from './answers';
import { arrangementFields } from './arrangement-fields';
import { asHidden, changedPage, loose, type FormPage } from './form-page';
import { personalWarning } from './personal-warning';
import { UNDER_ORGANISATION } from './place';

const PATH = '/organisatie/lokale-afspraken';
const TITLE = 'Lokale afspraken';
const VIEW = 'organisation/local-arrangements';

const arrangementForm = (today: Day) =>
  z
    .object({
      gezien: z.string().default(''),
      loket: z.enum([...KNOWN_DESKS, 'anders'], 'Kies het loket waar signalen binnenkomen.'),
      loketnaam: maybeText(),
      aansluitnummer: maybeText(),
      signaaladres: mailbox('Vul het adres voor signalen in.'),
      terugmelding: z.coerce
        .number('Vul het aantal dagen in cijfers in.')
        .int('Vul een heel aantal dagen in.')
        .min(1, 'Vul een aantal dagen in van 1 tot en met 365.')
        .max(365, 'Vul een aantal dagen in van 1 tot en met 365.'),
      datalekken: mailbox('Vul de mailbox voor datalekken in.'),
      fg: mailbox('Vul de mailbox van de functionaris gegevensbescherming in.'),
      ingang: requiredDay('Vul in vanaf welke dag dit geldt.').refine(
        (day) => day >= today,
        'Deze dag is al voorbij. Kies vandaag of een latere dag.',
      ),
    })
    .refine((answers) => answers.loket !== 'anders' || answers.loketnaam !== null, {
      path: ['loketnaam'],
      message: 'Vul de naam van het loket in.',
      when: ({ value }) => typeof value === 'object' && value !== null && 'loketnaam' in value,
    });

export const showArrangements: MemberHandler = async (deps, { viewer }) => {
  const today = amsterdamDay(deps.clock.now());
  const versions = await arrangementsOf(deps.db, viewer.party.id);
  const newest = historyOf(versions)[0];
  const form = newest ? asForm(newest, today) : { ...dayFields(today), terugmelding: '' };
  const model = arrangementPage(viewer, versions, form, versions.at(-1)?.recordedAt ?? '', [], today);
  return page(VIEW, TITLE, model, UNDER_ORGANISATION(TITLE));
};

export const saveArrangements: MemberHandler = async (deps, { viewer, form }) => {
  const today = amsterdamDay(deps.clock.now());
  const read = readForm(arrangementForm(today), withDays(form, 'ingang'));
  if (!read.ok) {
    const versions = await arrangementsOf(deps.db, viewer.party.id);
    const model = arrangementPage(viewer, versions, form, typed(form, 'gezien'), read.errors, today);
    return formAgain(VIEW, TITLE, model, UNDER_ORGANISATION(TITLE));
  }
  const { value } = read;
  try {
    await recordLocalArrangement(deps, viewer, value.gezien || null, {
      desk: value.loket === 'anders' ? (value.loketnaam ?? '') : value.loket,
      connectionNumber: value.aansluitnummer,
      signalAddress: value.signaaladres,
      feedbackDays: value.terugmelding,
      breachMailbox: value.datalekken,
      privacyOfficerMailbox: value.fg,
      validFrom: value.ingang,
    });
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'conflict')
      return bothVersions(await arrangementsOf(deps.db, viewer.party.id), form, error);
    throw error;
  }
  return redirect('/organisatie?bewaard=lokale-afspraken');
};

function asForm(arrangement: LocalArrangement, today: Day): FormBody {
  const known = KNOWN_DESKS.find((desk) => desk === arrangement.desk);
  return {
    loket: known ?? 'anders',
    loketnaam: known ? '' : arrangement.desk,
    aansluitnummer: arrangement.connectionNumber ?? '',
    signaaladres: arrangement.signalAddress,
    terugmelding: String(arrangement.feedbackDays),
    datalekken: arrangement.breachMailbox,
    fg: arrangement.privacyOfficerMailbox,
    // A version that is yet to begin is mended on its own day; a change of one that holds begins today.
    ...dayFields(arrangement.validFrom > today ? arrangement.validFrom : today),
  };
}

function dayFields(from: Day): FormBody {
  const { day, month, year } = toTypedDay(from);
  return { 'ingang-dag': day, 'ingang-maand': month, 'ingang-jaar': year };
}

const deskTyped = (form: FormBody): string =>
  typed(form, 'loket') === 'anders' ? typed(form, 'loketnaam') : typed(form, 'loket');

function bothVersions(versions: readonly LocalArrangement[], form: FormBody, error: DomainError): Reply {
  const stored = versions.at(-1);
  const row = (label: string, now: string | null | undefined, field: string) => ({
    label,
    stored: now ?? '',
    typed: typed(form, field),
  });
  const model = changedPage({
    sentence: sentenceOf(error),
    rows: [
      { label: 'Loket', stored: stored?.desk ?? '', typed: deskTyped(form) },
      row('Aansluitnummer', stored?.connectionNumber, 'aansluitnummer'),
      row('Adres voor signalen', stored?.signalAddress, 'signaaladres'),
      row('Dagen voor terugmelding', stored ? String(stored.feedbackDays) : '', 'terugmelding'),
      row('Mailbox voor datalekken', stored?.breachMailbox, 'datalekken'),
      row('Mailbox van de FG', stored?.privacyOfficerMailbox, 'fg'),
      {
        label: 'Geldt vanaf',
        stored: stored ? dutchDay(stored.validFrom) : '',
        typed: dayAsTyped(form, 'ingang'),
      },
    ],
    action: PATH,
    hidden: [{ name: 'gezien', value: stored?.recordedAt ?? '' }, ...asHidden(form, 'gezien')],
  });
  return page('organisation/changed', 'Ondertussen veranderd', model, { ...UNDER_ORGANISATION(TITLE), status: 409 });
}

interface ArrangementPage {
  readonly form: FormPage;
  readonly none: boolean;
  /** null: one version or none. */
  readonly history: DataTable | null;
}

function arrangementPage(
  viewer: Viewer,
  versions: readonly LocalArrangement[],
  form: FormBody,
  seen: string,
  errors: readonly FieldError[],
  today: Day,
): ArrangementPage {
  const newest = historyOf(versions)[0] ?? null;
  const warning: Warning | null = newest ? personalWarning(newest) : null;
  return {
    none: versions.length === 0,
    form: {
      overTitle: organisationInWords(viewer.party),
      heading: TITLE,
      lead: 'Deze afspraken staan in een bijlage van elke overeenkomst. Een wijziging geldt voor overeenkomsten die u nog moet klaarzetten.',
      warning,
      errors,
      action: PATH,
      hidden: [{ name: 'gezien', value: seen }],
      groups: [loose(...arrangementFields(form, errors))],
      buttons: [submitButton('Bewaar')],
      links: [{ label: 'Annuleer', href: '/organisatie' }],
    },
    history: versions.length === 0 ? null : historyTable(versions, today),
  };
}

function historyTable(versions: readonly LocalArrangement[], today: Day): DataTable {
  const current = arrangementOf(versions, today);
  return {
    caption: 'Lokale afspraken per dag',
    captionShown: false,
    columns: ['Vanaf', 'Loket', 'Adres voor signalen', 'Terugmelding', 'Datalekken', 'FG'].map((label) => ({
      label,
      align: 'start' as const,
    })),
    rows: historyOf(versions).map((version) => [
      cell(dutchDay(version.validFrom), {
        quiet: version === current ? 'Geldt nu' : version.validFrom > today ? 'Gaat later in' : 'Gold eerder',
      }),
      cell(version.desk, { quiet: version.connectionNumber }),
      cell(version.signalAddress),
      cell(`binnen ${counted(version.feedbackDays, 'dag', 'dagen')}`),
      cell(version.breachMailbox),
      cell(version.privacyOfficerMailbox),
    ]),
  };
}
