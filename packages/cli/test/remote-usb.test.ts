import { serveUsbip } from '@odflash/usbip';
import { createVirtualBoard, realTime } from '@odflash/virtual';
import { describe, expect, it } from 'vitest';
import { remoteUsb } from '../src/shared/environment/remote-usb.ts';

const board = () => createVirtualBoard('v3.6-56V', { clock: realTime() }).socket;

describe('boards at a USB/IP server', () => {
  it('are away while a server that has answered once does not, and return with it', async () => {
    const first = await serveUsbip([board()], { port: 0 });
    const bus = await remoteUsb({ host: first.host, port: first.port }, false);
    expect(await bus.list()).toHaveLength(1);
    await first[Symbol.asyncDispose]();
    expect(await bus.list()).toEqual([]);
    await using _again = await serveUsbip([board()], { port: first.port });
    expect(await bus.list()).toHaveLength(1);
  });

  it('are not looked for where no server answers', async () => {
    const gone = await serveUsbip([board()], { port: 0 });
    await gone[Symbol.asyncDispose]();
    await expect(remoteUsb({ host: gone.host, port: gone.port }, false)).rejects.toMatchObject({
      code: 'transfer-failed',
      text: { code: 'end.server-failed' },
    });
  });
});
