import { arrangementOf, historyOf, looksPersonal, type LocalArrangement } from '../../src/domain/local-arrangements';

const version = (validFrom: string, recordedAt: string, desk: string): LocalArrangement => ({
  municipalityId: 'm',
  desk,
  connectionNumber: null,
  signalAddress: 'vroegsignalering@zutphen.example',
  feedbackDays: 28,
  breachMailbox: 'datalek@zutphen.example',
  privacyOfficerMailbox: 'fg@zutphen.example',
  validFrom,
  recordedBy: null,
  recordedAt,
});

describe('local arrangements', () => {
  const first = version('2026-01-01', '2026-01-01T09:00:00.000Z', 'RIS');
  const planned = version('2027-01-01', '2026-02-01T09:00:00.000Z', 'VPS');
  const mended = version('2026-01-01', '2026-03-01T09:00:00.000Z', 'RIS Zutphen');

  it('hold from their day until the next ones begin', () => {
    expect(arrangementOf([first, planned], '2025-12-31')).toBeNull();
    expect(arrangementOf([planned, first], '2026-12-31')?.desk).toBe('RIS');
    expect(arrangementOf([first, planned], '2027-01-01')?.desk).toBe('VPS');
  });

  it('recorded anew for the same day replace the earlier ones', () => {
    expect(arrangementOf([first, planned, mended], '2026-12-31')?.desk).toBe('RIS Zutphen');
    expect(historyOf([first, planned, mended]).map((one) => one.desk)).toEqual(['VPS', 'RIS Zutphen']);
  });
});

describe('a mailbox', () => {
  it.each(['a.jansen@zutphen.example', 'f-de-vries@x.example', 'J.Smit2@x.example'])('%s looks personal', (mailbox) =>
    expect(looksPersonal(mailbox)).toBe(true),
  );
  it.each(['vroegsignalering@zutphen.example', 'fg@x.example', 'sociaal.team@x.example', 'info@x.example'])(
    '%s does not',
    (mailbox) => expect(looksPersonal(mailbox)).toBe(false),
  );
});
