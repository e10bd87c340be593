import { useEffect } from 'react';
import type { Queue } from './useQueue';

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  Boolean(target.closest('input, textarea, select, [role="dialog"]'));

/** j and k move through the queue, a approves, r rejects. */
export function useApprovalKeys(queue: Queue) {
  useEffect(() => {
    const actions: Record<string, () => void> = {
      j: () => queue.move(1),
      k: () => queue.move(-1),
      a: () => queue.setDecision('approve'),
      r: () => queue.setDecision('reject'),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isPlain && actions[event.key] && !isTyping(event.target)) {
        event.preventDefault();
        actions[event.key]();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [queue]);
}
