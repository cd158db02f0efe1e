// The kinds of file that a flash can be read out into, by their extension.

export const fileFormats = ['bin', 'hex', 'dfu'] as const;

export type FileFormat = (typeof fileFormats)[number];
