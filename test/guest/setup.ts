// Vitest's worker outlives a Vitest that is killed, and would keep its guest running. The channel between the two closes
// with either end, so the worker goes when its Vitest has gone, and QEMU with the worker (machine.ts).

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
