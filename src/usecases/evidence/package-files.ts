import { createHash } from 'node:crypto';
import { dayInWords, listInWords, momentInWords } from '../../documents/dutch';
import { canonicalJson } from '../../domain/audit';
import { manifestText, mandateText } from '../../domain/ceremony';
import type { SignedPart } from '../../signing/take-apart';
import { fillText } from './fill-text';
import type { Evidence } from './gather-evidence';
import { nameProof, type PackageFile } from './name-proof';

/** templates/evidence, as they stand. */
export interface EvidenceTexts {
  readonly readme: string;
  readonly summary: string;
  readonly script: string;
}

export interface PackageTerms {
  readonly texts: EvidenceTexts;
  readonly desk: string;
  /** Where the portal publishes its root certificate. */
  readonly rootAddress: string;
  /** The time-stamps are the portal's own, which is for demonstrations only. */
  readonly builtIn: boolean;
}

/** All files of a package, in the order of their names; the same evidence gives the same bytes. */
export function packageFiles(evidence: Evidence, terms: PackageTerms): readonly PackageFile[] {
  const { agreement, file, signatures, archive, entries, checkpoint } = evidence;
  const proof = nameProof();
  const files: PackageFile[] = [];
  const add = (name: string, content: Buffer | string): void => {
    files.push({ name, content: Buffer.from(content) });
  };
  add(`${agreement.number}.pdf`, file.bytes);
  add(`${agreement.number}.pdf.sha256`, `${file.sha256}  ${agreement.number}.pdf\n`);
  add('check.sh', terms.texts.script);
  const signed = signatures.map(({ part, place, cms, token, links, stampLinks }, index) => {
    const at = index + 1;
    const chain = proof.chain(links, 'ondertekenaar', 'ondertekenaars');
    add(`ketens/handtekening-${at}.txt`, chain.text);
    add(`ketens/tijdstempel-${at}.txt`, proof.chain(stampLinks, 'tijdstempel', 'tijdstempels').text);
    add(`handtekeningen/${at}.p7s`, cms);
    add(`handtekeningen/${at}.tst`, token);
    add(`mandaten/${at}.json`, mandateText(place.mandate));
    add(`ondertekensessies/${at}-lijst.json`, manifestText(place.manifest));
    add(`ondertekensessies/${at}-bevestiging.json`, canonicalJson({ ...place.factorEvidence, factor: place.factor }));
    const moment = place.stampedAt ?? place.signedAt;
    const { holderName, office, partyName, grounds } = place.mandate;
    return {
      ...cutting(part),
      at,
      holder: holderName,
      office,
      party: partyName,
      seat: place.seat,
      moment: momentInWords(moment),
      seconds: Math.floor(Date.parse(moment) / 1000),
      grounds: listInWords(
        grounds.map(({ kind, decidedOn, reference }) => `${kind} van ${dayInWords(decidedOn)}, ${reference}`),
      ),
      ceremony: place.ceremony.number,
      consented: momentInWords(place.ceremony.consentedAt),
      listed: place.manifest.items.length === 1 ? '1 overeenkomst' : `${place.manifest.items.length} overeenkomsten`,
      sentence: place.manifest.consentText,
      factor: place.factor,
      root: chain.root.replace('certificaten/', ''),
    };
  });
  const archived = archive.map(({ part, links, at: stampedAt }, index) => {
    const at = index + 1;
    const chain = proof.chain(links, 'tijdstempel', 'tijdstempels');
    add(`ketens/archief-${at}.txt`, chain.text);
    add(`archief/${at}.tst`, part.contents);
    const root = chain.root.replace('certificaten/', '');
    return { ...cutting(part), at, leaf: chain.leaf, root, seconds: Math.floor(Date.parse(stampedAt) / 1000) };
  });
  for (const { seq, text, path } of entries) {
    const name = `logboek/${String(seq).padStart(9, '0')}`;
    add(`${name}.json`, text);
    add(`${name}.bewijs`, path.map((hash) => `${hash}\n`).join(''));
  }
  const chain = proof.chain(checkpoint.links, 'logboek', 'ondertekenaars');
  add('ketens/controlepunt.txt', chain.text);
  add('ketens/controlepunt-tijdstempel.txt', proof.chain(checkpoint.stampLinks, 'tijdstempel', 'tijdstempels').text);
  add('logboek/controlepunt.txt', checkpoint.note);
  add('logboek/controlepunt.p7s', checkpoint.cms);
  add('logboek/controlepunt.tst', checkpoint.token);
  const proofs = proof.files();
  files.push(...proofs);
  const level = archive.length > 0 ? 'B-LTA' : 'B-T';
  const { facts } = evidence;
  const values = {
    number: agreement.number,
    places: evidence.places,
    signed: signatures.length,
    archived: archive.length,
    entries: entries.length,
    ocsps: proofs.filter(({ name }) => name.startsWith('ocsp/')).length,
    complete: signatures.length === evidence.places ? 'yes' : 'no',
    level,
    sha256: file.sha256,
    municipality: facts.municipality.name,
    cbsCode: facts.municipality.cbsCode,
    partner: facts.partner.name,
    partnerNumber: facts.partner.number,
    sector: facts.sector.name,
    demonstration: facts.demonstration ? 'yes' : 'no',
    builtIn: terms.builtIn ? 'yes' : 'no',
    desk: terms.desk,
    rootAddress: terms.rootAddress,
    checkpointRoot: chain.root.replace('certificaten/', ''),
    checkpointSeconds: Math.floor(Date.parse(checkpoint.stampedAt) / 1000),
  };
  const lists = { signature: signed, archive: archived, root: proof.roots() };
  add('README.txt', fillText(terms.texts.readme, values, lists));
  add('pakket.txt', fillText(terms.texts.summary, values, lists));
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sums = sorted.map(({ name, content }) => `${createHash('sha256').update(content).digest('hex')}  ${name}\n`);
  return [...sorted, { name: 'SHA256SUMS', content: Buffer.from(sums.join('')) }];
}

/** Numbers with which head and tail cut out what was signed. */
const cutting = ({ range }: SignedPart): Readonly<Record<'before' | 'afterFromOne' | 'length', number>> => ({
  before: range.before,
  afterFromOne: range.after + 1,
  length: range.length,
});
