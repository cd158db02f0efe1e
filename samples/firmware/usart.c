// USART2 at the clock the chip has after reset: HSI, 16 MHz, all prescalers 1 (RM0090 §7.2).

#include "usart.h"

#include <stdint.h>

#define REGISTER(address) (*(volatile uint32_t *)(address))

// RM0090 §2.3 (base addresses), §7.3.10 and §7.3.13 (clock enable), §8.4 (GPIO), §30.6 (USART).
#define RCC_AHB1ENR REGISTER(0x40023830)
#define RCC_APB1ENR REGISTER(0x40023840)
#define GPIOA_MODER REGISTER(0x40020000)
#define GPIOA_AFRL REGISTER(0x40020020)
#define USART2_SR REGISTER(0x40004400)
#define USART2_DR REGISTER(0x40004404)
#define USART2_BRR REGISTER(0x40004408)
#define USART2_CR1 REGISTER(0x4000440C)

enum {
  gpioa_clock = 1 << 0,
  usart2_clock = 1 << 17,
  mode_alternate = 2,
  alternate_usart2 = 7,
  transmit_empty = 1 << 7,
  usart_enable = 1 << 13,
  transmitter_enable = 1 << 3,
  hsi_hertz = 16000000,
  baud = 115200,
};

void usart_start(void) {
  RCC_AHB1ENR |= gpioa_clock;
  RCC_APB1ENR |= usart2_clock;
  GPIOA_AFRL = (GPIOA_AFRL & ~(0xFU << 8)) | (alternate_usart2 << 8);
  GPIOA_MODER = (GPIOA_MODER & ~(3U << 4)) | (mode_alternate << 4);
  USART2_BRR = (hsi_hertz + baud / 2) / baud;
  USART2_CR1 = usart_enable | transmitter_enable;
}

void usart_print(const char *text) {
  for (; *text; text++) {
    while (!(USART2_SR & transmit_empty)) continue;
    USART2_DR = (uint8_t)*text;
  }
}
