// What the build gives the service worker for each file.

export interface OfflineFile {
  /** From the folder of the page; `./` is the page itself. */
  readonly path: string;
  /** Base64, as the browser's `integrity` takes it. */
  readonly sha256: string;
  /** Not needed to flash a real board: fetched when there is time. */
  readonly later: boolean;
}
