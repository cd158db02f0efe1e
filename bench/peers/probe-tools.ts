// The three tools that flash through an ST-Link, as people call them.

import type { Guest } from '../../test/guest/guest.ts';
import { ownCopy } from './tools.ts';

export interface ProbeTool {
  readonly name: 'OpenOCD' | 'st-flash' | 'odflash';
  /** Flashes a file of the guest at 0x08000000, verifies it and starts it. `name` is one of a kind. */
  argv(file: string, name: string): readonly string[];
  /** The same without the undo backup, which only odflash makes. */
  plain(file: string, name: string): readonly string[];
  readonly version: string;
}

export async function probeToolsIn(guest: Guest): Promise<readonly ProbeTool[]> {
  const odflash = await ownCopy(guest);
  const firstLine = async (argv: readonly string[]) => {
    const { stdout, stderr } = await guest.run(argv);
    return `${stdout}\n${stderr}`.split('\n').find((line) => line.trim() !== '') ?? '';
  };
  const openocd = (file: string) => [
    ...['openocd', '-f', 'interface/stlink.cfg', '-f', 'target/stm32f4x.cfg'],
    ...['-c', `program ${file} verify reset exit 0x08000000`],
  ];
  const stFlash = (file: string) => ['st-flash', '--reset', 'write', file, '0x8000000'];
  const own = (file: string, name: string) => [
    ...[...odflash, 'flash', file, '--via', 'stlink', '--yes', '--backup-dir', `/share/backup/${name}`],
  ];
  return [
    { name: 'OpenOCD', version: await firstLine(['openocd', '--version']), argv: openocd, plain: openocd },
    { name: 'st-flash', version: await firstLine(['st-flash', '--version']), argv: stFlash, plain: stFlash },
    {
      name: 'odflash',
      version: await firstLine([...odflash, '--version']),
      argv: own,
      plain: (file, name) => [...own(file, name), '--no-backup'],
    },
  ];
}
