// Messages about the board as hardware.

/** Codes of messages about the board as hardware, each with its parameters. */
export interface BoardMessages {
  /** Another maker's chip in its bootloader, as a noun. */
  'board.other-bootloader': {
    readonly chip: string;
    readonly maker: string;
    readonly vendorId: number;
    readonly productId: number;
  };
  'board.option-bytes-length': { readonly bytes: number };
  'board.read-protection-2-refused': undefined;
}
