// While it runs, and what it came to.
import type { Deps } from '../../deps';
import { amsterdamDay } from '../../domain/time';
import { allSectors } from '../../persistence/sector';
import { signaturesIn } from '../../persistence/read/ceremony-page';
import { csvFile } from '../csv';
import { page, redirect, type MemberHandler, type MemberRequest, type Reply } from '../http';
import { itemStates, whyNotSigned } from '../nl/ceremony';
import { dutchMoment } from '../nl/format';
import { agreementsZip } from '../work/zip';
import { ceremonyPath, openCeremony, type OpenCeremony } from './open';
import { resultPage } from './result-page';

/** The page asks again by itself every three seconds, as long as something is on its way. */
const RELOAD_SECONDS = '3';

const wasPressed = ({ ceremony }: OpenCeremony): boolean => ceremony.consentedAt !== null;

export const showProgress: MemberHandler = async (deps, request) => {
  const number = request.params['number'] ?? '';
  const open = await openCeremony(deps, request.viewer, number);
  if (!wasPressed(open)) return redirect(ceremonyPath(number));
  const pressed = open.entries.filter((entry) => entry.state !== 'left-out');
  const queued = pressed.filter((entry) => entry.state === 'queued');
  // What waits for a time-stamp is tried again in minutes, not seconds: the result page says so.
  if (queued.every((entry) => entry.reason !== null)) return redirect(`${ceremonyPath(number)}/resultaat`);
  const done = pressed.length - queued.length;
  const words = `${done} van ${pressed.length} verwerkt`;
  const heading = 'Uw handtekening is ontvangen';
  const reply = page(
    'ceremony/progress',
    `${words}: ${number}`,
    { heading, done, total: pressed.length, words },
    { current: '/overeenkomsten' },
  );
  return { ...reply, headers: { Refresh: RELOAD_SECONDS } };
};

export const showResult: MemberHandler = async (deps, request) => {
  const number = request.params['number'] ?? '';
  const open = await openCeremony(deps, request.viewer, number);
  return wasPressed(open) ? resultReply(deps, request, open, false) : redirect(ceremonyPath(number));
};

/** `already`: the list was signed before this visit. */
export function resultReply(deps: Deps, { viewer }: MemberRequest, open: OpenCeremony, already: boolean): Reply {
  const model = resultPage(open, viewer, amsterdamDay(deps.clock.now()), already);
  return page('ceremony/result', model.heading, model, { current: '/overeenkomsten' });
}

export const getSignedZip: MemberHandler = async (deps, request) => {
  const open = await openCeremony(deps, request.viewer, request.params['number'] ?? '');
  const signed = open.entries.filter((entry) => entry.state === 'signed');
  return agreementsZip(
    deps,
    `${open.ceremony.number} ondertekend`,
    signed.map(({ agreementId, number }) => ({ id: agreementId, number })),
  );
};

export const getResultFile: MemberHandler = async (deps, request) => {
  const { viewer, params } = request;
  const open = await openCeremony(deps, viewer, params['number'] ?? '');
  const sectors = new Map((await allSectors(deps.db)).map((sector) => [sector.code, sector.name]));
  const signatures = await signaturesIn(deps.db, open.ceremony.id);
  const other = viewer.party.kind === 'municipality' ? 'signaalpartner' : 'gemeente';
  const rows = open.entries.map((entry) => {
    const signature = signatures.get(entry.agreementId);
    const failed = entry.state === 'refused' || entry.state === 'conflict';
    return [
      entry.number,
      entry.counterpart.name,
      sectors.get(entry.sectorCode) ?? entry.sectorCode,
      itemStates[entry.state],
      signature ? dutchMoment(signature) : '',
      failed ? whyNotSigned(entry.reason) : entry.state === 'left-out' ? (entry.reason ?? '') : '',
    ];
  });
  const header = ['kenmerk', other, 'sector', 'resultaat', 'ondertekend op', 'reden'];
  return csvFile(deps.config, `resultaat-${open.ceremony.number}`, header, rows);
};
