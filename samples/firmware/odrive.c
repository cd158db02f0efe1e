// What ODrive's firmware tells of itself, so that odflash takes this program for firmware 0.5.6 of one board version and a
// virtual board runs it as that. On a real board the program does what the sample does, which is next to nothing: no USB.
// ODrive v3 Firmware: usbd_desc.c (strings), version.c (constants), board.cpp (OTP fall-back). descriptor.S has the rest.

#include "version.h"

#define TEXT(number) TEXT_OF(number)
#define TEXT_OF(number) #number
#define BOARD "ODrive " TEXT(HW_VERSION_MAJOR) "." TEXT(HW_VERSION_MINOR)
#define STRINGS "ODrive Robotics\0" BOARD " CDC Interface\0" BOARD " Native Interface"

// The constants stand behind the strings, where a virtual board looks for them.
__attribute__((used)) static const struct {
  char strings[sizeof(STRINGS)];
  uint8_t versions[7];
} identity = {
    STRINGS,
    {FW_VERSION_MAJOR, FW_VERSION_MINOR, FW_VERSION_REVISION, 0, HW_VERSION_MAJOR, HW_VERSION_MINOR, HW_VERSION_VOLTAGE},
};

// Since 0.5.3 .data begins with the board that blank OTP is taken for.
__attribute__((section(".data.first"), used)) static uint8_t otp_fallback[] = {
    0, 0, 0, HW_VERSION_MAJOR, HW_VERSION_MINOR, HW_VERSION_VOLTAGE,
};
