// odflash verify: sector by sector, with the first difference of each. A difference ends in verify-failed, so that
// scripts can rely on the exit status.

import { FlasherError, verifyImage } from '@odflash/core';
import { hex32 } from '@odflash/core/bytes';
import type { VerifyReport } from '@odflash/core/flash';
import type { Mismatch } from '@odflash/core/target';
import { commandMessage } from '@odflash/messages';
import type { Context } from '../../command-runner.ts';
import type { Outcome } from '../../outcome.ts';
import type { Color } from '../../render/color.ts';
import { timeText } from '../../render/format.ts';
import { worded } from '../../render/say.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { withFileNotes } from '../../shared/file-notes.ts';
import { leftOutMessage } from '../../shared/flash-report.ts';
import { loadImage } from '../../shared/load-image.ts';
import { patientRequest } from '../../shared/request.ts';
import type { VerifyOptions } from './options.ts';

export async function verifyFile(file: string, options: VerifyOptions, context: Context): Promise<Outcome> {
  const image = await loadImage(file, options);
  const env = await openEnvironment(options, context);
  const report = await withFileNotes(image, context, (onEvent) =>
    verifyImage(env, { ...patientRequest(options, context), onEvent, image }),
  );
  const { output } = context;
  for (const { sector, mismatch } of report.sectors) {
    const fields = { sector: sector.index, equal: mismatch === undefined, mismatch };
    output.data('sector-verdict', fields, verdict(sector.index, mismatch, output.color));
  }
  if (!report.equal) throw different(file, report);
  const { leftOut, ms, recoveries, findings, identity } = report;
  const part = findings.some(({ code }) => code === 'partial-image');
  return {
    board: 'verified',
    fields: {
      file,
      device: identity.device,
      equal: true,
      part,
      leftOut: leftOut.length > 0 ? leftOut : undefined,
      ms,
      recoveries,
    },
    text: equalText(file, report, part),
  };
}

function equalText(path: string, { leftOut, ms }: VerifyReport, part: boolean): string {
  const time = timeText(ms);
  return [
    leftOut.length === 0
      ? worded('chip.match', { path, time })
      : worded('chip.match-of-compared', { path, time, leftOut: leftOutMessage(leftOut, 'compared') }),
    ...(part ? [worded('chip.rest-not-compared')] : []),
  ].join('\n');
}

function verdict(index: number, mismatch: Mismatch | undefined, color: Color): string {
  const head = worded('chip.sector', { index: String(index).padStart(2) });
  return mismatch
    ? `${head}  ${color('red', worded('chip.differs', mismatch))}`
    : `${head}  ${color('green', worded('chip.matches'))}`;
}

function different(file: string, { sectors }: VerifyReport): FlasherError {
  const differing = sectors.filter(({ mismatch }) => mismatch);
  const first = differing[0]?.mismatch;
  return new FlasherError(
    'verify-failed',
    commandMessage('end.differs', { path: file, sectors: differing.length, first }),
    {
      details: {
        path: file,
        sectors: differing.map(({ sector }) => sector.index),
        address: first && hex32(first.address),
        expected: first?.expected,
        found: first?.found,
      },
      next: commandMessage('next.write-differing-sectors'),
      retryable: false,
    },
  );
}
