import { OID } from '../oids';
import { isGraver, type Report } from '../verify/report';
import { verifyOwn, type OwnTrust } from '../verify/verify-own';
import type { Budget } from './budget';
import { verifyAny } from './verify-any';

/**
 * Any file by the open-world rules; one that says it is the portal's by the closed-world rules too, since those know every
 * byte that the portal writes. The graver verdict counts.
 */
export function verifyFile(bytes: Buffer, trust: OwnTrust, budget?: Budget): Report {
  const any = verifyAny(bytes, { anchors: [...trust.anchors, ...trust.tsaAnchors], now: trust.now }, budget);
  if (any.error || !isFromPortal(bytes)) return any;
  const own = verifyOwn(bytes, trust);
  return isGraver(any, own) ? any : own;
}

const POLICY = OID.signatoryPolicy.toString('hex');

/** A certificate for the portal's signatories stands in it, in the digits that the portal writes. */
function isFromPortal(bytes: Buffer): boolean {
  return bytes.includes(POLICY, 0, 'latin1') || bytes.includes(POLICY.toUpperCase(), 0, 'latin1');
}
