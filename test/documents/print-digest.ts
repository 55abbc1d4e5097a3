// Run by a test in a process of its own: prints the SHA-256 of the sample agreement.
import { createHash } from 'node:crypto';
import { composeAgreement, renderAgreementPdf } from '../../src/documents';
import { sampleFacts, sampleTemplate } from './sample';

const bytes = renderAgreementPdf(composeAgreement(sampleTemplate(), sampleFacts()));
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
