// How much faster four properties are read together than one after the other, in one run on virtual time: each transfer
// priced as USB prices it (the cost model of every figure), what the firmware itself takes not counted.
//
//   node bench/reads.mjs [--budget RATIO]        (npm run bench:reads)
//
// With --budget: exit status 1 below that ratio.

import { parseArgs } from 'node:util';
import { connectOdrive, openUsbChannel } from '@odflash/core/odrive';
import { createVirtualBoard, virtualBus, virtualClock } from '@odflash/virtual';

const { values } = parseArgs({ options: { budget: { type: 'string' } } });
const rounds = 1000;
const paths = ['vbus_voltage', 'axis0.encoder.pos_estimate', 'axis1.encoder.pos_estimate', 'axis0.motor.error'];

async function measure(firmware) {
  const clock = virtualClock();
  const board = createVirtualBoard(`v3.6-56V,firmware=${firmware}`, { clock, seed: 1 });
  const bus = virtualBus([board], { clock });
  const [device] = await bus.list();
  const odrive = await connectOdrive(await openUsbChannel(() => bus.open(device)), { clock });
  await odrive.readMany(paths);
  const { window } = odrive;
  const rateOf = async (work) => {
    const begun = clock.now();
    for (let round = 0; round < rounds; round++) await work();
    return (rounds * paths.length * 1000) / (clock.now() - begun);
  };
  const alone = await rateOf(async () => {
    for (const path of paths) await odrive.read(path);
  });
  const together = await rateOf(() => odrive.readMany(paths));
  return { firmware, window, alone, together, ratio: together / alone };
}

let least = Number.POSITIVE_INFINITY;
for (const firmware of ['0.4.12', '0.5.1', '0.5.6']) {
  const { window, alone, together, ratio } = await measure(firmware);
  least = Math.min(least, ratio);
  console.log(
    `${firmware.padEnd(7)} one by one ${alone.toFixed(0)} reads/s, ${window} together ${together.toFixed(0)} reads/s: ${ratio.toFixed(2)} times`,
  );
}
if (values.budget !== undefined && least < Number(values.budget)) {
  console.log(`below the budget of ${values.budget}`);
  process.exitCode = 1;
}
