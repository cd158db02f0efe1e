// What must hold after every run, whatever faults it met. A violation makes the campaign red.

export const rules = {
  'verified is true': 'what is reported as verified is on the chip byte for byte',
  'untouched is untouched': 'sectors that were not specified, and other boards on the bus, are unchanged',
  'the state is true': 'a failure names the state the board is in',
  'unknown only when unreadable': 'a state is unknown only where the board could not be read back',
  'whole or nothing': 'at any moment the board would start the whole old firmware, the whole new one, or nothing',
  'undo on the disk': 'the undo backup is on the disk before the first change and contains the previous flash',
  'undo restores':
    'an undo backup restores, byte for byte, what was on the board, and says truly whether that would start',
  'undo kept': 'no undo backup is ever written again',
  'configuration kept':
    'a configuration that was on the board when an attempt began is on the board or on the disk when it ends',
  'only its own record': 'what was saved of one board is never put on another one',
  'one at a time':
    'as long as one process works on a board, a second one with the same folder does not touch it, and ends untouched',
  'configuration on the disk': 'an update changes nothing before the configuration is on the disk',
  'configuration is back': 'an update that is done has restored what people had set',
  'settings by the rules':
    "after a restore each value is the file's where that is allowed, the board's own default, or reported as left out; nothing that is refused has come to the board",
  'preflight first': 'nothing is changed before it is announced',
  'nothing forbidden':
    'no mass erase, no write to OTP or option bytes, no erase outside the main flash, no running firmware halted in place, no firmware on a board that proves to be of another version',
  'the next run finishes': 'the same command without faults ends verified',
  'records are closed': 'when all is done no journal is left behind',
  'it starts': 'a verified firmware starts with the switch on RUN',
  'a known error': 'every failure is a FlasherError, and none of them internal',
  'progress never falls': 'progress never falls and never passes its total',
  'in time': 'no attempt takes longer than two minutes and three times what it takes undisturbed',
  'no hang': 'every attempt ends',
  'no leak': 'nothing is left open',
  'no stray rejection': 'no promise is rejected unhandled',
} as const;

export type Rule = keyof typeof rules;

/**
 * What no flasher can rule out on this chip and this connection: seen, counted and reported, but not a violation. Each
 * counts only where the fault that causes it came to pass.
 */
export const limitations = {
  'a wrong bit was committed':
    'A bit error in the very last eight bytes starts a whole image with a wrong vector until it is read back and invalidated.',
  'unspecified bytes are wrong':
    'A bit error between the bytes of an image, or an erase there that did not happen, is not looked for: the image does not specify those bytes. The journal of an interrupted run may stay behind for it.',
  'a falsified command went astray':
    'A command whose address is falsified past the checksum of USB erases or zeroes another place than the one that was meant.',
  'a falsified reply was believed':
    'What is read for the undo backup, or by `read`, is read once: a reply, or the address it is asked for, falsified past the checksum of USB gives bytes that are taken as they come.',
  'the program width went to the vectors':
    'A bus reset between address and data of the Device Feature sends the data, 03 FF FF FF, to 0x08000000. odflash sends it only where that clears no bit, or where nothing would start and the sector is going to be erased.',
  'two boards that their records do not tell apart':
    'Two boards with one serial number, exchanged in one port between interrupted runs: where both have too little left of what was on them, or an undo backup is damaged, both records fit. The newer one is continued, and the other one named.',
  'a journal of a board under another name':
    'A board whose serial number changes at every reset, or was read wrongly by the system, is not recognised by the journal of an interrupted run, which stays behind. Configuration bytes that run kept are in its undo backup then.',
  'a board under another name in a browser':
    'A browser shows no port: a board whose serial number changes at every reset is not known to be the same one after a restart in the middle of a run, such as the one that ends an unlock. That run ends without having looked; the next one finds the board as it is.',
  'a configuration of another layout':
    'Firmware that another tool has flashed may not load what is stored on the board. Its protocol then shows defaults only, and what it saves replaces the stored configuration, which nothing but DFU mode can read.',
  'kept bytes went without a backup':
    'A run without an undo backup that is interrupted in a configuration sector it keeps bytes of loses them: nothing else holds them.',
} as const;

export type KnownLimitation = keyof typeof limitations;

export interface Violation {
  readonly rule: Rule;
  readonly text: string;
}
