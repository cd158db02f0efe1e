import type { InspectedMessages } from '../../command-line/inspected.ts';
import type { Texts } from '../../language.ts';

const witnesses = { otp: 'confirmed by OTP', option: 'from --board', firmware: 'as reported by its firmware' } as const;

const unknown = {
  'not-an-f405': "not an ODrive: the memory layout is not the STM32F405's",
  'layout-untold': 'unknown (the bootloader does not describe its flash)',
  'otp-blank': 'unknown (OTP blank)',
  'otp-foreign': 'unknown (OTP contains something else)',
  'otp-unreadable': 'unknown (OTP cannot be read)',
  'not-reported': 'unknown (not reported by its firmware)',
} as const;

const contents = { blank: 'blank', unreadable: 'unreadable', 'not-read': 'not read' } as const;

const tells = { bytes: 'by its contents', digest: 'by the first download', name: 'by its name' } as const;

export const inspected: Texts<InspectedMessages> = {
  'inspected.row-serial-number': 'Serial number',
  'inspected.row-port': 'USB port',
  'inspected.row-board': 'Board',
  'inspected.row-protection': 'Protection',
  'inspected.row-brown-out': 'Brown-out reset',
  'inspected.row-vector-table': 'Vector table',
  'inspected.row-firmware': 'Firmware',
  'inspected.row-built-for': 'Built for',
  'inspected.row-compatibility': 'Compatibility',
  'inspected.row-interrupted': 'Interrupted',
  'inspected.row-configuration': 'Configuration',
  'inspected.row-bus': 'Bus',
  'inspected.row-format': 'Format',
  'inspected.row-size': 'Size',
  'inspected.row-segment': 'Segment',
  'inspected.row-gap': 'Gap',
  'inspected.row-outside-flash': 'Outside the flash',
  'inspected.row-sectors': 'Sectors',
  'inspected.row-product': 'Product',
  'inspected.row-board-check': 'Board check',
  'inspected.row-target-name': 'Target name',
  'inspected.row-note': 'Note',
  'inspected.none': 'none',
  'inspected.unknown': 'unknown',
  'inspected.ok-because': ({ why }, say) => `ok: ${say(why)}`,
  'inspected.version-unknown': 'version unknown',
  'inspected.board': ({ board, evidence }) => `ODrive ${board} (${witnesses[evidence]})`,
  'inspected.board-unknown': ({ why }) => unknown[why],
  'inspected.board-in-dfu': 'Board',
  'inspected.other-product': ({ product }, say) => `another product: ${say(product)}`,
  'inspected.interrupted': 'an earlier run was interrupted; flash again to finish it',
  'inspected.protection': ({ read, level, write }) =>
    `${read ? `read-protected${level === undefined ? '' : ` (level ${level})`}` : 'not read-protected'}${write === undefined ? '' : write === '' ? ', not write-protected' : `; sectors ${write} write-protected`}`,
  'inspected.brown-out': ({ volts }) => (volts === undefined ? 'off' : `below ${volts} V`),
  'inspected.sector': ({ index }) => `sector ${index}`,
  'inspected.sector-used': ({ size }) => `${size} used`,
  'inspected.sector-content': ({ content }) => contents[content],
  'inspected.sector-of-configuration': ({ writeProtected }) =>
    writeProtected ? 'configuration, write-protected' : 'configuration',
  'inspected.write-protected': 'write-protected',
  'inspected.running': 'ODrive, running its firmware',
  'inspected.firmware': ({ release, reported }) =>
    `${release}${reported === undefined ? '' : ` (it reports ${reported})`}`,
  'inspected.configuration': ({ saved }) => (saved ? 'saved on the board' : 'none saved on the board'),
  'inspected.bus': ({ volts }) => `${volts.toFixed(1)} V measured by the firmware; compare with your supply`,
  'inspected.axis': ({ state, flags }, say) => `${say(state)}; after a restart: ${flags.join(', ')}`,
  'inspected.unsafe-in-dfu': ({ board }) => `DFU mode can destroy an ODrive ${board}. Flash it with an ST-Link.`,
  'inspected.more-in-dfu':
    'In DFU mode this command also shows protection and flash contents. To switch into it: odflash enter-dfu',
  'inspected.size': ({ size, segments }) => `${size} in ${segments === 1 ? '1 segment' : `${segments} segments`}`,
  'inspected.more': ({ count }) => `and ${count} more`,
  'inspected.sectors': ({ sectors, percent }) => `${sectors} (${percent} % of the flash)`,
  'inspected.known-by': ({ board, witness }, say) => `${say(board)}, ${tells[witness]}`,
};
