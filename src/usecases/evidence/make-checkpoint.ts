import type { Deps } from '../../deps';
import { checkpointText, logOrigin } from '../../domain/checkpoint';
import { rootOf } from '../../domain/merkle';
import { logSize, openTree } from '../../persistence/audit-tree';
import { checkpointOver, insertCheckpoint, type Checkpoint } from '../../persistence/checkpoint';
import { rootCrls } from '../../persistence/key-version';
import { openSignature, proofIn, provePath } from '../../signing/prove-path';
import { signStatement } from '../../signing/sign-statement';

/** Who signs checkpoints: the portal itself, with a key and certificate made for this one and dropped after it. */
const SIGNATORY = {
  name: 'Logboek',
  organisation: 'Ondertekenportaal Vroegsignalering',
  organizationIdentifier: null,
  mandateReference: 'logboek',
};

/**
 * A signed checkpoint over at least the first `size` entries of the log: one that exists, else a new one over all of it.
 * Signed and stamped with no transaction open. Throws TimestampError and SigningError.
 */
export async function checkpointFor(deps: Deps, size: number): Promise<Checkpoint> {
  const existing = await checkpointOver(deps.db, size);
  if (existing) return existing;
  const made = await sign(deps, await logSize(deps.db));
  await deps.db.transaction((trx) => insertCheckpoint(trx, made));
  // Somebody else may have been faster with the same size.
  return (await checkpointOver(deps.db, made.size)) ?? made;
}

async function sign(deps: Deps, size: number): Promise<Checkpoint> {
  const { trust, timestamper, clock } = deps;
  const root = rootOf(size, await openTree(deps.db, size, []));
  const at = clock.now();
  const note = checkpointText({ origin: logOrigin(deps.config.baseUrl), size, root, at });
  const session = await deps.signer.open(SIGNATORY);
  const cms = await signStatement(Buffer.from(note), { session, timestamper, clock, ...trust });
  const { signer, stamper } = openSignature(cms, trust.known);
  const crls = [...(session.crl ? [session.crl] : []), ...(await rootCrls(deps.db)), deps.keys.portal.root.crl];
  const terms = {
    at: { crls, ocsps: [] },
    fetchProof: deps.fetchProof,
    ...(trust.known ? { known: trust.known } : {}),
  };
  // Whoever checks needs both paths; one that cannot be proven now never can.
  const links = [
    ...(await provePath(signer, { ...terms, anchors: trust.anchors })),
    ...(await provePath(stamper, { ...terms, anchors: trust.tsaAnchors })),
  ];
  const serial = signer.certificate.serial.toString('hex');
  return { size, root, at, note, cms, serial, crl: session.crl ?? Buffer.alloc(0), proof: proofIn(links) };
}
