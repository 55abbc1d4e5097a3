import type { Instant } from '../../domain/time';
import { readDer, readTime } from '../der/read';
import { SigningError } from '../errors';
import { textOf, type PdfValue } from './pdf/values';
import { FOREIGN_OID } from './cms/oids';
import { onlyOf, type ForeignAttributes } from './cms/read-foreign';

/** A PDF date (7.9.4): parts may be missing from the right, the zone may be any. Null when it is none. */
export function readPdfDate(value: PdfValue): Instant | null {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([+-])(\d\d)'?(\d\d)?'?)?$/.exec(
    textOf(value) ?? '',
  );
  if (!parts) return null;
  const [
    ,
    year = '',
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    sign,
    hours = '0',
    minutes = '0',
  ] = parts;
  const local = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`);
  if (Number.isNaN(local)) return null;
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(sign === '-' ? local + ahead : sign === '+' ? local - ahead : local).toISOString();
}

/** The signing-time attribute (RFC 5652 11.3): what the signer says. */
export function readSigningTime(signed: ForeignAttributes | null): Instant | null {
  const value = onlyOf(signed, FOREIGN_OID.signingTime);
  try {
    return value && readTime(readDer(value));
  } catch (error) {
    if (error instanceof SigningError) return null;
    throw error;
  }
}
