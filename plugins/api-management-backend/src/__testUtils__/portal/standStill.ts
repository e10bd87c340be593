const running = [
  'cancelAnimationFrame',
  'cancelIdleCallback',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

/** Sets the clock, which then stands still; timers go on. */
export function standStill(time: string | number) {
  jest.useFakeTimers({ now: new Date(time), doNotFake: [...running] });
}
