// Promises that were rejected unhandled: collected while runs go by. Node reports them once per turn of the loop.

const stray: string[] = [];

/** Listens from now on. Call once per process. */
export function hearStrayRejections(): void {
  process.on('unhandledRejection', (reason) => {
    stray.push(reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason));
  });
}

/** Those since the last call. */
export async function strayRejections(): Promise<readonly string[]> {
  await new Promise((resolve) => setImmediate(resolve));
  return stray.splice(0);
}
