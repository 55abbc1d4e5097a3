import type { Report } from '../../src/signing/verify/report';

/** A report in the words of EN 319 102-1: "TOTAL-PASSED/", "INDETERMINATE/REVOKED_NO_POE". */
export const verdict = ({ indication, subIndication }: Pick<Report, 'indication' | 'subIndication'>): string =>
  `${indication}/${subIndication ?? ''}`;

export const PASSED = 'TOTAL-PASSED/';
export const FORMAT = 'TOTAL-FAILED/FORMAT_FAILURE';
export const HASH = 'TOTAL-FAILED/HASH_FAILURE';
export const CRYPTO = 'TOTAL-FAILED/SIG_CRYPTO_FAILURE';
export const CONSTRAINTS = 'INDETERMINATE/SIG_CONSTRAINTS_FAILURE';
export const WEAK = 'INDETERMINATE/CRYPTO_CONSTRAINTS_FAILURE';
export const NO_CHAIN = 'INDETERMINATE/NO_CERTIFICATE_CHAIN_FOUND';
export const CHAIN = 'INDETERMINATE/CHAIN_CONSTRAINTS_FAILURE';
export const OUT_OF_BOUNDS = 'INDETERMINATE/OUT_OF_BOUNDS_NO_POE';
export const REVOKED_NO_POE = 'INDETERMINATE/REVOKED_NO_POE';
export const NO_SIGNATURE = 'INDETERMINATE/NO_SIGNATURE';
