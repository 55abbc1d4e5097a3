import { createLog } from '../../src/log';

const lineOf = (error: unknown): string => {
  const lines: string[] = [];
  createLog('error', { write: (line) => void lines.push(line) }).error({ err: error, order: 'o-1' }, 'not carried out');
  return lines.join('');
};

describe('the log', () => {
  it('says what went wrong, with code, cause and place', () => {
    const error = new Error('the mail was refused', { cause: new Error('450 try later') });
    const line = JSON.parse(lineOf(Object.assign(error, { code: 'EENVELOPE' })));
    expect(line).toMatchObject({
      msg: 'not carried out',
      order: 'o-1',
      err: { type: 'Error', message: 'the mail was refused', code: 'EENVELOPE', cause: { message: '450 try later' } },
    });
    expect(line.err.stack).toContain('log.test');
  });

  it('holds no address and nothing that a library hung on an error', () => {
    const error = Object.assign(new Error('550 <a.jansen@utrecht.example> is unknown'), {
      rejected: ['a.jansen@utrecht.example'],
      detail: 'Key (name)=(Anna Jansen) already exists.',
      response: '550 Anna Jansen',
    });
    const line = lineOf(error);
    expect(line).toContain('is unknown');
    expect(line).not.toMatch(/jansen/i);
  });
});
