// The ROM bootloader as USB sees it. DNLOAD only buffers; the first GETSTATUS answers dfuDNBUSY and sets off the work; the
// next one is not answered (NAK) until the work is done (AN2662 figures, logs of F4 parts).

import { sent, stalled } from '../usb/answers.ts';
import type { UsbFunction } from '../usb/function.ts';
import type { RomBehaviour } from './behaviour.ts';
import { freshRegisters, type RomRegisters, widthInForce } from './commands.ts';
import {
  alternateCount,
  configurationDescriptor,
  deviceDescriptor,
  functionalDescriptor,
  romString,
} from './descriptors.ts';
import { states } from './dfu.ts';
import { applyBusReset, begin, createMachine, exitIn, isHolding, type Machine } from './machine.ts';
import { romRegions } from './memory-map.ts';
import { answerRequest } from './requests.ts';

/** What the ROM stands on. */
export interface RomEnvironment extends Omit<Machine, 'gate' | 'work' | 'registers' | 'regions'> {
  readonly behaviour: RomBehaviour;
}

export interface Rom extends UsbFunction {
  readonly registers: RomRegisters;
  /** Finishes what a saved board was in the middle of, as if the time it needs had passed. */
  resume(): void;
  /** The chip is reset or loses its supply: nothing more happens here. */
  stop(): void;
}

export function createRom(environment: RomEnvironment, saved?: RomRegisters): Rom {
  const { chip, behaviour, controller } = environment;
  const registers = saved ?? freshRegisters(behaviour);
  const machine = createMachine({ ...environment, registers, regions: romRegions(chip, behaviour.version) });
  const { gate, work } = machine;
  return {
    registers,
    device: deviceDescriptor(chip.model, behaviour),
    configuration: configurationDescriptor(alternateCount(chip.model)),
    string: (index) => romString(index, chip.model, environment.serial, behaviour, registers.entered === 'by-software'),
    control: (setup, data, length) => {
      const type = (setup.requestType >> 5) & 3;
      if (type === 0) return setup.value >> 8 === functionalType ? sent(functionalDescriptor, length) : stalled;
      if (type !== 1 || (setup.index & 0xff) !== 0) return stalled;
      return answerRequest(machine, { setup, data, length });
    },
    hasAlternate: (interfaceNumber, alternate) => interfaceNumber === 0 && alternate < alternateCount(chip.model),
    endpoints: new Map(),
    busy: () => (isHolding(machine) ? gate.wait() : undefined),
    busReset: () => {
      work.hung = false;
      work.busWasReset = true;
      if (!controller.working()) applyBusReset(machine);
      gate.open();
    },
    resume: () => {
      chip.width = widthInForce(registers, behaviour);
      if (registers.state === states.manifest) exitIn(machine, 0, { kind: 'jump', address: registers.jump });
      if (registers.state !== states.downloadBusy) return;
      begin(machine);
      controller.complete();
    },
    stop: () => work.leaving?.(),
  };
}

const functionalType = functionalDescriptor[1];
