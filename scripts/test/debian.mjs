// Debian packages for the tests that need more than Node: installed when they are missing, else nothing is run.

import { spawnSync } from 'node:child_process';

/** Installs those of `packages` that are missing, through apt-get, as root or with sudo. Throws with what to do if it cannot. */
export function ensurePackages(packages) {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.error(`Installing Debian packages: ${missing.join(' ')} …`);
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...missing];
  // A package list that is absent or old makes the first try fail; then it is fetched, once.
  if (aptGet(install, 'ignore') !== 0 && (aptGet(['update', '-qq']) !== 0 || aptGet(install) !== 0))
    throw new Error(`apt-get could not install ${missing.join(' ')}; install them by hand and run this again`);
}

/** Runs apt-get as root and gives its exit status; its own messages go to stderr. */
export function aptGet(args, stderr = 'inherit') {
  const root = process.getuid?.() === 0;
  const command = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
  const [program, ...rest] = root ? command : ['sudo', '-n', 'DEBIAN_FRONTEND=noninteractive', ...command];
  const done = spawnSync(program, rest, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', stderr],
  });
  if (done.error)
    throw new Error(`${program} is needed to install ${args.join(' ')} and is not here`, { cause: done.error });
  return done.status ?? 1;
}

function isInstalled(name) {
  const done = spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
  if (done.error) throw new Error(`this needs Debian (or a system with dpkg and apt-get): ${name} is missing`);
  return done.status === 0 && done.stdout.includes('\nStatus: install ok installed\n');
}
