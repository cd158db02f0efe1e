// The rule that lets a person at a Linux machine use the boards, as one command to copy. The same rights as `odflash udev-setup` gives.

import { anyBoard } from '../model/filters.ts';

const file = '/etc/udev/rules.d/70-odflash.rules';
const hex = (id: number) => id.toString(16).padStart(4, '0');

export function udevCommand(): string {
  const rules = anyBoard.map(
    ({ vendorId, productId }) =>
      `SUBSYSTEM=="usb", ATTR{idVendor}=="${hex(vendorId)}", ATTR{idProduct}=="${hex(productId)}", MODE="0660", TAG+="uaccess", ENV{ID_MM_DEVICE_IGNORE}="1"`,
  );
  return [
    `sudo tee ${file} >/dev/null <<'EOF'`,
    ...rules,
    'EOF',
    'sudo udevadm control --reload && sudo udevadm trigger --subsystem-match=usb',
  ].join('\n');
}
