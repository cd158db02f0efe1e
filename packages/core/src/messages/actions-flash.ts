// What a person does next about a file or a board that is to be flashed.

/** Codes of what a person does next about a file or a board that is to be flashed, each with its parameters. */
export interface FlashActionMessages {
  'next.choose-or-rename-file': undefined;
  'next.choose-file-for-board': { readonly board: string };
  'next.flash-writes-parts': undefined;
  'next.check-bootloader-or-choose-board': undefined;
  'next.enter-dfu-by-switch': undefined;
  'next.read-printed-version': undefined;
  'next.flash-if-step-fails': undefined;
}
