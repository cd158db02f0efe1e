import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import guest from './vitest.config.ts';

// What npm run test:guest runs: first, alone, the test that looks at the clock, then two guests at a time; each has one
// emulated processor.
const timed = ['test/guest/speed.test.ts'];

/** Those that take minutes, the longest first: one that begins last would keep one of two processors waiting. */
const long = ['test/guest/browser.test.ts', 'test/guest/update.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((path) => moduleId.endsWith(path));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).sort((a, b) => groupOf(a) - groupOf(b) || placeOf(a) - placeOf(b));
  }
}

// biome-ignore lint/style/noDefaultExport: Vitest reads its configuration from the default export
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      { ...guest, test: { ...guest.test, name: 'timed', include: timed, sequence: { groupOrder: 0 } } },
      {
        ...guest,
        test: {
          ...guest.test,
          name: 'guest',
          exclude: timed,
          fileParallelism: true,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
