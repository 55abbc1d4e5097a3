// Title and days, from the agreement and never from the clock.

import type { AgreementText } from '../agreement-text';
import { WORDS } from '../words';

const PRODUCER = 'Ondertekenportaal';

export interface Metadata {
  readonly title: string;
  readonly producer: string;
  /** ISO 32000-1, 7.9.4: the day of offering, at midnight UTC. */
  readonly pdfDate: string;
  /** XMP packet, UTF-8, each byte as one character. */
  readonly xmp: string;
}

/** PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1); PDF/A wants the schema of the latter described in the file. */
const CONFORMANCE = `<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** As bytes, each of them one character. */
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

export function metadataOf(text: Pick<AgreementText, 'title' | 'number' | 'offeredOn'>): Metadata {
  const title = WORDS.subject(text.title, text.number);
  const date = `${text.offeredOn}T00:00:00Z`;
  const xmp = `<?xpacket begin="${utf8('\ufeff')}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${utf8(escaped(title))}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>nl-NL</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<pdf:Producer>${PRODUCER}</pdf:Producer>
</rdf:Description>
${CONFORMANCE}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
  return { title, producer: PRODUCER, pdfDate: `D:${text.offeredOn.replaceAll('-', '')}000000Z`, xmp };
}
