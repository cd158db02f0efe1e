// A run, an attempt and an injection in a line each, and the name by which a run is replayed.

import type { Attempt, Injection, Operation, RunSeed, Scenario } from '../types.ts';

export function seedText({ campaign, run, via }: RunSeed): string {
  return `${via ? `${via}:` : ''}${campaign}:${run}`;
}

/** `7:1234`, `stlink:7:1234` */
export function parseSeed(text: string): RunSeed | undefined {
  const [, via, campaign, run] = /^(stlink:)?(\d{1,6}):(\d{1,6})$/.exec(text) ?? [];
  if (campaign === undefined) return undefined;
  return { campaign: Number(campaign), run: Number(run), ...(via && { via: 'stlink' }) };
}

export function describe(scenario: Scenario): string {
  const { board, host, otherBoard, start, backup, x32, counted, running } = scenario;
  const holding = running
    ? `running ${running.release}${running.attended ? ', attended' : ''}${running.captured ? ', captured' : ''}`
    : `holding ${start}`;
  const options = [backup ? '' : 'no backup', x32 === undefined ? '' : x32 ? 'x32' : 'x8'].filter(Boolean);
  const company = otherBoard === 'none' ? [] : [`beside ${otherBoard}`];
  return [`${board} on ${host}`, ...company, holding, ...options, `counting ${counted}`].join(', ');
}

export function describeAttempt(
  { operation: { shape }, kinds }: Attempt,
  injections: readonly Injection[],
  { name, detail }: Pick<Operation, 'name' | 'detail'>,
): string {
  const where = injections.map(describeInjection).join(' ');
  return `${name} ${detail ?? `"${shape.name}"`} with ${kinds.map(({ name }) => name).join(' + ')} [${where}]`;
}

function describeInjection(injection: Injection): string {
  if (injection.what === 'fault') return `${injection.name}=${injection.value}`;
  if (injection.what === 'kill') return `kill@${injection.action}${injection.arrives ? '' : '-unsent'}`;
  if (injection.what === 'computer-off') return `computer-off@${injection.action}+${injection.calls}`;
  if (injection.what === 'cancel') return `cancel@${injection.action}`;
  return injection.what === 'disk-full' ? `disk-full@${injection.file}` : `back-after=${injection.afterMs}`;
}
