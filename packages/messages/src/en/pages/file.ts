import type { ErrorPages } from '../../pages.ts';

export const filePages: Pick<
  ErrorPages,
  | 'file-unreadable'
  | 'file-unwritable'
  | 'bad-file'
  | 'image-empty'
  | 'image-overlap'
  | 'image-out-of-range'
  | 'image-implausible'
> = {
  'file-unreadable': {
    about: ['The operating system could not read the file. Its contents were not checked.'],
    causes: [
      'A misspelt path.',
      'Missing read permission.',
      'The name belongs to a folder, a device or a pipe: odflash reads plain files only.',
    ],
    steps: [
      'Check the path: `ls -l FILE` (Windows: `dir FILE`).',
      'Save a stream to a file first: `curl -fLo firmware.hex URL`.',
    ],
  },
  'file-unwritable': {
    about: ['The result could not be written to the requested place. The previous contents are unchanged.'],
    causes: [
      'A file of that name exists: odflash overwrites it only with `--force`.',
      'The folder does not exist or cannot be written.',
      'The disk is full.',
    ],
    steps: ['Choose another name, or replace the old file with `--force`.', 'Check the folder and its free space.'],
  },
  'bad-file': {
    about: [
      'The file was read, but it is not a complete, valid file of any format that odflash knows (Intel HEX, S-record, ELF, DfuSe `.dfu`, UF2, raw binary). Formats are recognised by content, never by name; the message carries the line or the offset of the first fault.',
    ],
    causes: [
      'A download that stopped half-way, or a web page saved in place of the file.',
      'A file damaged by a text conversion or an e-mail program.',
      'A different kind of file: an archive, a picture, a disk image, a container of ArduPilot or PX4 (`.apj`, `.px4`).',
      'Two files joined: data after the end record of a HEX or S-record file, behind the DFU suffix, behind the last element of a `.dfu`. It would not be flashed, so the file is refused instead of half of it.',
    ],
    steps: [
      "Download or build the file again and compare its size and checksum with the source's.",
      '`odflash info FILE` shows what odflash sees in it.',
    ],
    others: [
      'dfu-util: `Only DfuSe file version 1.1a is supported`, `Invalid DfuSe file`',
      'objcopy: `file format not recognized`',
    ],
  },
  'image-empty': {
    about: ['The file is valid, but none of its bytes belongs to the flash of the chip.'],
    causes: ['An empty file.', 'A program linked to run from RAM only.', 'An ELF file with debug information only.'],
    steps: [
      'Choose the firmware file of your board.',
      '`odflash info FILE` lists every segment and why it was skipped.',
    ],
  },
  'image-overlap': {
    about: [
      'Two parts of the file contain different bytes for the same address. Either could be right, so neither is written. (Parts that overlap with identical bytes are accepted with a note.)',
    ],
    causes: [
      'Two HEX files joined by hand, for example a bootloader and an application with a common area.',
      'A linker script with overlapping regions.',
    ],
    steps: [
      'Build the file again.',
      'If two files were joined, flash them one after the other, or let `srec_cat` decide which takes precedence.',
    ],
  },
  'image-out-of-range': {
    about: [
      'The file contains bytes where the STM32F405 has no flash: the flash is 1 MiB from 0x08000000 to 0x080FFFFF. Option bytes and OTP memory are never written from a file.',
    ],
    causes: [
      'A file for another chip, or linked to another address.',
      'A raw binary with a wrong `--address`.',
      'A file that carries option bytes at 0x1FFFC000.',
    ],
    steps: [
      'Choose the file for the STM32F405 and for your board version.',
      'For a raw binary give the address it was linked to; ODrive firmware starts at 0x08000000.',
      '`odflash info FILE` shows the segments.',
    ],
    others: ['dfu-util: `Last page at 0x... is not writeable`, `Page at 0x... is not writeable`'],
  },
  'image-implausible': {
    about: [
      'The first two words of a firmware image are its initial stack pointer and its entry point. Here they do not fit the STM32F405: the stack is not in RAM or the entry not in flash. A board with such an image would not appear on USB.',
    ],
    causes: [
      'A file for another chip.',
      'A raw binary with a wrong `--address`, or one with a header in front of the image.',
      'An image for behind a bootloader, flashed to the start.',
      'An erased (all 0xFF) image.',
    ],
    steps: [
      'Choose the firmware file of your board.',
      '`odflash info FILE` shows the vector table and what is wrong with it.',
      'For a raw binary check `--address`.',
    ],
  },
};
