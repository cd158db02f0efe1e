// Witnesses that no virtual board can be held against, with the reason.

const probe = 'a fact about an ST-Link or SWD: virtual boards have no probe yet';

export const leftOut: Readonly<Record<string, string>> = {
  'f405-cubeprog-linux': 'why CLRSTATUS failed is open, so there is nothing to imitate',
  'port-lost-usb2': 'a fault of some USB host controllers, not of the board',
  'unplugged-midway': 'texts of dfu-util after the cable was pulled; what odflash makes of it is in test/field',
  'v3-speeds': probe,
  'v2-1-config': probe,
  'v3-3754-config': probe,
  'v2-read-rate': probe,
  'openocd-crc': probe,
  'openocd-rates': probe,
  voltages: probe,
  'probe-version-zero': probe,
  'serial-unexpected': probe,
  idcodes: probe,
  'f415-flash-size-zero': probe,
  'odrive-swd-wrp': probe,
  'odrive-swd-brownout': probe,
  'st-link-dfu-start': probe,
};
