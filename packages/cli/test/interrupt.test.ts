import { EventEmitter } from 'node:events';
import { FlasherError } from '@odflash/core';
import { quoted } from '@odflash/core/messages';
import { describe, expect, it, vi } from 'vitest';
import { watchInterrupts } from '../src/interrupt.ts';

function rig() {
  const source = new EventEmitter() as unknown as NodeJS.Process;
  const handlers = { warn: vi.fn(), idling: vi.fn(), giveUp: vi.fn() };
  return { source, handlers, interrupt: watchInterrupts(handlers, source) };
}

describe('Ctrl-C', () => {
  it('stops at once before anything was changed', () => {
    const { source, handlers, interrupt } = rig();
    source.emit('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(handlers.warn).not.toHaveBeenCalled();
  });

  it('only warns the first time while the flash is written, stops the second time, gives up the third', () => {
    const { source, handlers, interrupt } = rig();
    interrupt.writingBegins();
    source.emit('SIGINT');
    expect(handlers.warn).toHaveBeenCalledOnce();
    expect(interrupt.signal.aborted).toBe(false);
    source.emit('SIGINT');
    expect(interrupt.signal.aborted).toBe(true);
    expect(handlers.giveUp).not.toHaveBeenCalled();
    source.emit('SIGINT');
    expect(handlers.giveUp).toHaveBeenCalledOnce();
  });

  it('counts a press that a question caught like any other', () => {
    const { interrupt } = rig();
    interrupt.pressed();
    expect(interrupt.signal.aborted).toBe(true);
  });
});

describe('other ways to be ended', () => {
  it('stops at the next block when the system shuts down', () => {
    const { source, handlers, interrupt } = rig();
    interrupt.writingBegins();
    source.emit('SIGTERM');
    expect(interrupt.signal.aborted).toBe(true);
    expect(handlers.warn).not.toHaveBeenCalled();
  });

  it('finishes a flash whose terminal was closed, but starts none', () => {
    const writing = rig();
    writing.interrupt.writingBegins();
    writing.source.emit('SIGHUP');
    expect(writing.interrupt.signal.aborted).toBe(false);
    const reading = rig();
    reading.source.emit('SIGHUP');
    expect(reading.interrupt.signal.aborted).toBe(true);
  });

  it('leaves the process alone once the operation is over', () => {
    const { source, interrupt } = rig();
    interrupt[Symbol.dispose]();
    expect(source.eventNames()).toEqual([]);
  });
});

describe('while an axis is armed', () => {
  it('nothing gives up before it is idle: it is said what is being done', () => {
    const { source, handlers, interrupt } = rig();
    interrupt.axis('axis0', true);
    source.emit('SIGINT');
    source.emit('SIGINT');
    expect(handlers.giveUp).not.toHaveBeenCalled();
    expect(handlers.idling).toHaveBeenCalledExactlyOnceWith(['axis0']);
    interrupt.axis('axis0', false);
    source.emit('SIGINT');
    expect(handlers.giveUp).toHaveBeenCalledOnce();
  });

  it('a failure that nothing catches stops the work, and is what it ends with', () => {
    const { interrupt } = rig();
    const error = new FlasherError('internal', quoted('mine'));
    expect(interrupt.failed(error)).toBe(false);
    interrupt.axis('axis0', true);
    expect(interrupt.failed(error)).toBe(true);
    expect([interrupt.signal.aborted, interrupt.failure]).toEqual([true, error]);
  });
});
