import { children, readDer, sequenceOf } from '../der/read';
import { printableString, sequence, setOf, utf8String } from '../der/write';
import { SigningError } from '../errors';
import { OID } from '../oids';

/** The parts of a distinguished name that the portal's certificates use, in the order in which they are written. */
export interface DistinguishedName {
  readonly organization?: string;
  readonly organizationalUnit?: string;
  /** ETSI EN 319 412-1 5.1.4, such as NTRNL-12345678. */
  readonly organizationIdentifier?: string;
  readonly serialNumber?: string;
  readonly commonName: string;
}

export function encodeName(name: DistinguishedName): Buffer {
  const parts = [setOf(sequence(OID.country, printableString('NL')))];
  const add = (type: Buffer, text: string | undefined): void => {
    if (text !== undefined) parts.push(setOf(sequence(type, utf8String(text))));
  };
  add(OID.organization, name.organization);
  add(OID.organizationalUnit, name.organizationalUnit);
  add(OID.organizationIdentifier, name.organizationIdentifier);
  if (name.serialNumber !== undefined) parts.push(setOf(sequence(OID.serialNumber, printable(name.serialNumber))));
  add(OID.commonName, name.commonName);
  return sequence(...parts);
}

/** X.520 makes the serial number a PrintableString, which knows few letters. */
function printable(text: string): Buffer {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]+$/.test(text))
    throw new SigningError('name-not-printable', 'serial number of a name');
  return printableString(text);
}

/** Names of certificates that are held on to are asked for the same few texts again and again. */
const texts = new WeakMap<Buffer, Map<Buffer, string | null>>();

/** The first value of one attribute type as text, null when the name has none. */
export function nameText(name: Buffer, type: Buffer): string | null {
  const known = texts.get(name) ?? new Map<Buffer, string | null>();
  texts.set(name, known);
  const former = known.get(type);
  if (former !== undefined) return former;
  const text = readText(name, type);
  known.set(type, text);
  return text;
}

function readText(name: Buffer, type: Buffer): string | null {
  for (const relative of sequenceOf(readDer(name))) {
    for (const pair of children(relative)) {
      const [found, value] = sequenceOf(pair);
      if (found && value && found.raw.equals(type))
        return value.content.toString(value.tag === 0x14 ? 'latin1' : 'utf8');
    }
  }
  return null;
}
