// What a person does next about a configuration, and about names of properties.

/** Codes of what a person does next about a configuration, and about names of properties, each with its parameters. */
export interface SettingsActionMessages {
  'next.call-function': { readonly path: string };
  'next.choose-similar': { readonly names: readonly string[] };
  'next.list-properties': undefined;
  'next.choose-backup': undefined;
  'next.choose-valid-value': undefined;
  'next.idle-axes-and-repeat-unsaved': undefined;
  'next.power-cycle-and-repeat-unsaved': undefined;
  'next.restore-same-units': { readonly file: string };
  'next.set-missed-by-hand': undefined;
  'next.set-values-by-hand': undefined;
  'next.stop-motors-and-repeat': undefined;
}
