import { nameText } from '../certificates/name';
import type { Certificate } from '../certificates/read-certificate';
import { OID } from '../oids';
import { oncePer } from '../once-per';
import type { CheckedToken } from '../timestamps/check-token';
import { whatBreaks, whatIsDoubtful, whatIsMisshapen } from './checks';
import { gather, type Facts, type FileBytes, type Trust } from './facts';
import type { Problem, SignatoryInReport, SignatureReport, StampFound } from './report';
import type { SignatureRevision } from './revision';

/** Where a signature stands in the file, without what comes after it. */
type JudgedSignature = Omit<SignatureReport, 'changesAfter'>;

export interface Judgement {
  readonly signature: JudgedSignature;
  readonly timestamp: StampFound | null;
  /** Null when the signature cannot be read. */
  readonly facts: Facts | null;
}

/** One signature by itself. `digest`: SHA-256 of its byte range. */
export const judgeSignature = (file: FileBytes, found: SignatureRevision, digest: Buffer, trust: Trust): Judgement =>
  judgeLooked(file, found, lookAt(file, found, digest, trust));

/** All that can be said of a signature before the curve is asked, which costs more than the rest together. */
interface Looked {
  readonly facts: Facts;
  readonly misshapen: Problem | null;
  /** For which it is not trusted, should it be intact. */
  readonly doubts: readonly Problem[];
}

/** A problem when it cannot be read. */
export function lookAt(file: FileBytes, found: SignatureRevision, digest: Buffer, trust: Trust): Looked | Problem {
  const facts = gather(file, found, digest, trust);
  if (typeof facts === 'string') return facts;
  return { facts, misshapen: whatIsMisshapen(facts), doubts: whatIsDoubtful(facts) };
}

export function judgeLooked(file: FileBytes, found: SignatureRevision, looked: Looked | Problem): Judgement {
  const covers = found.revision.end === file.bytes.length ? 'whole-file' : 'whole-revision';
  if (typeof looked === 'string') return { signature: unreadable(found.field, looked), timestamp: null, facts: null };
  const { facts } = looked;
  const broken = looked.misshapen ?? whatBreaks(facts);
  const doubts = broken ? [] : looked.doubts;
  const { token, claimed, signer } = facts;
  return {
    signature: {
      field: found.field,
      signer: signer.certificate && describe(signer.certificate),
      time: token?.info?.genTime ?? claimed,
      level: token ? 'B-T' : 'B-B',
      intact: broken === null,
      trusted: broken === null && doubts.length === 0,
      covers: broken === 'wrong-byte-range' ? 'broken' : covers,
      problems: broken ? [broken] : doubts,
    },
    timestamp: token && reportTimestamp(found.field, token),
    facts,
  };
}

const describe = oncePer(({ subject, serial }: Certificate): SignatoryInReport => {
  return {
    name: nameText(subject, OID.commonName),
    organisation: nameText(subject, OID.organization),
    organizationIdentifier: nameText(subject, OID.organizationIdentifier),
    mandateReference: nameText(subject, OID.serialNumber),
    certificateSerial: serial.toString('hex'),
  };
});

function reportTimestamp(field: string, token: CheckedToken): StampFound {
  return {
    field,
    time: token.info?.genTime ?? null,
    authority: token.certificate && nameText(token.certificate.subject, OID.commonName),
    intact: token.intact,
    trusted: token.fault === null,
    problems: token.fault ? [token.fault] : [],
  };
}

const unreadable = (field: string, problem: Problem): JudgedSignature => ({
  field,
  signer: null,
  time: null,
  level: null,
  intact: false,
  trusted: false,
  covers: 'broken',
  problems: [problem],
});
