#pragma once

#include <stdint.h>

extern const uint8_t fw_version_major_;
extern const uint8_t fw_version_minor_;
extern const uint8_t fw_version_revision_;
extern const uint8_t fw_version_unreleased_;
