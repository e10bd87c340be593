import { answerTypes } from './answers';
import type { InPlaceApi } from './InPlaceApi';
import type { InPlaceRecord, StageRecord } from './InPlaceRecord';
import { type Found, isJudged, methodsOf, stateOf } from './lookAt';
import { stageBefore } from './protection';

/** What is to be remembered of an API before a product has it in place. */
export function recordFor(
  api: InPlaceApi,
  found: Found,
  productId: string,
): InPlaceRecord {
  const { record } = found;
  const known = record?.stages[api.at.stage];
  return {
    before: beforeOf(found),
    stages: {
      ...record?.stages,
      [api.at.stage]: {
        isServed: false,
        ...known,
        products: [...new Set([...(known?.products ?? []), productId])],
        before: stageBefore(api, found, known),
      },
    },
  };
}

/** With methods that came since, as they are. */
function beforeOf(found: Found): InPlaceRecord['before'] {
  const { record, working, authorizerId } = found;
  const now = stateOf(found, answerTypes);
  const own = methodsOf(working)
    .filter(method => !isJudged(method, authorizerId))
    .map(({ key }) => [key, now.methods[key]]);
  return record
    ? {
        ...record.before,
        methods: { ...record.before.methods, ...Object.fromEntries(own) },
      }
    : now;
}

/** Undefined when nothing is left of it. */
export function withStage(
  { before, stages }: InPlaceRecord,
  name: string,
  stage: StageRecord | undefined,
): InPlaceRecord | undefined {
  const { [name]: _, ...others } = stages;
  const left = stage ? { ...others, [name]: stage } : others;
  return Object.keys(left).length > 0 ? { before, stages: left } : undefined;
}

export function othersOf(
  { products }: StageRecord,
  productId: string,
): string[] {
  return products.filter(id => id !== productId);
}
