"""pyHanko over one file, many times in one process. Prints the CPU seconds of one validation and the process's MiB.

Arguments: trust anchor (DER), moment, file, how often.
"""
import asyncio
import logging
import resource
import sys
import time
from datetime import datetime

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


async def validate(root, moment, path):
    with open(path, 'rb') as file:
        for signature in PdfFileReader(file).embedded_signatures:
            context = ValidationContext(trust_roots=[root], moment=moment, allow_fetching=False)
            status = await async_validate_pdf_signature(signature, context, context)
            if not (status.intact and status.valid and status.trusted and status.timestamp_validity.trusted):
                sys.exit('pyHanko refuses the file')


async def main(anchor, moment, path, count):
    logging.disable(logging.CRITICAL)
    with open(anchor, 'rb') as file:
        root = x509.Certificate.load(file.read())
    at = datetime.fromisoformat(moment.replace('Z', '+00:00'))
    await validate(root, at, path)
    best = min([await timed(validate(root, at, path)) for _ in range(count)])
    print(best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


async def timed(work):
    started = time.process_time()
    await work
    return time.process_time() - started


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
