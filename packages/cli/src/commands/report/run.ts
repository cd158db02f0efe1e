// odflash report: gathers, takes out what is personal, shows or writes it.

import { hostname, release, userInfo } from 'node:os';
import { extname } from 'node:path';
import type { UpdateEnv } from '@odflash/core';
import { printableLines } from '@odflash/core/printable';
import type { Context } from '../../command-runner.ts';
import { claimOutput } from '../../files.ts';
import type { JsonFields, Outcome } from '../../outcome.ts';
import { ownVersion } from '../../own-version.ts';
import { noColor } from '../../render/color.ts';
import { jsonText } from '../../render/json.ts';
import { worded } from '../../render/say.ts';
import { table } from '../../render/table.ts';
import { openEnvironment } from '../../shared/environment/environment.ts';
import { homeFolder } from '../../user-dirs.ts';
import { examineHost, findingText } from '../doctor/run.ts';
import { type Attachment, readAttachment } from './attachment.ts';
import { readAllDescriptors } from './descriptors.ts';
import type { ReportOptions } from './options.ts';
import { type Scrub, scrubbed, scrubber } from './privacy.ts';

/** Everything in a report, before anything is taken out. */
interface Report {
  readonly made: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly facts: Awaited<ReturnType<typeof examineHost>>['facts'];
  readonly findings: Awaited<ReturnType<typeof examineHost>>['findings'];
  readonly descriptors: Awaited<ReturnType<typeof readAllDescriptors>>;
  readonly attachments: readonly Omit<Attachment, 'serials'>[];
}

export async function makeReport(path: string | undefined, options: ReportOptions, context: Context): Promise<Outcome> {
  const { output } = context;
  const attachments = await Promise.all((options.attach ?? []).map(readAttachment));
  const file = path === undefined ? undefined : await claimOutput(path, { force: options.force === true, output });
  const env = await openEnvironment(options, context);
  const raw = await gather(env, attachments, options, context);
  const report = scrubbed(raw, personalScrub(raw, attachments, options)) as Report;
  const fields = { ...report } satisfies JsonFields;
  if (!file) output.data('report', fields, reportText(report));
  else {
    const isJson = extname(file.path).toLowerCase() === '.json';
    const text = isJson ? `${jsonText({ v: 1, type: 'report', ...fields }, 2)}\n` : printableLines(reportText(report));
    await file.write(new TextEncoder().encode(text));
  }
  const problems = report.findings.filter(({ level }) => level === 'problem').length;
  return {
    board: 'untouched',
    fields: { output: file?.path, problems, attachments: attachments.length },
    text: [
      ...(file ? [worded('record.written', { files: [file.path] })] : []),
      worded('record.private', {
        serials: options.withSerials === true,
        trace: attachments.some(({ kind }) => kind === 'trace'),
      }),
    ].join('\n'),
  };
}

async function gather(
  env: UpdateEnv,
  attachments: readonly Attachment[],
  options: ReportOptions,
  context: Context,
): Promise<Report> {
  const { facts, findings } = await examineHost(env, options, context);
  const { platform, arch, versions } = process;
  return {
    made: env.clock.date().toISOString(),
    versions: { odflash: ownVersion(), node: versions.node, system: `${platform} ${release()} ${arch}` },
    facts,
    findings,
    descriptors: await readAllDescriptors(
      env.bus,
      facts.devices.map(({ device }) => device),
    ),
    attachments: attachments.map(({ name, kind, text }) => ({ name, kind, text })),
  };
}

/** Names come from the environment as well: under sudo the account is root's, and the variables still show whose it was. */
function personalScrub({ facts }: Report, attachments: readonly Attachment[], options: ReportOptions): Scrub {
  const { env } = process;
  const known = [env.USER, env.LOGNAME, env.USERNAME, env.SUDO_USER, accountName()];
  const serials = [
    ...facts.devices.flatMap(({ device }) => device.serial ?? []),
    ...attachments.flatMap((attachment) => attachment.serials),
  ];
  return scrubber({
    home: homeFolder() ?? '',
    users: known.filter((name) => name !== undefined),
    hosts: [hostname(), ...(options.usbip ? [options.usbip.host] : [])],
    serials: options.withSerials ? [] : serials,
  });
}

/** Containers run under numbers that have no name. */
function accountName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

function reportText(report: Report): string {
  const { made, versions, facts, findings, descriptors, attachments } = report;
  const { devices, deviceCount, ...system } = facts;
  const sections: [string, string][] = [
    [worded('record.title-report'), table([[worded('record.row-made'), made], ...Object.entries(versions)])],
    [worded('record.title-findings'), findings.map((finding) => findingText(finding, noColor)).join('\n')],
    [worded('record.title-devices', { count: devices.length, of: deviceCount }), devices.map(pretty).join('\n')],
    [worded('record.title-descriptors'), descriptors.map(pretty).join('\n')],
    [worded('record.title-system'), pretty(system)],
    ...attachments.map(({ name, kind, text }): [string, string] => [
      worded('record.title-attached', { kind, name }),
      text.trimEnd(),
    ]),
  ];
  return `${sections.map(([title, body]) => `## ${title}\n\n${body || worded('record.none')}`).join('\n\n')}\n`;
}

function pretty(value: object): string {
  return jsonText(value, 2);
}
