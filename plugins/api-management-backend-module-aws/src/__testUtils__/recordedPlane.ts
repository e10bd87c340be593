import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import { AccountBudgets } from '../budget/AccountBudgets';
import { ControlPlane, type Reading } from '../controlPlane/ControlPlane';
import type { Answer, SignedRequest } from '../controlPlane/Transport';
import { account, region } from './simulator';

export const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
};

export const reading: Reading = {
  account,
  region,
  priority: 'sweep' as ReadPriority,
  signal: new AbortController().signal,
};

export function answer(
  status: number,
  body: object | string,
  headers: Record<string, string> = {},
): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, text };
}

/** A control plane whose answers are given by hand, one after the other; an Error is thrown. */
export function recordedPlane(...answers: (Answer | Error)[]) {
  const requests: SignedRequest[] = [];
  const refused: unknown[] = [];
  const budgets = new AccountBudgets({ rate: 10, burst: 40, accounts: {} });
  const plane = new ControlPlane({
    budgets,
    transport: {
      async send(request) {
        requests.push(request);
        const next = answers.shift();
        if (!next || next instanceof Error) {
          throw next ?? new Error(`Nothing is recorded for ${request.path}`);
        }
        return next;
      },
      async close() {},
    },
    sessions: {
      get: async () => credentials,
      refused: (_, session) => refused.push(session),
    },
  });
  return { plane, requests, refused, budgets };
}
