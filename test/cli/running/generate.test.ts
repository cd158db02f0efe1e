// odflash generate-types and generate-code: text made of a board's descriptor, which compilers accept.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../packages/cli/src/commands/generate/template.ts';
import { root, type Scratch, scratch } from '../command.ts';
import { odflashInProcess as odflash } from '../in-process.ts';

const compilers = ['typescript', 'typescript-oldest'] as const;

/** Compiles `use.ts` and what it imports. */
function compile(compiler: (typeof compilers)[number], folder: Scratch) {
  const compilerOptions = { noEmit: true, strict: true, target: 'es2022', module: 'nodenext', types: [] };
  writeFileSync(folder.at('tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }));
  const tool = join(root, 'node_modules', compiler, 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tool, '-p', folder.path], { encoding: 'utf8' });
  return { status, stdout };
}

const use = (since05: boolean) => `import type { Odrive } from './odrive.js';

export async function use(odrive: Odrive): Promise<number> {
  const volts: number = await odrive.vbus_voltage;
  const serial: bigint = await odrive.serial_number;
  odrive.axis0.controller.config.vel_limit = 5;
  odrive.axis1.requested_state = 'IDLE';
  const count: number = await odrive.test_function(5);
  ${since05 ? 'const saved: boolean = await odrive.save_configuration();' : 'await odrive.save_configuration();'}
  // @ts-expect-error: it is only read
  odrive.vbus_voltage = 3;
  // @ts-expect-error: no such name
  await odrive.vbus_volage;
  // @ts-expect-error: a word that is none of its enumeration
  odrive.axis0.requested_state = 'NONSENSE';
  // @ts-expect-error: reading it is awaited
  const wrong: number = odrive.vbus_voltage;
  return volts + count + wrong + Number(serial)${since05 ? ' + Number(saved)' : ''};
}
`;

describe('generate-types', () => {
  it.each(['0.4.12', '0.5.1', '0.5.6'])('writes what compilers accept for firmware %s', async (firmware) => {
    using folder = scratch();
    const out = folder.at('odrive.ts');
    const { status } = await odflash(['generate-types', out, '--virtual', `v3.6-56V,firmware=${firmware}`]);
    expect(status).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain(`firmware ${firmware} (descriptor 0x`);
    expect(text.match(/^export interface Axis \{/gm)).toHaveLength(1);
    expect(text).toMatch(/\/\*\* V \*\/\n {2}readonly vbus_voltage: Reading<number>;/);
    writeFileSync(folder.at('use.ts'), use(firmware === '0.5.6'));
    const which = firmware === '0.5.6' ? compilers : compilers.slice(0, 1);
    for (const compiler of which)
      expect([compiler, compile(compiler, folder)]).toEqual([compiler, { status: 0, stdout: '' }]);
  });

  it('overwrites nothing unasked, and prints without a file', async () => {
    using folder = scratch();
    const out = folder.at('odrive.ts');
    writeFileSync(out, 'mine');
    const refused = await odflash(['generate-types', out, '--virtual', 'v3.6-56V']);
    expect([refused.status, readFileSync(out, 'utf8')]).toEqual([5, 'mine']);
    const printed = await odflash(['generate-types', '--virtual', 'v3.6-56V']);
    expect(printed.stdout).toMatch(/^export interface Odrive \{/m);
  });
});

const header = `// crc {{ json_crc | hex }}, {{ output_name }}
{% for endpoint in endpoints %}
{%- if endpoint.is_property and endpoint.type == 'float' -%}
#define {{ endpoint.name | upper | replace('.', '__') }} {{ endpoint.id }}
{% endif -%}
{% endfor %}
{%- for endpoint in axis_endpoints if_none %}{% endfor %}`;

describe('generate-code', () => {
  const board = ['--virtual', 'v3.6-56V'];

  it('fills a template in the manner of odrivetool', async () => {
    using folder = scratch();
    const [template, out] = [folder.at('a.h.in'), folder.at('a.h')];
    writeFileSync(
      template,
      header.replace(
        /\{%- for endpoint in axis_endpoints if_none.*/s,
        '{{ per_axis_offset }} {{ axis_endpoints | length }}',
      ),
    );
    const { status } = await odflash(['generate-code', '-t', template, '-o', out, ...board]);
    expect(status).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toMatch(/^\/\/ crc 0xc1a0, /);
    expect(text).toMatch(/^#define VBUS_VOLTAGE 2$/m);
    expect(text).toMatch(/^#define CONFIG__BRAKE_RESISTANCE 86$/m);
    expect(text).not.toContain('AXIS0');
    expect(text).toMatch(/318 \d{3}$/);
  });

  it('says what of a template it does not understand, and in which line', async () => {
    using folder = scratch();
    const template = folder.at('a.h.in');
    for (const [text, message] of [
      [header, /line 7: "axis_endpoints if_none" is not a valid/],
      ['\n{{ nothing }}', /line 2: nothing is not a known name/],
      ['{% for a in endpoints %}', /line 1: .*has no \{% endfor %\}/],
      ['{{ json_crc | sort }}', /sort is not a known filter/],
      ['{% endfor %}', /ends nothing/],
      ['{{ endpoints }}', /is not a text/],
    ] as const) {
      writeFileSync(template, text);
      const { status, stderr } = await odflash(['generate-code', '-t', template, ...board]);
      expect(status).toBe(5);
      expect(stderr.replace(/\s+/g, ' ')).toMatch(message);
    }
    expect((await odflash(['generate-code', ...board])).status).toBe(2);
  });
});

describe('a template', () => {
  it.each([
    ['{{ a }}{# no #}!', '1!'],
    ['0x{{ "%0x" | format(big) }} {{ "%04X|%d" | format(big, a) }}', '0xc1a0 C1A0|1'],
    [
      "{% macro name(of) %}{{ of | replace('.', '__') | upper }}{% endmacro %}{{ name(c) }} {{ name('a.b') | lower }}",
      'X a__b',
    ],
    ['{% if a == 1 and not b %}yes{% else %}no{% endif %}', 'yes'],
    ["{% if b %}b{% elif c == 'x' %}c{% else %}none{% endif %}", 'c'],
    ['{% for i in list %}{{ loop.index }}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}', '1p,2q'],
    ['a  {%- if a %} b {% endif -%}  c', 'a b c'],
    ['{{ c | replace(\'x\', "|") | upper }}', '|'],
    ['{{ o.deep }} {{ 255 | hex }}', 'z 0xff'],
  ])('%s gives %s', (text, result) => {
    expect(renderTemplate(text, { a: 1, b: false, big: 0xc1a0, c: 'x', list: ['p', 'q'], o: { deep: 'z' } })).toBe(
      result,
    );
  });
});
