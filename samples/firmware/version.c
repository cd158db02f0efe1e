// The version as four one-byte symbols, named as in ODrive firmware 0.5.x, so that a tool can read it from the ELF file.

#include "version.h"

const uint8_t fw_version_major_ = FW_VERSION_MAJOR;
const uint8_t fw_version_minor_ = FW_VERSION_MINOR;
const uint8_t fw_version_revision_ = FW_VERSION_REVISION;
const uint8_t fw_version_unreleased_ = 0;
