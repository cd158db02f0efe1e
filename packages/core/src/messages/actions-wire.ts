// What a person does next about a board or a probe that does not answer as it should.

/** Codes of what a person does next about a board or a probe that does not answer as it should, each with its parameters. */
export interface WireActionMessages {
  'next.power-cycle-in-dfu-and-repeat': undefined;
  'next.power-cycle-in-dfu-and-check': undefined;
  'next.replace-driver-with-winusb': undefined;
  'next.clear-write-protection-over-stlink': undefined;
  'next.name-old-board-and-consent': { readonly consent: string };
}
