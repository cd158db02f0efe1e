@ Runs in the SRAM of an STM32F405, erases, programs and checks its flash, and takes its orders from a mailbox in SRAM that
@ the probe reads and writes meanwhile. Position-independent, without stack, interrupts or firmware of the chip.
@ Built by scripts/stub.mjs into flash-stub.ts; registers and sequences: RM0090 §3.9 (FLASH), §4.4 (CRC), §21.4 (IWDG).
@
@ Entered with r0 = the mailbox, all of whose words are zero:

        .equ    WRITTEN, 0      @ from the probe: bytes put into the queue so far
        .equ    OPERATION, 4    @ bit 0 erase, bit 1 program, bit 2 checksum
        .equ    ERASE_CR, 8     @ FLASH_CR for the erase, without STRT
        .equ    PROGRAM_CR, 12  @ FLASH_CR for programming; PSIZE decides how words are stored
        .equ    ADDRESS, 16     @ of the flash, a multiple of 4
        .equ    LENGTH, 20      @ in bytes, a multiple of 4
        .equ    QUEUE, 24       @ first address of the queue
        .equ    QUEUE_END, 28
        .equ    REQUEST, 32     @ number of the job, written last: another number begins it
        .equ    DONE, 36        @ from the stub: number of the last job, inverted if it failed
        .equ    TAKEN, 40       @ bytes taken from the queue and programmed so far
        .equ    RESULT, 44      @ checksum, or FLASH_SR of the failure

        .equ    SR, 12          @ of FLASH
        .equ    CR, 16
        .equ    CRC_CR, 8       @ of the CRC unit

        .syntax unified
        .cpu    cortex-m4
        .thumb
        .text
        .global stub
stub:
        ldr     r7, watchdog
idle:
        ldr     r5, alive
        str     r5, [r7]
        ldr     r5, [r0, #REQUEST]
        ldr     r6, [r0, #DONE]
        cmp     r5, r6
        beq     idle
        mvns    r6, r6          @ a failed job is over, too
        cmp     r5, r6
        beq     idle

        movs    r4, #0
        str     r4, [r0, #TAKEN]
        ldr     r5, [r0, #OPERATION]
        lsls    r6, r5, #29
        bmi     checksum
        ldr     r1, flash
        lsls    r6, r5, #31
        beq     erased

        ldr     r6, [r0, #ERASE_CR]
        str     r6, [r1, #CR]
        ldr     r5, start
        orrs    r6, r5
        str     r6, [r1, #CR]
        dsb
erasing:
        ldr     r5, alive
        str     r5, [r7]
        ldr     r6, [r1, #SR]
        lsls    r6, r6, #15     @ BSY to the sign, error flags below it
        bmi     erasing
        bne     failed
erased:
        ldr     r5, [r0, #OPERATION]
        lsls    r6, r5, #30
        bpl     finished
        ldr     r5, [r0, #PROGRAM_CR]
        str     r5, [r1, #CR]
        ldr     r2, [r0, #ADDRESS]
        ldr     r3, [r0, #QUEUE]
next:
        ldr     r5, alive
        str     r5, [r7]
        ldr     r5, [r0, #LENGTH]
        cmp     r4, r5
        beq     finished
        ldr     r5, [r0, #WRITTEN]
        cmp     r4, r5
        beq     next            @ the queue is empty
        ldr     r5, [r3]
        adds    r3, #4
        mvns    r6, r5
        beq     blank           @ 0xFFFFFFFF programs nothing
store:
        ldr     r6, [r0, #PROGRAM_CR]
        lsls    r6, r6, #22     @ PSIZE to the two highest bits
        bmi     word
        lsls    r6, r6, #1
        bmi     half
        strb    r5, [r2]
        adds    r2, #1
        lsrs    r5, r5, #8
        b       storing
half:
        strh.w  r5, [r2], #2
        lsrs    r5, r5, #16
        b       storing
word:
        str     r5, [r2]
        adds    r2, #4
storing:
        dsb
busy:
        ldr     r6, [r1, #SR]
        lsls    r6, r6, #15
        bmi     busy
        bne     failed
        lsls    r6, r2, #30     @ the rest of the word
        bne     store
        b       stored
blank:
        adds    r2, #4
stored:
        adds    r4, #4
        str     r4, [r0, #TAKEN]
        ldr     r5, [r0, #QUEUE_END]
        cmp     r3, r5
        bne     next
        ldr     r3, [r0, #QUEUE]
        b       next

checksum:
        ldr     r1, unit
        movs    r5, #1
        str     r5, [r1, #CRC_CR]
        ldr     r2, [r0, #ADDRESS]
        ldr     r3, [r0, #LENGTH]
        add     r3, r2
feed:
        ldr     r5, [r2]
        adds    r2, #4
        str     r5, [r1]
        cmp     r2, r3
        bne     feed
        ldr     r5, [r1]
        str     r5, [r0, #RESULT]
        b       done

failed:
        ldr     r5, [r1, #SR]
        str     r5, [r0, #RESULT]
        str     r5, [r1, #SR]   @ the flags are cleared by writing them
        movs    r5, #0
        str     r5, [r1, #CR]
        ldr     r5, [r0, #REQUEST]
        mvns    r5, r5
        str     r5, [r0, #DONE]
        b       idle
finished:
        movs    r5, #0
        str     r5, [r1, #CR]
done:
        ldr     r5, [r0, #REQUEST]
        str     r5, [r0, #DONE]
        b       idle

        .align  2
watchdog: .word 0x40003000      @ IWDG_KR
alive:  .word   0x0000aaaa
flash:  .word   0x40023c00
start:  .word   0x00010000      @ STRT of FLASH_CR
unit:   .word   0x40023000      @ CRC
