// Messages about the driver a system wants before a program may use a board.

/** Codes of messages about the driver a system wants before a program may use a board, each with its parameters. */
export interface DriverMessages {
  /** Before a board leaves for DFU mode. `bound`: the driver the system had for a bootloader before, where that one does not do. */
  'driver.bootloader-ahead': { readonly bound?: string | undefined };
  /** The bootloader is there and cannot be opened yet. */
  'driver.bootloader-awaited': undefined;
  /** A running board cannot be opened. */
  'driver.running': undefined;
}
