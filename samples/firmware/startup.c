// Reset and vector table of the Cortex-M4 (PM0214 §2.3.4). Knows memories, not what the program does.

#include <stdint.h>

extern uint32_t stack_top, data_start, data_end, data_stored, bss_start, bss_end;

int main(void);

// PM0214 §2.3.4: 16 system entries; the sample enables no interrupt, so the table ends there.
enum { vector_count = 16 };

static void halt(void) {
  for (;;) __asm__ volatile("wfi");
}

__attribute__((noreturn, used)) void reset_handler(void) {
  const uint32_t *from = &data_stored;
  for (uint32_t *to = &data_start; to < &data_end;) *to++ = *from++;
  for (uint32_t *to = &bss_start; to < &bss_end;) *to++ = 0;
  main();
  halt();
  __builtin_unreachable();
}

union vector {
  void *stack;
  void (*handler)(void);
};

__attribute__((section(".isr_vector"), used)) static const union vector vectors[vector_count] = {
    [0] = {.stack = &stack_top},
    [1] = {.handler = reset_handler},
    [2 ... 6] = {.handler = halt},   // NMI, HardFault, MemManage, BusFault, UsageFault
    [11 ... 12] = {.handler = halt}, // SVCall, Debug Monitor
    [14 ... 15] = {.handler = halt}, // PendSV, SysTick
};
