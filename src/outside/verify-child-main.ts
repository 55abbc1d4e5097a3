import { verifyFile } from '../signing/open/verify-file';
import { READY, type CheckOrder } from './verify-child';

// The process that ./verify-child starts for one file.

process.once('message', (order: CheckOrder) => {
  const bytes = Buffer.from(order.bytes);
  process.send?.(verifyFile(bytes, order.trust));
});
process.send?.(READY);
