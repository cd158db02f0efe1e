import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../../../test/support/in-english.ts';
import { boardHint } from '../../src/board/board-hint.ts';
import { boardVersion, readBoardVersion } from '../../src/board/odrive-v3.ts';

describe('the hint which board to name', () => {
  const firmware = 'installed';

  it('is what the firmware was built for', () => {
    const hint = inEnglish(boardHint({ version: boardVersion('v3.5-48V')!, firmware }));
    expect(hint).toMatch(
      /^The firmware in the flash was built for the ODrive v3\.5-48V\. .* pass --board v3\.5-48V\.$/,
    );
  });

  it('names every board that a version without a voltage may be', () => {
    expect(inEnglish(boardHint({ version: readBoardVersion('v3.6')!, firmware }))).toMatch(
      /pass --board v3\.6-24V or --board v3\.6-56V\.$/,
    );
  });

  it('names no board without evidence', () => {
    const hint = inEnglish(boardHint());
    for (const name of ['v3.5-24V', 'v3.5-48V', 'v3.6-24V', 'v3.6-56V']) expect(hint).toContain(name);
    expect(hint).not.toContain('v3.4');
    expect(hint).toMatch(/name of a clone/);
  });
});
