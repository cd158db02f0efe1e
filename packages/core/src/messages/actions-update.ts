// What a person does next about an update that ended early.

/** Codes of what a person does next about an update that ended early, each with its parameters. */
export interface UpdateActionMessages {
  'next.name-printed-voltage': { readonly boards: readonly string[] };
  'next.choose-whose-configuration': undefined;
  'next.back-in-dfu-and-repeat': undefined;
  /** `owes`: the configuration is still to be restored. */
  'next.switch-to-run-or-go-back': { readonly owes: boolean };
  'next.distrust-release-list': undefined;
  'next.set-up-from-scratch': undefined;
  'next.flash-old-firmware-for-configuration': undefined;
}
