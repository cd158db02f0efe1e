// The front page, and every branch of its help.

import type { BrowserContext, Page } from 'playwright-core';
import { connect, heading, type State } from './state.ts';

/** A device that the browser lists and what opening it says, without any board: for the branches of the help. */
const refusing = (refusal: string, sentence: string) => async (context: BrowserContext) => {
  await context.addInitScript(
    ([name, message]) => {
      const device = {
        vendorId: 0x0483,
        productId: 0xdf11,
        deviceVersionMajor: 0x22,
        deviceVersionMinor: 0,
        deviceVersionSubminor: 0,
        manufacturerName: 'STMicroelectronics',
        productName: 'STM32 BOOTLOADER',
        serialNumber: '205537993548',
        opened: false,
        configuration: null,
        open: () => Promise.reject(new DOMException(message, name)),
        close: () => Promise.resolve(),
      };
      const granted: unknown[] = [];
      const usb = {
        getDevices: async () => granted,
        requestDevice: async () => {
          granted.push(device);
          return device;
        },
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      };
      Object.defineProperty(Navigator.prototype, 'usb', { get: () => usb });
    },
    [refusal, sentence] as const,
  );
};

/** A list that is closed without a choice, on this system. */
const nothingChosenOn = (platform: string) => async (context: BrowserContext) => {
  await context.addInitScript((name) => {
    const usb = {
      getDevices: async () => [],
      requestDevice: () => Promise.reject(new DOMException('No device selected.', 'NotFoundError')),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    Object.defineProperty(Navigator.prototype, 'usb', { get: () => usb });
    Object.defineProperty(Navigator.prototype, 'userAgentData', { get: () => ({ platform: name }) });
  }, platform);
};

const systems = ['Windows', 'Linux', 'macOS', 'Chrome OS', 'Android'] as const;

/** Opens every topic of the help, so that the pictures show it. */
const openTopics = (page: Page) =>
  page.evaluate(() => {
    for (const topic of document.querySelectorAll<HTMLDetailsElement>('details.topic')) topic.open = true;
  });

export const helpStates: readonly State[] = [
  { name: 'front', go: (page) => heading(page, 'Update the firmware of an ODrive v3') },
  {
    name: 'front-windows',
    before: nothingChosenOn('Windows'),
    go: async (page) => {
      await page.getByText('On Windows: drivers first').waitFor();
      await openTopics(page);
    },
  },
  {
    name: 'no-webusb',
    before: async (context) => {
      await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'usb'));
    },
    go: async (page) => {
      await page.getByText('The command line does the same').waitFor();
      await openTopics(page);
    },
  },
  {
    name: 'insecure-page',
    insecure: true,
    go: async (page) => {
      await page.getByText('A browser gives USB only').waitFor();
      await page.locator('details.topic').first().waitFor();
      await openTopics(page);
    },
  },
  {
    name: 'offline',
    go: async (page, { site }) => {
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
      await site.close();
      await page.reload();
      await heading(page, 'Update the firmware of an ODrive v3');
    },
  },
  ...(['de-DE', 'zh-CN'] as const).map(
    (locale): State => ({ name: `front-${locale}`, locale, go: (page) => page.locator('.hero h1').waitFor() }),
  ),
  ...systems.map(
    (system): State => ({
      name: `nothing-chosen-${system.toLowerCase().replace(' ', '')}`,
      before: nothingChosenOn(system),
      go: async (page) => {
        await connect(page);
        await page.getByText('Which entry to choose').waitFor();
        await openTopics(page);
      },
    }),
  ),
  {
    name: 'no-access',
    before: refusing('SecurityError', 'Access denied.'),
    go: async (page) => {
      await connect(page);
      await heading(page, 'That did not work');
      await page.locator('details.topic').first().waitFor();
      await openTopics(page);
    },
  },
  {
    name: 'busy',
    before: refusing('NetworkError', 'Unable to claim interface.'),
    go: async (page) => {
      await connect(page);
      await heading(page, 'That did not work');
    },
  },
];
