// Keys as they are pressed, without a line being entered. Knows the terminal; what a key means is decided elsewhere.

/** What a plot understands. */
export type PlotKey = 'pause' | 'in' | 'out' | 'earlier' | 'later' | 'end' | { readonly series: number };

const named: Readonly<Record<string, PlotKey>> = {
  ' ': 'pause',
  p: 'pause',
  '+': 'in',
  '=': 'in',
  '-': 'out',
  '\x1b[A': 'in',
  '\x1b[B': 'out',
  '\x1b[D': 'earlier',
  '\x1b[C': 'later',
  q: 'end',
  Q: 'end',
};

/** The key in what the terminal sent at once; `interrupt` is Ctrl-C, which is not a signal while keys are listened to. */
export function readKey(text: string): PlotKey | 'interrupt' | undefined {
  if (text.includes('\x03')) return 'interrupt';
  if (/^[1-9]$/.test(text)) return { series: Number(text) - 1 };
  // Whole sequences only: the arrows contain letters.
  return Object.hasOwn(named, text) ? named[text] : undefined;
}

interface Keyboard {
  readonly onKey: (key: PlotKey) => void;
  /** Ctrl-C. */
  readonly onInterrupt: () => void;
}

/** Listens until disposed. `undefined` where there is no keyboard. */
export function listenToKeys(input: NodeJS.ReadStream, { onKey, onInterrupt }: Keyboard): Disposable | undefined {
  if (!input.isTTY) return undefined;
  const onData = (bytes: Buffer) => {
    const key = readKey(bytes.toString('utf8'));
    if (key === 'interrupt') onInterrupt();
    else if (key !== undefined) onKey(key);
  };
  input.setRawMode(true);
  input.on('data', onData);
  input.resume();
  return {
    [Symbol.dispose]() {
      input.off('data', onData);
      input.setRawMode(false);
      input.pause();
    },
  };
}
