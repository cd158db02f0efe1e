import { describe, expect, it } from 'vitest';
import { bench, firmwareImage, readAll, run, story } from './bench.ts';

describe('an update', () => {
  it.each(['v3.5-48V', 'v3.6-56V'])('takes a running %s to the new firmware and back', async (name) => {
    const it = bench(`${name},firmware=0.5.5`);
    const t = performance.now();
    const image = firmwareImage(name, '0.5.6');
    const report = await run(it, { image });
    console.log(
      story(it),
      report.times,
      report.tally,
      report.ms,
      performance.now() - t,
      report.configuration?.written,
      report.configuration?.skipped,
    );
    expect(report).toMatchObject({ outcome: 'changed', board: 'verified' });
  });
});
