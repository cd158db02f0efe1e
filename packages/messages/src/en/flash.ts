import { hex8, hex32 } from '@odflash/core/bytes';
import type { FlashMessages, RecordName } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** `The record FILE of an interrupted run of DATE (undo backup FILE, configuration FILE)`. */
function recordText({ locations, begun, undo, configuration }: RecordName): string {
  const when = begun === undefined ? '' : ` of ${begun}`;
  const files = [
    ...(undo === undefined ? [] : [`undo backup ${undo}`]),
    ...(configuration === undefined ? [] : [`configuration ${configuration}`]),
  ];
  const named = files.length > 0 ? ` (${files.join(', ')})` : '';
  return `The record ${locations.join(' and ')} of an interrupted run${when}${named}`;
}

const losses = {
  read: 'erases everything on the chip, including the configuration',
  write: 'changes the option bytes',
} as const;

export const flash: Texts<FlashMessages> = {
  'flash.bytes-because-of-vectors':
    'The chip is programmed byte by byte this time: with the firmware on it now, a bus reset while words are requested could corrupt its stack pointer.',
  'flash.narrower-than-planned': ({ width, planned }) => `The chip programs x${width} instead of x${planned}.`,
  'flash.narrower-after-mismatch': ({ width }) => `Read-back mismatch: continuing with x${width} programming.`,
  'flash.startup-unknown':
    'A configuration is saved on the board, and its startup flags are unknown: a motor may move when the firmware starts.',
  'flash.verify-again': ({ sectors }) => `Connection errors occurred; verifying ${sectors} sectors again.`,
  'flash.unverifiable': 'Too many connection errors: a complete verification was not possible.',
  'flash.mismatch': ({ address, sector, expected, found }) =>
    `At ${hex32(address)} (sector ${sector}) ${hex8(found)} was read back instead of ${hex8(expected)}. Write-protected sectors silently ignore writes.`,
  'flash.reads-differ': 'two reads of one sector differ',
  'flash.not-started': ({ cause }, say) => `The firmware could not be started: ${say(cause)}`,
  'flash.nothing-runs': 'The chip was reset, but no firmware is running.',
  'flash.still-protected': ({ protection }) => `The chip is still ${protection}-protected after the unlock.`,
  'flash.unlock': ({ protection }) => `Removing the ${protection} protection ${losses[protection]}.`,

  'flash.continuing': 'Continuing an interrupted run on this board.',
  'flash.undo-unusable': ({ location }) => `The undo backup ${location} of the interrupted run is missing or damaged.`,
  'flash.record-does-not-fit': (record) =>
    `${recordText(record)} does not match the contents of the board: it belongs to another board with this serial number, or this board was changed by other means since. It is ignored.`,
  'flash.record-of-another': (record) =>
    `${recordText(record)} belongs to another board with this serial number, or this board was changed by other means since. It is ignored.`,
  'flash.record-fits-too': (record) =>
    `${recordText(record)} fits the contents of the board too. The newer record is continued; if the board was exchanged since for another board with this serial number, the older one is its own.`,
  'flash.update-closed': ({ location }) =>
    `An update of this board was interrupted. Its configuration will no longer be restored; it remains in ${location}.`,
  'flash.configuration-owed': ({ location }) =>
    `An update of this board was interrupted. Its configuration is not restored yet. To restore it: odflash update, or: odflash restore ${location}`,
  'flash.journal-failed': ({ what, cause }, say) => `The journal could not be ${what}: ${say(cause)}`,
  'flash.raw-record-failed': ({ cause }, say) =>
    `The record of the saved configuration could not be written: ${say(cause)}`,
  'flash.record-kept-aside': ({ location }) => `The unusable record is kept as ${location}.`,
  'flash.undo-saved': ({ location }) => `The current flash contents are saved as ${location}.`,
  'flash.undo-partial': ({ location }) =>
    `The board contains no complete firmware; its flash contents are saved as ${location}.`,
  'flash.sectors-changed-since': ({ sectors, location }) =>
    `${sectors.length > 1 ? 'Sectors' : 'Sector'} ${sectors.join(', ')}: changed since the interrupted run. The contents are saved as ${location}.`,
};
