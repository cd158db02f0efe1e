// What a person does next about a firmware file.

/** Codes of what a person does next about a firmware file, each with its parameters. */
export interface FileActionMessages {
  'next.choose-image-or-address': undefined;
  'next.omit-address': undefined;
  'next.pass-address': undefined;
  'next.write-format-with-gaps': undefined;
}
