// The ST-Links of virtual boards, for programs that reach probes over TCP as ST's stlink-server offers them.

import { type Clock, FlasherError } from '@odflash/core';
import { commandMessage } from '@odflash/messages';
import { type StlinkServer, serveStlink } from '@odflash/node';
import { serverAddressText } from '@odflash/usbip';
import { type VirtualBoard, virtualBus } from '@odflash/virtual';
import type { Context } from '../../command-runner.ts';
import type { ServerAddress } from '../../option-values.ts';
import { worded } from '../../render/say.ts';
import { cannotListen } from '../../shared/cannot-listen.ts';
import { devicesOf } from '../../shared/environment/virtual-bench.ts';
import { openocdCommand } from '../../shared/printed-command.ts';

/** Serves them at that address and says how to use them. `undefined` where none is wanted. */
export async function serveProbes(
  boards: readonly VirtualBoard[],
  address: ServerAddress | undefined,
  clock: Clock,
  { log, output }: Context,
): Promise<StlinkServer | undefined> {
  if (!address) return undefined;
  if (!boards.some(({ probe }) => probe))
    throw new FlasherError('usage', commandMessage('usage.no-probe-to-serve'), {
      next: commandMessage('next.add-probe'),
    });
  const server = await serveStlink(virtualBus(devicesOf(boards), { clock }), { ...address, log }).catch((cause) => {
    throw cannotListen(
      { address: serverAddressText(address) },
      { option: '--stlink-server', example: '127.0.0.1:7185', cause },
    );
  });
  const { host, port } = server;
  output.data('stlink-server', { host, port }, worded('server.stlink', { address: serverAddressText({ host, port }) }));
  output.say([worded('server.flash-with-openocd'), `  ${openocdCommand(port)}`].join('\n'));
  return server;
}
