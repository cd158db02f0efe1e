// Every state of the page that a person meets, and the way there: a table, so that a new state is a row.

import type { BrowserContext, Page } from 'playwright-core';

export interface State {
  readonly name: string;
  /** Behind the address of the site. */
  readonly path: string;
  readonly before?: ((context: BrowserContext) => Promise<void>) | undefined;
  /** Resolves when the state is shown. */
  readonly go: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();
const demo = (profile: string, speed = 8) => `?demo=${encodeURIComponent(profile)}&speed=${speed}`;
const connect = (page: Page) => button(page, 'Connect board').click();
const bench = (page: Page) => page.locator('summary', { hasText: 'Virtual board' }).click();

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

export const quickStates: readonly State[] = [
  { name: 'front', path: '', go: (page) => heading(page, 'Update the firmware of an ODrive v3') },
  {
    name: 'front-windows',
    path: '',
    before: nothingChosenOn('Windows'),
    go: async (page) => {
      await page.getByText('On Windows: drivers first').waitFor();
      await openTopics(page);
    },
  },
  {
    name: 'no-webusb',
    path: '',
    before: async (context) => {
      await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'usb'));
    },
    go: async (page) => {
      await page.getByText('The command line does the same').waitFor();
      await openTopics(page);
    },
  },
  ...systems.map(
    (system): State => ({
      name: `nothing-chosen-${system.toLowerCase().replace(' ', '')}`,
      path: '',
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
    path: '',
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
    path: '',
    before: refusing('NetworkError', 'Unable to claim interface.'),
    go: async (page) => {
      await connect(page);
      await heading(page, 'That did not work');
    },
  },
  { name: 'demo-front', path: demo('v3.6-56V,firmware=0.5.4'), go: (page) => bench(page) },
  {
    name: 'comparison',
    path: demo('v3.6-56V,firmware=0.5.4'),
    go: async (page) => {
      await page.locator('summary', { hasText: 'The old failure' }).click();
      await button(page, 'Run both').click();
      await page.locator('.twin.bad').waitFor();
      await page.locator('.twin.good').waitFor();
    },
  },
  {
    name: 'board-running',
    path: demo('v3.6-56V,firmware=0.5.4'),
    go: async (page) => {
      await connect(page);
      await button(page, /^Flash 0/).waitFor();
    },
  },
  {
    name: 'board-clone',
    path: demo('v3.6-56V+dfu,flash=blank,otp=blank'),
    go: async (page) => {
      await connect(page);
      await page.getByText('Which board is it?').waitFor();
    },
  },
  {
    name: 'board-protected',
    path: demo('v3.6-56V+dfu,rdp=1'),
    go: async (page) => {
      await connect(page);
      await button(page, 'Remove protection').waitFor();
    },
  },
  {
    name: 'unlock-consent',
    path: demo('v3.6-56V+dfu,rdp=1'),
    go: async (page) => {
      await connect(page);
      await button(page, 'Remove protection').click();
      await page.getByLabel(/^Type .* to confirm/).waitFor();
    },
  },
  {
    name: 'read-out',
    path: demo('v3.6-56V+dfu,firmware=0.5.4', 1),
    go: async (page) => {
      await connect(page);
      await button(page, 'Read out the flash').click();
      await page.locator('progress').waitFor();
    },
  },
  {
    name: 'file-refused',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await connect(page);
      await button(page, /^Flash 0/).waitFor();
      await page
        .locator('.drop input')
        .setInputFiles({ name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('PNG') });
      await page.locator('.firmware .notice').waitFor();
    },
  },
  {
    name: 'question',
    path: demo('v3.6-56V+dfu,firmware=0.5.4'),
    go: async (page) => {
      await connect(page);
      await button(page, /^Flash 0/).click();
      await heading(page, 'Your decision');
    },
  },
  {
    name: 'working',
    path: demo('v3.6-56V+dfu,flash=blank'),
    go: async (page) => {
      await connect(page);
      await button(page, /^Flash 0/).click();
      await page.locator('.sectors .writing, .sectors .erasing, .sectors .verifying').first().waitFor();
    },
  },
];
