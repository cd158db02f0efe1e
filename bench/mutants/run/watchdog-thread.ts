// The thread of the watchdog: looks at the processor time of the process.

import { workerData } from 'node:worker_threads';

const deadline: Float64Array = workerData;

setInterval(() => {
  const { user, system } = process.cpuUsage();
  const limit = deadline[0] ?? 0;
  if (limit > 0 && (user + system) / 1000 > limit) process.kill(process.pid, 'SIGKILL');
}, 200);
