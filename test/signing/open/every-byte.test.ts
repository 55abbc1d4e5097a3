import { verifyAny } from '../../../src/signing/open/verify-any';
import { contract, newPdf, STYLES } from '../../support/foreign-pdf';
import { cmsOver, NOW, ROOT, signPdf } from '../../support/foreign-signer';

test.each(STYLES)(
  'every covered byte of a file with %s counts',
  (style) => {
    const file = signPdf(newPdf(style, contract()), style, {
      room: 4_000,
      cms: (data) => cmsOver(data, { kind: 'p256' }),
    });
    const gap = file.indexOf('/Contents <', 0, 'latin1') + '/Contents '.length;
    const after = file.indexOf('>', gap, 'latin1') + 1;
    const passed: number[] = [];
    for (let at = 0; at < file.length; at++) {
      if (at > gap && at < after) continue;
      file.writeUInt8(file.readUInt8(at) ^ 1, at);
      if (verifyAny(file, { anchors: [ROOT], now: NOW }).indication === 'TOTAL-PASSED') passed.push(at);
      file.writeUInt8(file.readUInt8(at) ^ 1, at);
    }
    expect(passed).toEqual([]);
    expect(verifyAny(file, { anchors: [ROOT], now: NOW }).indication).toBe('TOTAL-PASSED');
  },
  120_000,
);
