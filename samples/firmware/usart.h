#pragma once

/// USART2, 115200 baud 8N1, transmitter only, on PA2 (pin GPIO3 of an ODrive v3).
void usart_start(void);

/// Sends a string and waits until the last byte has left the data register.
void usart_print(const char *text);
