import { parseArgs } from 'node:util';
import type { Deps } from '../deps';
import { askableDay, type SectorAnswer } from '../domain/exchange-permission';
import { amsterdamDay, type Day } from '../domain/time';
import { askRegister } from '../usecases/register/ask-register';

const USAGE = 'usage: portal register lookup --municipality GM0344 --partner SP-00042 [--on YYYY-MM-DD] [--json]';

/** 0: an answer was given, whatever it is; 2: the question cannot be asked so; 4: the register does not know a code. */
export interface LookupResult {
  readonly text: string;
  readonly exitCode: 0 | 2 | 4;
}

/** What `portal register lookup` prints: one line for each sector, or JSON. */
export async function registerLookup(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  args: readonly string[],
): Promise<LookupResult> {
  const today = amsterdamDay(deps.clock.now());
  const options = readOptions(args, today);
  if (typeof options === 'string') return { text: `${options}\n${USAGE}`, exitCode: 2 };
  const { municipality, partner, day } = options;

  const asked = await askRegister(deps, { municipality, partner, day });
  if (asked.kind === 'unknown-code') {
    const unknown = [...(asked.municipality ? [municipality] : []), ...(asked.partner ? [partner] : [])];
    return { text: `the register does not know ${unknown.join(' and ')}`, exitCode: 4 };
  }
  const text = options.json
    ? JSON.stringify({ municipality, partner, on: day, answers: asked.answers.map(plain) }, null, 2)
    : [
        `May ${asked.pair.partner.name} (${partner}) send signals to ${asked.pair.municipality.name} (${municipality}) on ${day}?`,
        ...asked.answers.map(line),
      ].join('\n');
  return { text, exitCode: 0 };
}

interface Options {
  readonly municipality: string;
  readonly partner: string;
  readonly day: Day;
  readonly json: boolean;
}

/** The options, or what is wrong with them. */
function readOptions(args: readonly string[], today: Day): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        municipality: { type: 'string' },
        partner: { type: 'string' },
        on: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { municipality, partner, on = today, json } = values;
    if (municipality === undefined || partner === undefined) return '--municipality and --partner are needed';
    const verdict = askableDay(on, today);
    if (verdict === 'no-such-day') return `--on ${on}: no such day`;
    if (verdict === 'too-far-ahead') return `--on ${on}: more than two years ahead`;
    return { municipality: municipality.toUpperCase(), partner: partner.toUpperCase(), day: on, json };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function plain(answer: SectorAnswer): object {
  const { sectorCode, validFrom, validUntil, beganAt, agreement, reason } = answer;
  return {
    sector: sectorCode,
    answer: answer.answer,
    reason,
    validFrom,
    validUntil,
    validFromMoment: beganAt,
    agreement: agreement?.number ?? null,
  };
}

function line(answer: SectorAnswer): string {
  const facts = [
    answer.reason,
    ...(answer.validFrom ? [`from ${answer.validFrom}`] : []),
    ...(answer.validUntil ? [`until (first day without) ${answer.validUntil}`] : []),
    ...(answer.agreement ? [answer.agreement.number] : []),
  ];
  return `  ${answer.sectorCode ?? 'every sector'}: ${answer.answer} (${facts.join(', ')})`;
}
