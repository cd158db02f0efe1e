/** Names of the scripts that a browser fetches until a board in DFU mode is verified. */
export function filesOfVisit(): string[];
