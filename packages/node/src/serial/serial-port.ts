// A serial port as a stream of bytes, through @serialport/bindings-cpp: an optional peer, loaded only when a serial port is asked
// for. Closing a port that is gone must not end the process.

import { FlasherError } from '@odflash/core';
import { message } from '@odflash/core/messages';
import type { ByteStream } from '@odflash/core/odrive';
import { LinkError } from '@odflash/core/ports';

/** The part of the library that is used. */
interface SerialLibrary {
  autoDetect(): {
    open(options: { readonly path: string; readonly baudRate: number }): Promise<PortBinding>;
  };
}

interface PortBinding {
  read(buffer: Buffer, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
  write(buffer: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** As installed: another version may do something else. */
const library = '@serialport/bindings-cpp';
/** The rate of a UART of an ODrive unless it is configured otherwise; a USB port takes any. */
const defaultBaudRate = 115_200;

/** Opens a serial port. Throws FlasherError: `usage` without the library, and what the system says of the port. */
export async function openSerialPort(path: string, baudRate: number = defaultBaudRate): Promise<ByteStream> {
  const binding = await loadLibrary();
  let port: PortBinding;
  try {
    port = await binding.autoDetect().open({ path, baudRate });
  } catch (cause) {
    throw openFailure(path, cause);
  }
  return streamOf(port);
}

async function loadLibrary(): Promise<SerialLibrary> {
  try {
    return (await import(library)) as SerialLibrary;
  } catch (cause) {
    throw new FlasherError('usage', message('serial.library-missing', { library }), {
      details: { library },
      next: message('next.install-serial-library', { library }),
      cause,
    });
  }
}

function openFailure(path: string, cause: unknown): FlasherError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = /permission denied|access denied/i.test(reason)
    ? 'permission-denied'
    : /cannot lock|busy|resource temporarily/i.test(reason)
      ? 'device-busy'
      : 'no-device';
  return new FlasherError(code, message('serial.not-opened', { path, reason }), {
    details: { path },
    next: message('next.check-serial-port'),
    cause,
  });
}

/** Bytes read at once. */
const pieceLength = 4_096;

function streamOf(port: PortBinding): ByteStream {
  /** A read that is still waiting: the next one continues with it, so that nothing that comes late is lost. */
  let waiting: Promise<Uint8Array> | undefined;
  const next = async (): Promise<Uint8Array> => {
    const buffer = Buffer.alloc(pieceLength);
    try {
      const { bytesRead } = await port.read(buffer, 0, pieceLength);
      return buffer.subarray(0, bytesRead);
    } catch (cause) {
      throw new LinkError('disconnected', cause instanceof Error ? cause.message : 'the port is gone', { cause });
    }
  };
  return {
    async write(bytes, timeoutMs) {
      try {
        await within(port.write(Buffer.from(bytes)), timeoutMs);
      } catch (cause) {
        if (cause instanceof LinkError) throw cause;
        throw new LinkError('disconnected', cause instanceof Error ? cause.message : 'the port is gone', { cause });
      }
    },
    async read(timeoutMs) {
      waiting ??= next();
      waiting.catch(() => undefined);
      const bytes = await within(waiting, timeoutMs);
      waiting = undefined;
      return bytes;
    },
    [Symbol.asyncDispose]: async () => {
      await port.close().catch(() => undefined);
    },
  };
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LinkError('timeout', 'nothing came in time')), Math.max(1, timeoutMs));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
