// Names Windows takes for devices, in any folder and with any ending ("Naming Files, Paths, and Namespaces").

const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *([.:]|$)/i;

/** Whether Windows would open a device in place of a file called that. */
export function isDeviceName(name: string): boolean {
  return device.test(name);
}
