// A running board's configuration, saved and looked at.
import { backupConfiguration, inspectRunning } from '@odflash/core';
import { formatBackup, parseBackup } from '@odflash/core/configuration';
import { switchToDfu } from '@odflash/core/running';
import { fileVault } from '@odflash/node';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const clock = virtualClock();
const bus = virtualBus([createVirtualBoard('v3.6-56V,firmware=0.5.6', { clock })], { clock });
const env = { bus, clock, vault: fileVault('.cache/backups/running') };
const { backup } = await backupConfiguration(env, {});
const again = parseBackup(new TextEncoder().encode(formatBackup(backup)));
const { evidence } = await inspectRunning(env, {});
const { outcome } = await switchToDfu(env, {});
console.log(evidence.firmware.release, again.values.size === backup.values.size, outcome);
