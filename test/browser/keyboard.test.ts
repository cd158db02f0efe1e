// Everything by keyboard alone, and what a screen reader hears on the way.

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, openPage } from './browser.ts';
import { demo } from './states/state.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The control that has the focus: its name, and whether a person sees that it has it. */
function focused(page: Page): Promise<{ name: string; isSeen: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element) return { name: '', isSeen: false };
    const label = (element as HTMLInputElement).labels?.[0];
    const name = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
    // The frame of a file field is that of its label.
    const isSeen = [element, ...(label ? [label] : [])].some((each) => getComputedStyle(each).outlineStyle !== 'none');
    return { name: name.replace(/\s+/g, ' ').trim(), isSeen };
  });
}

/** Presses Tab until the focus is on a control with this name; a person would not go round twice. */
async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    // Where the page ends, the browser's own controls come.
    if (now.name !== '' && !/^odflash\s/.test(now.name)) expect(now.isSeen, `${now.name} shows its focus`).toBe(true);
    if (name.test(now.name)) return;
    seen.push(now.name.slice(0, 40));
  }
  throw new Error(`no Tab leads to ${name}: ${seen.join(' | ')}`);
}

async function press(page: Page, name: RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await page.getByRole('button', { name }).waitFor();
  await tabTo(page, name);
  await page.keyboard.press(key);
}

const atHeading = (page: Page, name: RegExp) =>
  expect.poll(async () => (await focused(page)).name, { timeout: 120_000 }).toMatch(name);

/** Notes what the live region says, and when. */
async function listen(page: Page): Promise<() => Promise<{ at: number; text: string }[]>> {
  await page.locator('p.visually-hidden[role=status]').waitFor({ state: 'attached' });
  await page.evaluate(() => {
    const heard: { at: number; text: string }[] = [];
    Object.assign(globalThis, { heard });
    const status = document.querySelector('p.visually-hidden[role=status]');
    if (!status) throw new Error('nothing announces');
    const hear = () => heard.push({ at: performance.now(), text: status.textContent ?? '' });
    new MutationObserver(hear).observe(status, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: { at: number; text: string }[] }).heard);
}

describe('a person without a mouse', () => {
  it('updates a running board, and hears each step at most once a second', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V,firmware=0.5.4', 4));
    const { page } = opened;
    const heard = await listen(page);
    await press(page, /^Connect board$/);
    await atHeading(page, /^ODrive v3\.6-56V$/);
    await press(page, /^Flash 0/);
    await atHeading(page, /^Flashing/);
    await press(page, /^Allow the bootloader$/, 'Space');
    // What was pressed is gone.
    await atHeading(page, /^(Flashing|Verified)/);
    await atHeading(page, /^Verified/);
    await press(page, /^Download: undo-/);
    const all = await heard();
    const texts = all.map(({ text }) => text).filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(2);
    const quarters = texts.flatMap((text) => /(\d+) %/.exec(text)?.[1] ?? []).map(Number);
    expect(quarters).toEqual([...quarters].sort((a, b) => a - b));
    // A frame may come late after a clock that was on time.
    const gaps = all.slice(1).map(({ at }, index) => at - (all[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(900);
  });

  it('answers the questions about a board in DFU mode, and goes back with Escape', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V+dfu,firmware=0.5.4'));
    const { page } = opened;
    await press(page, /^Connect board$/, 'Space');
    await atHeading(page, /^ODrive v3\.6-56V$/);
    await press(page, /^Flash 0/);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await page.evaluate(() => document.querySelector('dialog')?.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await atHeading(page, /^ODrive v3\.6-56V$/);
    await press(page, /^Flash 0/);
    await press(page, /^Continue without a backup/);
    await press(page, /^Accept and continue$/);
    await atHeading(page, /^Flashing/);
    await atHeading(page, /^Verified/);
  });

  it('types a consent, which is given by Enter and taken back by Escape', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V+dfu,rdp=1'));
    const { page } = opened;
    await press(page, /^Connect board$/);
    await atHeading(page, /^ODrive$/);
    await press(page, /^Remove protection/);
    const field = page.getByLabel(/^Type .* to confirm/);
    await field.waitFor();
    expect((await focused(page)).name).toMatch(/^Type .* to confirm/);
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await atHeading(page, /^(ODrive|Remove protection …)$/);
    await press(page, /^Remove protection/);
    await field.waitFor();
    const [, serial = ''] = /Type (\S+) to/.exec((await focused(page)).name) ?? [];
    await page.keyboard.type(serial);
    await page.keyboard.press('Enter');
    await page.getByText('None that would start').waitFor();
    await atHeading(page, /^ODrive v3\.6-56V$/);
  });

  it('puts another virtual board together, and closes the list of devices with Escape', async () => {
    await using opened = await openPage(browser, demo('v3.6-56V+dfu+stlink,flash=blank'));
    const { page } = opened;
    await press(page, /^Connect board$/);
    const list = page.getByRole('dialog', { name: 'A virtual browser wants to connect' });
    await list.waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'No device was chosen' }).waitFor();
    await atHeading(page, /^Connect board$/);
    await tabTo(page, /^Virtual board/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^A clone with blank OTP$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/otp%3Dblank/);
  });
});
