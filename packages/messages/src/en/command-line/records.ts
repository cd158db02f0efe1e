import type { RecordMessages } from '../../command-line/records.ts';
import type { Texts } from '../../language.ts';

const ends = {
  exit: 'The trace is complete.',
  full: 'The trace stops at its size limit.',
  stopped: 'The trace stops where the program was killed.',
  'cut-off': 'The trace stops in the middle of a line: the program was killed or the disk was full.',
} as const;

export const records: Texts<RecordMessages> = {
  'record.row-recorded': 'Recorded',
  'record.row-program': 'Program',
  'record.row-system': 'System',
  'record.row-access': 'USB access',
  'record.replayed': ({ lines, errors, end }) =>
    `${lines === 1 ? '1 line' : `${lines} lines`}, ${errors} with errors. ${ends[end]}`,
  'record.written': ({ files }) => `Written: ${files.join(', ')}`,
  'record.private': ({ serials, trace }) =>
    `The report contains neither your name nor the name of this computer; serial numbers are ${serials ? 'included' : 'masked'}.${trace ? ' A trace contains the firmware and the configuration that were transferred.' : ''} Read it before you publish it.`,
  'record.title-report': 'Bug report',
  'record.title-findings': 'Findings',
  'record.title-devices': ({ count, of }) => `Devices: ${count} of ${of} on the bus`,
  'record.title-descriptors': 'Descriptors',
  'record.title-system': 'System',
  'record.title-attached': ({ kind, name }) => `Attached ${kind}: ${name}`,
  'record.row-made': 'made',
  'record.none': 'none',
};
