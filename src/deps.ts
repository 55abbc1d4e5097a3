import type { Knex } from 'knex';
import type { Config } from './config';
import type { Clock, NewId } from './domain/time';
import type { Log } from './log';
import type { Mailer } from './outside/mailer';
import type { Passwords } from './outside/passwords';
import type { FetchProof } from './signing/close-archive';
import type { KnownCertificates } from './signing/certificates/known';
import type { Signer } from './signing/signer';
import type { Timestamper } from './signing/timestamps/timestamper';
import type { Keys } from './outside/keys';
import type { TimestampAuthority } from './outside/timestamp-authority';

/** What the portal is made of. A use case declares the slice that it needs: `Pick<Deps, 'db' | 'clock' | 'newId'>`. */
export interface Deps {
  readonly config: Config;
  readonly db: Knex;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
  readonly log: Log;
  readonly mailer: Mailer;
  readonly passwords: Passwords;
  readonly keys: Keys;
  readonly signer: Signer;
  readonly timestamper: Timestamper;
  /** Those behind the time-stamper, in order; none when the portal stamps itself. */
  readonly authorities: readonly TimestampAuthority[];
  /** Proof of the standing of certificates that the portal did not issue. */
  readonly fetchProof: FetchProof;
  /** Root certificates, DER: of the signatories and of the time-stamps. */
  readonly trust: {
    readonly anchors: readonly Buffer[];
    readonly tsaAnchors: readonly Buffer[];
    readonly known?: KnownCertificates;
  };
}
