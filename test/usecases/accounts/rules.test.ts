import { passwordFault } from '../../../src/usecases/accounts/password-rule';
import { backupCodeHash, newBackupCodes } from '../../../src/usecases/accounts/secrets';
import { newSecret } from '../../../src/outside/clock';

describe('a password', () => {
  const EMAIL = 'a.jansen@utrecht.example';

  it.each([
    ['elf tekens!', 'too-short'],
    ['🔑🔑🔑🔑🔑🔑', 'too-short'],
    ['a'.repeat(201), 'too-long'],
    ['A.Jansen@Utrecht.example', 'is-address'],
    ['a.jansen@elders.example', 'is-address'],
    ['123456789012', 'too-common'],
    ['!!Wachtwoord2026', 'too-common'],
    ['ababababababab', 'too-common'],
  ] as const)('%j is refused: %s', (password, fault) => {
    expect(passwordFault(password, EMAIL)).toBe(fault);
  });

  it.each(['paarse fiets regent', 'demonstratie-2026', 'Kx9!mv2Lq#7p', 'welkom in de keuken'])(
    '%j will do',
    (password) => {
      expect(passwordFault(password, EMAIL)).toBeNull();
    },
  );
});

describe('backup codes', () => {
  it('are ten, in groups that can be read from paper, each another', () => {
    const codes = newBackupCodes(newSecret);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){2}$/);
  });

  it('are kept as a hash that belongs to one person, however they are typed', () => {
    expect(backupCodeHash('p1', '7kq4 m2xp-9trd')).toBe(backupCodeHash('p1', '7KQ4-M2XP-9TRD'));
    expect(backupCodeHash('p2', '7KQ4-M2XP-9TRD')).not.toBe(backupCodeHash('p1', '7KQ4-M2XP-9TRD'));
  });
});
