import type { PublishingPlan } from '@oaf/backstage-plugin-api-management-node';
import { secondsOf } from '../steps';
import type { InPlaceStep } from './InPlaceStep';
import { READS } from './lookAt';

export const nothing: PublishingPlan = {
  changes: [],
  calls: 0,
  seconds: 0,
  bypass: [],
  obstacles: [],
  warnings: [],
};

/** Of an API in place, as its steps make it. */
export function planOf(url: string, steps: InPlaceStep[]): PublishingPlan {
  const made = steps.map(({ change }) => change);
  const calls = made.length + READS;
  const kept = {
    action: 'keep' as const,
    kind: 'authorizer' as const,
    path: url,
    detail: 'As it is',
  };
  return {
    ...nothing,
    changes: made.length > 0 ? made : [kept],
    calls,
    seconds: secondsOf(made, calls),
  };
}

/** One after the other. */
export function joined(parts: PublishingPlan[]): PublishingPlan {
  const sum = (of: (part: PublishingPlan) => number) =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    changes: parts.flatMap(({ changes }) => changes),
    calls: sum(({ calls }) => calls),
    seconds: sum(({ seconds }) => seconds),
    bypass: parts.flatMap(({ bypass }) => bypass),
    obstacles: parts.flatMap(({ obstacles }) => obstacles),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}
