// What an option of a virtual board does and what it stands for, in the language of the page.

/** By the name of the option in the table of `@odflash/virtual`. */
export type CatalogueTexts = Readonly<Record<string, readonly [does: string, standsFor: string]>>;
