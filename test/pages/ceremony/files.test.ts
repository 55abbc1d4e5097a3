import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { submit } from '../../support/people';
import { handOver, listOn, signingDesks, whereDone, type Desk } from '../../support/signing-desks';
import { testWorld, type World } from '../../support/world';

describe('what one can keep of a session', () => {
  let world: World;
  beforeEach(async () => {
    world = await testWorld();
  });
  afterEach(() => world.close());

  /** As a browser takes it: the bytes as they come. */
  const download = async (someone: Desk, path: string): Promise<Buffer> => {
    const { jar } = someone.agent as unknown as {
      jar: { getCookies(of: object): readonly { readonly name: string; readonly value: string }[] };
    };
    const cookies = jar.getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false });
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const server = world.app.listen(0);
    const { port } = server.address() as AddressInfo;
    try {
      return await new Promise<Buffer>((done, fail) => {
        get({ port, path, headers: { cookie, host: 'localhost:3000' } }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => done(Buffer.concat(chunks)));
        }).on('error', fail);
      });
    } finally {
      server.close();
    }
  };

  /** Names in the central directory of a zip (APPNOTE 4.3.12). */
  const namesIn = (zip: Buffer): readonly string[] => {
    const names: string[] = [];
    for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4))
      names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
    return names;
  };

  it('gives the documents of the list before, and what was signed with a row for each afterwards', async () => {
    const { contact, wethouder } = await signingDesks(world, 3);
    const list = await handOver(contact, wethouder);
    const before = await download(wethouder, `${list}/overeenkomsten.zip`);
    expect(namesIn(before)).toEqual([1, 2, 3].map((n) => `DEMONSTRATIE OVK-2026-00000${n}.pdf`));
    await submit(wethouder.agent, `${list}/uit-de-lijst`, { uit: 'OVK-2026-000002', reden: 'Eerst overleg' });
    const page = await wethouder.agent.get(list);
    const signed = await submit(wethouder.agent, list, { lijst: listOn(page.text), code: await wethouder.code() });
    expect(await whereDone(wethouder, signed)).toBe(`${list}/resultaat`);
    const after = await download(contact, `${list}/ondertekend.zip`);
    expect(namesIn(after)).toEqual(['DEMONSTRATIE OVK-2026-000001.pdf', 'DEMONSTRATIE OVK-2026-000003.pdf']);
    const { bytes } = await world.deps.db('document_segment').where({ kind: 'signature' }).first();
    expect(after.includes(bytes)).toBe(true);
    const rows = (await wethouder.agent.get(`${list}/resultaat.csv`)).text.trim().split('\r\n');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain('ondertekend;23 november 2026, 09.00 uur');
    expect(rows[2]).toContain('uit de lijst gehaald;;Eerst overleg');
  });

  it('lets one read from the list to the next agreement and back', async () => {
    const { contact, wethouder } = await signingDesks(world, 3);
    const list = await handOver(contact, wethouder);
    const second = await wethouder.agent.get(`${list}/overeenkomsten/OVK-2026-000002`);
    expect(second.text).toContain('Overeenkomst 2 van 3');
    expect(second.text).toContain(`href="${list}/overeenkomsten/OVK-2026-000001" rel="prev"`);
    expect(second.text).toContain(`href="${list}/overeenkomsten/OVK-2026-000003" rel="next"`);
    expect(second.text).toContain(`href="${list}#lijst"`);
    expect((await wethouder.agent.get(`${list}/tekst`)).text).toContain('id="artikel-1"');
    expect((await wethouder.agent.get(`${list}/overeenkomsten/OVK-2026-000009`)).status).toBe(404);
  });

  it('sends the whole list back, or refuses it, with a reason', async () => {
    const { contact, wethouder } = await signingDesks(world, 2);
    const list = await handOver(contact, wethouder);
    const empty = await submit(wethouder.agent, `${list}/terugsturen`, { reden: '', actie: 'terug' });
    expect(empty.status).toBe(422);
    await submit(wethouder.agent, `${list}/terugsturen`, { reden: 'Eerst overleg', actie: 'terug' });
    expect((await wethouder.agent.get(list)).text).toContain('Deze lijst is teruggestuurd');
    const again = await handOver(contact, wethouder);
    const vague = await submit(wethouder.agent, `${again}/terugsturen`, { actie: 'weiger' });
    expect(vague.text).toContain('Kies een reden.');
    await submit(wethouder.agent, `${again}/terugsturen`, { actie: 'weiger', weigerreden: 'eigen-afspraak' });
    const rows = await world.deps.db('agreement').select('status', 'end_reason');
    expect(rows).toEqual(
      [1, 2].map(() => ({ status: 'declined', end_reason: 'Wij hebben al een andere overeenkomst.' })),
    );
    expect((await wethouder.agent.get(again)).text).toContain('Er is niets meer te ondertekenen');
  });
});
