// Messages about a board at a serial port.

/** Codes of messages about a board at a serial port, each with its parameters. */
export interface SerialMessages {
  /** A package of npm that is not installed. */
  'serial.library-missing': { readonly library: string };
  /** `reason`: what the system says. */
  'serial.not-opened': { readonly path: string; readonly reason: string };
  /** Only names are known there, and of that release none. */
  'serial.release-unknown': { readonly path: string; readonly release: string };
  /** Neither protocol has an answer. */
  'serial.silent': { readonly path: string };
  /** A function that has no line of its own there. */
  'serial.cannot-call': { readonly path: string };
  'serial.no-dfu': undefined;
  /** Only a counter that begins anew shows there that a board has restarted. */
  'serial.no-uptime': undefined;
  'next.call-over-usb': undefined;
  'next.install-serial-library': { readonly library: string };
  'next.check-serial-port': undefined;
  'next.check-serial-line': undefined;
}
