// Samples as files: rows, and a picture.

import { describe, expect, it } from 'vitest';
import { saying } from '../../../../test/support/in-english.ts';
import { csvHead, csvRow, openSampleFile, sampleFields } from '../../src/plot/sample-file.ts';
import { svgText } from '../../src/plot/svg.ts';
import { series, waves } from './bench.ts';

/** No file here is standard output. */
const output = {
  outlet: () => {
    throw new Error('not asked for');
  },
};

describe('files', () => {
  const sample = { at: 1234.5, values: [1.5, Number.NaN, 24.0312345] };

  it('have a row for each sample, and an empty one for a gap', () => {
    expect(csvHead(series, 'seconds')).toBe(
      'time_s,axis0.encoder.pos_estimate,axis1.encoder.pos_estimate,vbus_voltage',
    );
    expect(csvRow(sample, 3, 'seconds')).toBe('1.234500,1.5,NaN,24.0312345');
    expect(csvRow({ at: 2000, values: undefined }, 3, 'seconds')).toBe('2.000000,,,');
    expect(sampleFields(sample)).toEqual({ time: 1.2345, values: [1.5, 'NaN', 24.0312345] });
    expect(sampleFields({ at: 2000, values: undefined })).toEqual({ time: 2, values: null });
  });

  it.runIf(process.platform === 'linux')('that cannot be written say why', () => {
    using file = openSampleFile('/dev/full', 'csv', { force: true, across: 'seconds', output });
    expect(() => file.begin(series)).toThrow(expect.objectContaining({ text: saying(/the disk is full/) }));
  });
});

describe('the SVG', () => {
  it('has a path for each series that breaks at a gap, escaped names, and stays small', () => {
    const named = [{ path: 'a<b>&"c', unit: 'V' }, ...series.slice(1)];
    const text = svgText({ series: named, history: waves(600, [100, 200]), title: 'ODrive', subtitle: 'now' });
    expect(text).toContain('a&lt;b&gt;&amp;&quot;c');
    const paths = [...text.matchAll(/<path d="([^"]*)"/g)].map(([, path = '']) => path);
    expect(paths).toHaveLength(3);
    for (const path of paths) expect(path.match(/M/g)).toHaveLength(2);
    expect(text.length).toBeLessThan(300_000);
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  });
});
