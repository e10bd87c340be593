import type { EventParams, EventsService } from '@backstage/plugin-events-node';

/** Keeps what is published; while `fails` is set, nothing can be. */
export function eventRecorder() {
  const published = Object.assign([] as EventParams[], { fails: false });
  const events: EventsService = {
    async publish(params) {
      if (published.fails) {
        throw new Error('The events backend does not answer');
      }
      published.push(params);
    },
    async subscribe() {},
  };
  return { published, events };
}
