// Standard output and standard error as something that text goes into. A reader that has gone away (`| head`) is no
// reason to stop in the middle of a flash: what can no longer be written is dropped, and remembered.

export interface OutputStream {
  /** Text, or the bytes of a file. */
  write(text: string | Uint8Array): void;
  readonly isTTY: boolean;
  /** Characters per line; only meaningful on a terminal. */
  readonly columns: number;
  /** The system's word for why the output could not be written, once that has happened. */
  readonly failure: string | undefined;
  /** Aborted when that happens. */
  readonly lost: AbortSignal;
  readonly stream: NodeJS.WriteStream;
}

export function outputStream(stream: NodeJS.WriteStream): OutputStream {
  let failure: string | undefined;
  const lost = new AbortController();
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure ??= error.code ?? error.message;
    lost.abort();
  });
  return {
    stream,
    write: (text) => {
      if (failure === undefined) stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns || 80;
    },
    get failure() {
      return failure;
    },
    lost: lost.signal,
  };
}
