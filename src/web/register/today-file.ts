import { provinceName } from '../../domain/provinces';
import { addDays, amsterdamDay, type Day } from '../../domain/time';
import type { Deps } from '../../deps';
import type { Viewer } from '../../domain/parties';
import { desksOn, rightsOfMunicipality, rightsOfPartner, type Right } from '../../persistence/read/register-lists';
import { allSectors } from '../../persistence/sector';
import { csvFile } from '../csv';
import type { MemberHandler, Reply } from '../http';

/** A partner: to whom may I send signals today, and at which desk? A municipality: from whom? */
export const getTodayFile: MemberHandler = async (deps, request) => {
  const today = amsterdamDay(deps.clock.now());
  return request.viewer.party.kind === 'partner'
    ? fileForPartner(deps, request.viewer, today)
    : fileForMunicipality(deps, request.viewer, today);
};

async function fileForPartner(deps: Deps, viewer: Viewer, today: Day): Promise<Reply> {
  const rights = await rightsOfPartner(deps.db, viewer.party.id, today);
  const desks = await desksOn(
    deps.db,
    rights.map((right) => right.municipalityId),
    today,
  );
  const sectorName = await sectorNames(deps);
  const header = ['gemeente', 'CBS-code', 'provincie', 'sector', 'vanaf', 'tot en met', 'loket', 'overeenkomst'];
  const rows = rights.map((right) => [
    right.name,
    right.code,
    provinceName(right.provinceCode),
    sectorName(right.sectorCode),
    ...period(right),
    desks.get(right.municipalityId) ?? '',
    right.agreementNumber ?? '',
  ]);
  return csvFile(deps.config, `signalen-sturen-${today}`, header, rows);
}

async function fileForMunicipality(deps: Deps, viewer: Viewer, today: Day): Promise<Reply> {
  const rights = await rightsOfMunicipality(deps.db, viewer.party.id, today);
  const sectorName = await sectorNames(deps);
  const header = ['signaalpartner', 'nummer', 'KvK-nummer', 'sector', 'vanaf', 'tot en met', 'overeenkomst'];
  const rows = rights.map((right) => [
    right.name,
    right.code,
    right.kvk ?? '',
    sectorName(right.sectorCode),
    ...period(right),
    right.agreementNumber ?? '',
  ]);
  return csvFile(deps.config, `signalen-ontvangen-${today}`, header, rows);
}

const period = (right: Right): readonly [string, string] => [
  right.validFrom,
  right.validUntil ? addDays(right.validUntil, -1) : '',
];

async function sectorNames(deps: Deps): Promise<(code: string) => string> {
  const names = new Map((await allSectors(deps.db)).map((sector) => [sector.code, sector.name]));
  return (code) => names.get(code) ?? code;
}
