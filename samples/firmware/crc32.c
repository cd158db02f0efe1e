// CRC-32, reflected polynomial 0xEDB88320, four bits at a time: 64 bytes of table instead of 1 KiB.

#include "crc32.h"

static const uint32_t polynomial = 0xEDB88320;

static uint32_t table[16];

static void fill_table(void) {
  for (uint32_t nibble = 0; nibble < 16; nibble++) {
    uint32_t remainder = nibble;
    for (int bit = 0; bit < 4; bit++) remainder = (remainder >> 1) ^ (remainder & 1 ? polynomial : 0);
    table[nibble] = remainder;
  }
}

uint32_t crc32(const uint8_t *start, const uint8_t *end) {
  fill_table();
  uint32_t crc = ~0U;
  for (const uint8_t *byte = start; byte < end; byte++) {
    crc ^= *byte;
    crc = (crc >> 4) ^ table[crc & 15];
    crc = (crc >> 4) ^ table[crc & 15];
  }
  return ~crc;
}
