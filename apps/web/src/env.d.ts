/** Version of the page, set by the build. */
declare const __ODFLASH_VERSION__: string;
