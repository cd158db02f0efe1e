// What a person does next about a running board.

/** What a front end has of its own for a function of the firmware. */
export type OwnCommand = 'save' | 'erase-configuration' | 'restart' | 'enter-dfu' | 'clear-errors';

/** Codes of what a person does next about a running board, each with its parameters. */
export interface RunningActionMessages {
  /** `wrongFirmware`: unless the board is another one than its firmware says. */
  'next.flash-unsafe-over-stlink': { readonly wrongFirmware: boolean };
  'next.flash-a-firmware': undefined;
  'next.switch-to-run-and-repeat': undefined;
  'next.switch-to-run-or-start': undefined;
  'next.enter-dfu-by-hand-and-repeat': undefined;
  'next.enter-dfu-by-wire-or-stlink': undefined;
  'next.continue-once-in-dfu': undefined;
  'next.secure-load-and-power-cycle': undefined;
  'next.secure-load-and-repeat': undefined;
  'next.secure-load-and-switch-off': undefined;
  'next.idle-axes-and-continue': undefined;
  'next.list-settings': undefined;
  'next.get-property': { readonly path: string };
  'next.see-property': { readonly path: string };
  'next.use-command': { readonly command: OwnCommand };
  'next.call-with-inputs': { readonly inputs: readonly { readonly name: string; readonly type: string }[] };
  'next.set-axis-idle': undefined;
  'next.pass-one-of': { readonly names: readonly string[] };
  'next.pass-whole-number': { readonly least: string; readonly most: string };
  'next.pass-number': undefined;
  'next.pass-boolean': undefined;
  'next.sample-instead': undefined;
}
