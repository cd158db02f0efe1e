// The description of firmware 0.5.6's objects, one text in flash, as the virtual board's firmware serves it.

  .section .rodata.descriptor, "a"
  .globl odrive_descriptor
odrive_descriptor:
  .incbin "descriptor.json"
  .byte 0
