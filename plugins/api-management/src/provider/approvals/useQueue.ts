import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';

/** What is being decided about the current request. */
export type Decision = 'approve' | 'reject';

/** The requests, the one that is looked at, and those that are ticked. */
export type Queue = {
  requests: Subscription[];
  current: Subscription | undefined;
  /** Moves to a request by its id. */
  goTo: (id: string) => void;
  /** Moves up or down; stops at the ends. */
  move: (steps: number) => void;
  ticked: Subscription[];
  tick: (ids: string[]) => void;
  decision: Decision | undefined;
  setDecision: (decision: Decision | undefined) => void;
};

/** Keeps its place: when the current request is decided, the next one takes it. */
export function useQueue(requests: Subscription[]): Queue {
  const [place, setPlace] = useState({ id: '', index: 0 });
  const [tickedIds, tick] = useState<string[]>([]);
  const [decision, setDecision] = useState<Decision>();
  const found = requests.findIndex(({ id }) => id === place.id);
  const index = found >= 0 ? found : Math.min(place.index, requests.length - 1);
  const goToIndex = (next: number) =>
    setPlace({ id: requests[next].id, index: next });
  return {
    requests,
    current: requests[index],
    goTo: id => goToIndex(requests.findIndex(request => request.id === id)),
    move: steps =>
      goToIndex(Math.max(0, Math.min(requests.length - 1, index + steps))),
    ticked: requests.filter(({ id }) => tickedIds.includes(id)),
    tick,
    decision,
    setDecision: next =>
      setDecision(
        next && requests[index]?.actions.includes(next) ? next : undefined,
      ),
  };
}
