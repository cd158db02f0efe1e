// Witnesses that no virtual board can be held against, with the reason.

export const leftOut: Readonly<Record<string, string>> = {
  'f405-cubeprog-linux': 'why CLRSTATUS failed is open, so there is nothing to imitate',
  'port-lost-usb2': 'a fault of some USB host controllers, not of the board',
  'unplugged-midway': 'texts of dfu-util after the cable was pulled; what odflash makes of it is in test/field',
  'openocd-rates':
    'speeds of OpenOCD itself, which runs on the wall clock: npm run test:openocd looks at bytes and messages',
};
