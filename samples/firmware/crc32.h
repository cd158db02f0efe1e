#pragma once

#include <stdint.h>

/// CRC-32 of `start` up to, not including, `end`: the one of zlib, Ethernet and gzip.
uint32_t crc32(const uint8_t *start, const uint8_t *end);
