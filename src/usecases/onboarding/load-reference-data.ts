import municipalities from '../../../data/municipalities.json';
import type { Deps } from '../../deps';
import { sortKey } from '../../domain/names';
import type { Sector } from '../../domain/sectors';
import { amsterdamDay } from '../../domain/time';
import { insertParty, partiesOfKind } from '../../persistence/party';
import { insertPartyNames } from '../../persistence/party-name';
import { ensureSectors } from '../../persistence/sector';

/** The sectors of the covenant: Wgs art. 3(1)(b) with the Besluit gemeentelijke schuldhulpverlening arts 2 to 5. */
const SECTORS: readonly Sector[] = [
  { code: 'huur', name: 'Huur', legalBasis: 'Besluit gemeentelijke schuldhulpverlening, artikel 2' },
  {
    code: 'energie',
    name: 'Energie',
    legalBasis: 'Besluit gemeentelijke schuldhulpverlening, artikelen 3 tot en met 5; Energieregeling',
  },
  {
    code: 'drinkwater',
    name: 'Drinkwater',
    legalBasis: 'Besluit gemeentelijke schuldhulpverlening, artikelen 3 tot en met 5',
  },
  {
    code: 'zorgverzekering',
    name: 'Zorgverzekering',
    legalBasis: 'Besluit gemeentelijke schuldhulpverlening, artikelen 3 tot en met 5; Zvw artikelen 18a en 18b',
  },
].map((sector) => ({ ...sector, validFrom: '2021-01-01', validUntil: null, closedFrom: null }));

/** What every portal starts with: sectors, all municipalities and the NVVK's own party. May run again: adds only what is missing. */
export async function loadReferenceData(deps: Pick<Deps, 'db' | 'clock' | 'newId'>): Promise<void> {
  const day = amsterdamDay(deps.clock.now());
  await deps.db.transaction(async (trx) => {
    await ensureSectors(trx, SECTORS);
    const known = new Set(
      (await partiesOfKind(trx, 'municipality', ['listed', 'applied', 'admitted', 'refused', 'ended'])).map(
        (p) => p.cbsCode,
      ),
    );
    for (const place of municipalities) {
      if (known.has(place.cbsCode)) continue;
      const id = deps.newId();
      await insertParty(trx, {
        ...nobody,
        id,
        kind: 'municipality',
        name: place.name,
        sortKey: sortKey(place.name),
        cbsCode: place.cbsCode,
        provinceCode: place.provinceCode,
        status: 'listed',
        validFrom: '2021-01-01',
        place,
      });
      const names = [
        { kind: 'legal' as const, name: place.name },
        ...place.aliases.map((name) => ({ kind: 'alias' as const, name })),
      ];
      await insertPartyNames(
        trx,
        names.map((name) => ({ ...name, partyId: id, validFrom: '2021-01-01', validUntil: null })),
      );
    }
    const nvvk = await partiesOfKind(trx, 'steward', ['admitted']);
    if (nvvk.length > 0) return;
    await insertParty(trx, {
      ...nobody,
      id: deps.newId(),
      kind: 'steward',
      name: 'NVVK',
      sortKey: 'nvvk',
      status: 'admitted',
      admittedOn: day,
      validFrom: day,
    });
  });
}

const nobody = {
  number: null,
  naturalPerson: false,
  kvk: null,
  cbsCode: null,
  seat: null,
  provinceCode: null,
  generalMailbox: null,
  telephone: null,
  admittedOn: null,
  place: null,
} as const;
