// What was asked of a device, as the subject of what became of it. Parameters are facts for machines, too.

/** Names of DFU requests and of the one USB request that is checked like them. */
type DfuRequestName = 'GETSTATUS' | 'GETSTATE' | 'CLRSTATUS' | 'ABORT' | 'UPLOAD' | 'GET_DESCRIPTOR';

interface Addressed {
  readonly address: number;
}

/** Each takes nothing or facts. Addresses are bytes of memory. */
export interface RequestMessages {
  // Of any USB device.
  'request.list-devices': undefined;
  'request.open': { readonly path: string };
  'request.open-board': undefined;
  'request.open-probe': undefined;
  'request.reconnect': undefined;
  'request.read-serial': undefined;
  'request.read-serial-at': { readonly path: string };
  'request.read-descriptors': undefined;
  'request.read-languages': undefined;
  'request.read-string': { readonly index: number };
  'request.claim': { readonly interfaceNumber: number };
  'request.set-interface': { readonly alternate: number };
  // Of running firmware.
  'request.reopen-board': undefined;
  'request.endpoint': { readonly endpoint: number };
  // Of a bootloader.
  'request.bootloader': undefined;
  'request.dfu': { readonly name: DfuRequestName };
  'request.dfu-block': { readonly name: 'DNLOAD' | 'UPLOAD'; readonly block: number };
  'request.set-address': Addressed;
  'request.upload-at': Addressed;
  'request.read-unprotect': undefined;
  'request.device-feature': undefined;
  'request.leave': undefined;
  // Of a chip, over any wire.
  'request.erase': Addressed;
  'request.read': Addressed;
  'request.write': Addressed;
  'request.rewrite-sector': { readonly sector: number };
  'request.read-flash': undefined;
  'request.start-firmware': undefined;
  'request.stop-firmware': undefined;
  'request.program-options': undefined;
  'request.checksum': undefined;
  'request.earlier-operation': undefined;
  // Of a probe.
  'request.version': undefined;
  'request.mode': undefined;
  'request.end-mode': { readonly mode: string };
  'request.end-debug': undefined;
  'request.clock': { readonly kHz: number };
  'request.clocks': undefined;
  'request.voltage': undefined;
  'request.clear-flags': undefined;
  'request.read-register': { readonly register: number };
  'request.write-register': { readonly register: number };
  'request.connect-chip': undefined;
  'request.open-port': undefined;
  'request.debug-port': undefined;
  'request.reset': undefined;
  'request.end-reset': undefined;
  'request.reset-probe': undefined;
}
