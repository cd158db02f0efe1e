// The generated data section (tools/payload.py) that makes the image as large as a real firmware, and the room for its CRC.

  .section .payload, "a"
  .incbin "payload.bin"

  .section .image_crc, "a"
  .word 0
