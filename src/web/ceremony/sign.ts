// GET shows the list to its signatory; POST is the act of will over exactly that list.
import type { Deps } from '../../deps';
import { readingBlocks, layOut } from '../../documents';
import { manifestHash } from '../../domain/ceremony';
import { DomainError, notFound } from '../../domain/errors';
import { mandateToSign, type Mandate } from '../../domain/mandates';
import type { Viewer } from '../../domain/parties';
import { addDays, amsterdamDay, type Day, type Id } from '../../domain/time';
import { agreementsById } from '../../persistence/agreement';
import { countItems, itemsOf } from '../../persistence/ceremony-item';
import { totalLength } from '../../persistence/document-segment';
import { mandatesOf } from '../../persistence/mandate';
import { peculiarities, type ListEntry } from '../../persistence/read/ceremony-page';
import { allSectors } from '../../persistence/sector';
import { templateVersion } from '../../persistence/template-version';
import { carryOut, newWorker } from '../../usecases/ceremony/carry-out';
import { manifestOf, signBatch } from '../../usecases/ceremony/sign-batch';
import { typed } from '../form';
import { page, redirect, type MemberHandler, type MemberRequest, type Reply } from '../http';
import { leftOut, noMandate, sentenceText, signTitle } from '../nl/ceremony';
import { sentenceOf } from '../nl/errors';
import { agreementText } from '../work/agreement-text';
import { closedPage } from './closed';
import { ceremonyPath, openCeremony, ownCeremony, type OpenCeremony } from './open';
import { readerPage } from './reader';
import { consentOf, signPage, type SignFacts, type SignState } from './sign-page';
import { resultReply } from './result';

export const showCeremony: MemberHandler = async (deps, request) => {
  const number = request.params['number'] ?? '';
  const open = await openCeremony(deps, request.viewer, number);
  switch (open.ceremony.status) {
    case 'handed-over':
      if (!open.mine) return readerPage(deps, request, open);
      return signReply(deps, request, open, 200, {
        errors: [],
        notice: null,
        done: doneWords(open, request.query['uit']),
      });
    case 'consented':
      return redirect(`${ceremonyPath(number)}/voortgang`);
    case 'finished':
    case 'expired':
      return resultReply(deps, request, open, true);
    case 'sent-back':
    case 'cancelled':
      return closedPage(open);
  }
};

export const pressButton: MemberHandler = async (deps, request) => {
  const { viewer, form, params } = request;
  const number = params['number'] ?? '';
  const open = await ownCeremony(deps, viewer, number);
  const again = (status: number, state: Omit<SignState, 'whole' | 'done'>): Promise<Reply> =>
    ownCeremony(deps, viewer, number).then((now) => signReply(deps, request, now, status, { ...state, done: null }));
  const atCode = (status: number, message: string): Promise<Reply> =>
    again(status, { errors: [{ field: 'code', message }], notice: null });

  const code = typed(form, 'code').trim();
  if (code === '' && open.ceremony.status === 'handed-over') return atCode(422, 'Vul de 6 cijfers uit uw app in.');
  const today = amsterdamDay(deps.clock.now());
  const consentText = sentenceText(consentOf(viewer, listedOf(open), today));
  try {
    const id = await signBatch(deps, {
      viewer,
      ceremonyNumber: number,
      consentText,
      manifestSha256: typed(form, 'lijst'),
      code,
    });
    await carryOutBriefly(deps, id);
    const { queued } = await countItems(deps.db, id);
    return redirect(`${ceremonyPath(number)}/${queued === 0 ? 'resultaat' : 'voortgang'}`);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    switch (error.code) {
      case 'already-signed':
        // A second press, or another window: show what came of the first.
        return redirect(ceremonyPath(number));
      case 'list-changed':
      case 'document-changed':
        return again(409, {
          errors: [],
          notice: { title: 'Er is nog niets ondertekend', text: sentenceOf(error), rows: [] },
        });
      case 'no-valid-mandate':
        return again(422, { errors: [{ field: 'ondertekenen', message: sentenceOf(error) }], notice: null });
      case 'wrong-code':
      case 'used-code':
        return atCode(422, sentenceOf(error));
      case 'code-locked':
        return atCode(429, sentenceOf(error));
      default:
        throw error;
    }
  }
};

/** How long somebody waits at the button before the progress page takes over. */
const PATIENCE_MS = 2000;

/** Carries out what can be done while the signatory waits; the rest goes on without this request. */
async function carryOutBriefly(deps: Deps, ceremonyId: Id): Promise<void> {
  const worker = newWorker(deps);
  const started = performance.now();
  const work = async (): Promise<void> => {
    while (performance.now() - started < PATIENCE_MS && (await carryOut(deps, worker, ceremonyId)) > 0);
  };
  // The consent stands: whatever goes wrong from here, the background job takes over and the pages tell the state.
  const settled = work().catch((error: unknown) => deps.log.error({ err: error }, 'signing goes on in the background'));
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((done) => {
    timer = setTimeout(done, PATIENCE_MS);
  });
  await Promise.race([settled, patience]);
  clearTimeout(timer);
}

const listedOf = (open: OpenCeremony): readonly ListEntry[] => open.entries.filter((entry) => entry.state === 'listed');

function doneWords(open: OpenCeremony, out: string | undefined): string | null {
  return out !== undefined && /^\d{1,4}$/.test(out) ? leftOut(Number(out), listedOf(open).length) : null;
}

async function signReply(
  deps: Deps,
  request: MemberRequest,
  open: OpenCeremony,
  status: number,
  state: Omit<SignState, 'whole'>,
): Promise<Reply> {
  if (open.ceremony.status !== 'handed-over') return redirect(ceremonyPath(open.ceremony.number));
  const facts = await signFacts(deps, request.viewer, open);
  const model = signPage(facts, { ...state, whole: request.query['toon'] ?? null });
  return page('ceremony/sign', signTitle(facts.listed.length), model, { current: '/overeenkomsten', status });
}

async function signFacts(deps: Deps, viewer: Viewer, open: OpenCeremony): Promise<SignFacts> {
  const today = amsterdamDay(deps.clock.now());
  const listed = listedOf(open);
  const ids = listed.map((entry) => entry.agreementId);
  const agreements = await agreementsById(deps.db, ids);
  const first = agreements.find((agreement) => agreement.id === ids[0]);
  if (!first) throw notFound();
  const items = (await itemsOf(deps.db, open.ceremony.id)).filter((item) => item.state === 'listed');
  const held = await mandatesOf(deps.db, viewer.party.id);
  const text = await agreementText(deps, first);
  const consentText = sentenceText(consentOf(viewer, listed, today));
  return {
    open,
    listed,
    viewer,
    today,
    sectors: await allSectors(deps.db),
    ...mandatesFor(held, listed, viewer.personId, today),
    manifestSha256: manifestHash(manifestOf(items, agreements, consentText)),
    peculiarities: await peculiarities(deps.db, ids),
    versions: await versionLabels(deps, listed),
    pages: layOut(text).pages.length,
    text: listed.length === 1 ? readingBlocks(text) : null,
    megabytes: megabytes(await totalLength(deps.db, ids)),
  };
}

async function versionLabels(deps: Deps, listed: readonly ListEntry[]): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const id of new Set(listed.map((entry) => entry.templateVersionId))) {
    const version = id === null ? null : await templateVersion(deps.db, id);
    if (version) labels.set(version.id, version.label);
  }
  return labels;
}

/** The mandates by which this person may sign every sector of the list today; null when one lacks. */
function mandatesFor(
  held: readonly Mandate[],
  listed: readonly ListEntry[],
  personId: Id,
  day: Day,
): Pick<SignFacts, 'mandates' | 'mandateProblem'> {
  const sectors = [...new Set(listed.map((entry) => entry.sectorCode))];
  const found = sectors.map((sectorCode) => mandateToSign(held, { personId, sectorCode, day }));
  const mandates = found.filter((mandate): mandate is Mandate => mandate !== null);
  if (mandates.length === sectors.length) return { mandates, mandateProblem: '' };
  const endedOn = held
    .filter((mandate) => mandate.holders.some((holder) => holder.personId === personId))
    .flatMap((mandate) => (mandate.validUntil !== null && mandate.validUntil <= day ? [mandate.validUntil] : []))
    .sort()
    .at(-1);
  const why = endedOn === undefined ? noMandate.none : noMandate.ended(addDays(endedOn, -1));
  return { mandates: null, mandateProblem: `${why} ${noMandate.cannot}` };
}

/** 1_843_200 -> "1,8 MB" */
const megabytes = (bytes: number): string =>
  `${(Math.max(bytes, 100_000) / 1_000_000).toFixed(1).replace('.', ',')} MB`;
