const callbacks = new WeakMap<AbortSignal, Set<() => void>>();

function listen(signal: AbortSignal): Set<() => void> {
  const set = new Set<() => void>();
  callbacks.set(signal, set);
  const abort = () => set.forEach(callback => callback());
  signal.addEventListener('abort', abort, { once: true });
  return set;
}

/**
 * Calls back when the signal is aborted; answers how to call it off. A sweep sends thousands of requests under one
 * signal, and `addEventListener` searches all listeners of a signal for each new one.
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const set = callbacks.get(signal) ?? listen(signal);
  set.add(callback);
  return () => set.delete(callback);
}
