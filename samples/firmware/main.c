// Prints one line on USART2: name, version and the CRC-32 of the program's own flash image, e.g.
//   odflash sample 2.0.0 crc 0x1234ABCD ok
// `ok` if it is the CRC that the build appended to the image, else `BAD`.

#include "crc32.h"
#include "usart.h"
#include "version.h"

extern const uint8_t image_start[];
extern const uint32_t image_crc;

// Not const: it lives in .data, so the line comes out right only if .data was flashed to its load address.
static char greeting[] = "odflash sample ";

// Reserved, never touched (QEMU 7.2's F405 has no core-coupled memory): it gives the ELF file the segment at 0x10000000 that
// ODrive's firmware has and that no flasher may write.
__attribute__((section(".ccmram"), used)) static uint8_t scratch[1024];

static void print_version_part(uint8_t value, char after) {
  char text[] = {(char)('0' + value / 10), (char)('0' + value % 10), after, 0};
  usart_print(value < 10 ? text + 1 : text);
}

static void print_hex(uint32_t value) {
  char text[9] = {0};
  for (int digit = 7; digit >= 0; digit--, value >>= 4) text[digit] = "0123456789ABCDEF"[value & 15];
  usart_print(text);
}

int main(void) {
  uint32_t crc = crc32(image_start, (const uint8_t *)&image_crc);
  usart_start();
  usart_print(greeting);
  print_version_part(fw_version_major_, '.');
  print_version_part(fw_version_minor_, '.');
  print_version_part(fw_version_revision_, ' ');
  usart_print("crc 0x");
  print_hex(crc);
  usart_print(crc == image_crc ? " ok\r\n" : " BAD\r\n");
  return 0;
}
