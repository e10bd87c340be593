import { bareCrypto } from '../crypto/bareCrypto';
import { each } from '../measurement/contenders';
import type { Measurement, Row } from '../measurement/Measurement';
import {
  rateOf,
  ratioOf,
  runRounds,
  type Rates,
} from '../measurement/runRounds';
import { createCalls, type Call } from './createCalls';

const names = {
  fresh: 'authorizer, each token new',
  cached: 'authorizer, token known',
  two: 'bare crypto: 2 verifications',
  one: 'bare crypto: 1 verification',
  neighbour: 'aws-jwt-verify: the token alone',
};

function toRows(rates: Rates, verifications: number): Row[] {
  const bound = { atLeast: 0.8 };
  return [
    ...Object.values(names).map(what => ({
      what,
      figure: rateOf(rates, what),
      unit: 'decisions/s',
    })),
    {
      what: 'each token new / its 2 verifications',
      figure: ratioOf(rates, names.fresh, names.two),
      unit: 'times',
      bound,
    },
    {
      what: 'token known / its 1 verification',
      figure: ratioOf(rates, names.cached, names.one),
      unit: 'times',
      bound,
    },
    {
      what: 'verifications per call, token known',
      figure: verifications,
      unit: '',
      bound: { atMost: 1 },
    },
  ];
}

/** The authorizer beside the cryptography it cannot do without, and beside a verifier that looks at the token alone. */
export const authorizer: Measurement = {
  title: 'Authorizer (DPoP, API key, kill switches, scope, ES256)',
  async measure() {
    const calls = await createCalls();
    const judge = async (call: Call) => {
      const answer = await calls.authorize(call);
      if (!answer.allow) {
        throw new Error(`The authorizer refuses: ${answer.description}`);
      }
    };
    const contenders = [
      each(names.fresh, calls.withFreshTokens, judge),
      each(names.cached, calls.withKnownToken, judge),
      bareCrypto(names.two, { verifications: 2, signatures: 0 }),
      bareCrypto(names.one, { verifications: 1, signatures: 0 }),
      each(names.neighbour, calls.freshTokens, calls.verifyWithNeighbour),
    ];
    const rates = await runRounds(contenders, { rounds: 60, operations: 300 });
    return toRows(rates, await calls.countVerifications());
  },
};
