import { hex32 } from '@odflash/core/bytes';
import type { RequestMessages } from '@odflash/core/messages';
import type { Texts } from '../language.ts';

/** Each stands before a colon, or after "the" where a bootloader, a chip or a probe was asked. */
export const requests: Texts<RequestMessages> = {
  'request.list-devices': 'Listing USB devices',
  'request.open': ({ path }) => `Opening ${path}`,
  'request.open-board': 'Opening the board',
  'request.open-probe': 'Opening the probe',
  'request.reconnect': 'Reconnecting',
  'request.read-serial': 'Reading the serial number',
  'request.read-serial-at': ({ path }) => `Reading the serial number of the device at ${path}`,
  'request.read-descriptors': 'Reading the descriptors',
  'request.read-languages': 'Reading the languages',
  'request.read-string': ({ index }) => `Reading string ${index}`,
  'request.claim': ({ interfaceNumber }) => `Claiming interface ${interfaceNumber}`,
  'request.set-interface': ({ alternate }) => `SET_INTERFACE ${alternate}`,

  'request.reopen-board': 'reopening the board',
  'request.endpoint': ({ endpoint }) => `a request to the running board (endpoint ${endpoint})`,

  'request.bootloader': 'DFU',
  'request.dfu': ({ name }) => name,
  'request.dfu-block': ({ name, block }) => `${name} ${block}`,
  'request.set-address': ({ address }) => `address ${hex32(address)}`,
  'request.upload-at': ({ address }) => `UPLOAD of ${hex32(address)}`,
  'request.read-unprotect': 'read unprotect',
  'request.device-feature': 'Device Feature',
  'request.leave': 'Leaving',

  'request.erase': ({ address }) => `erase of ${hex32(address)}`,
  'request.read': ({ address }) => `read of ${hex32(address)}`,
  'request.write': ({ address }) => `write of ${hex32(address)}`,
  'request.rewrite-sector': ({ sector }) => `rewrite of sector ${sector}`,
  'request.read-flash': 'Reading the flash',
  'request.start-firmware': 'Starting the firmware',
  'request.stop-firmware': 'Stopping the firmware',
  'request.program-options': 'programming of the option bytes',
  'request.checksum': 'checksum',
  'request.earlier-operation': 'earlier operation',

  'request.version': 'version',
  'request.mode': 'mode',
  'request.end-mode': ({ mode }) => `end of ${mode} mode`,
  'request.end-debug': 'end of debug mode',
  'request.clock': ({ kHz }) => `clock of ${kHz} kHz`,
  'request.clocks': 'list of clocks',
  'request.voltage': 'voltage',
  'request.clear-flags': 'clearing of error flags',
  'request.read-register': ({ register }) => `read of register ${register}`,
  'request.write-register': ({ register }) => `write of register ${register}`,
  'request.connect-chip': 'connection to the chip',
  'request.open-port': 'opening of the access port',
  'request.debug-port': 'identity of the debug port',
  'request.reset': 'reset',
  'request.end-reset': 'end of the reset',
  'request.reset-probe': 'Resetting the probe',
};
