// Reading before signing: the text of the list, one agreement after another, and all of them as files.
import { readingBlocks } from '../../documents';
import { notFound } from '../../domain/errors';
import { agreementsById } from '../../persistence/agreement';
import { allSectors } from '../../persistence/sector';
import { page, type MemberHandler } from '../http';
import { dutchNumber } from '../nl/format';
import { agreementText } from '../work/agreement-text';
import { agreementsZip } from '../work/zip';
import { entryTitle } from './groups';
import { ceremonyPath, openCeremony, UNDER_CEREMONY, type OpenCeremony } from './open';

/** What was or is to be signed here: not what was taken off. */
const onList = (open: OpenCeremony) => open.entries.filter((entry) => entry.state !== 'left-out');

/** The shared text once, in the words of the first agreement of a sector. */
export const showText: MemberHandler = async (deps, { viewer, params, query }) => {
  const open = await openCeremony(deps, viewer, params['number'] ?? '');
  const path = ceremonyPath(open.ceremony.number);
  const entries = onList(open);
  const codes = [...new Set(entries.map((entry) => entry.sectorCode))];
  const sectors = (await allSectors(deps.db)).filter((sector) => codes.includes(sector.code));
  const chosen = sectors.find((sector) => sector.code === query['sector']) ?? sectors[0];
  const entry = entries.find((one) => one.sectorCode === chosen?.code);
  const [agreement] = entry ? await agreementsById(deps.db, [entry.agreementId]) : [];
  if (!entry || !agreement || !chosen) throw notFound();
  const title = 'De tekst van deze overeenkomsten';
  const model = {
    heading: title,
    lead: `Dit is de tekst voor ${chosen.name.toLowerCase()}, met ${entryTitle(entry, viewer.party.kind)} als voorbeeld (${entry.number}). In de andere overeenkomsten staan een andere partij, een ander kenmerk en andere gegevens in de bijlagen.`,
    choices:
      sectors.length < 2
        ? []
        : sectors.map((sector) => ({
            label: sector.name,
            href: `${path}/tekst?sector=${sector.code}`,
            current: sector.code === chosen.code,
          })),
    blocks: readingBlocks(await agreementText(deps, agreement)),
    links: [{ label: 'Terug naar ondertekenen', href: path }],
    pagination: null,
  };
  return page('ceremony/text', title, model, UNDER_CEREMONY(open.ceremony.number, 'De tekst'));
};

export const showAgreement: MemberHandler = async (deps, { viewer, params }) => {
  const open = await openCeremony(deps, viewer, params['number'] ?? '');
  const path = ceremonyPath(open.ceremony.number);
  const entries = onList(open);
  const at = entries.findIndex((entry) => entry.number === params['kenmerk']);
  const entry = entries[at];
  const [agreement] = entry ? await agreementsById(deps.db, [entry.agreementId]) : [];
  if (!entry || !agreement) throw notFound();
  const to = (index: number): string | null => {
    const other = entries[index];
    return other ? `${path}/overeenkomsten/${other.number}` : null;
  };
  const heading = entryTitle(entry, viewer.party.kind);
  const model = {
    heading,
    lead: entry.number,
    choices: [],
    blocks: readingBlocks(await agreementText(deps, agreement)),
    links: [
      { label: 'Terug naar de lijst', href: `${path}#lijst` },
      { label: 'Download pdf', href: `/overeenkomsten/${entry.number}/pdf` },
    ],
    pagination: {
      position: `Overeenkomst ${dutchNumber(at + 1)} van ${dutchNumber(entries.length)}`,
      previous: to(at - 1),
      next: to(at + 1),
    },
  };
  return page(
    'ceremony/text',
    `${heading}, ${entry.number}`,
    model,
    UNDER_CEREMONY(open.ceremony.number, entry.number),
  );
};

export const getListZip: MemberHandler = async (deps, { viewer, params }) => {
  const open = await openCeremony(deps, viewer, params['number'] ?? '');
  return agreementsZip(
    deps,
    open.ceremony.number,
    onList(open).map(({ agreementId, number }) => ({ id: agreementId, number })),
  );
};
