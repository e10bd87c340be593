import { reasonOf } from './reasonOf';

it.each([
  [{ status: 200 }, undefined],
  [{ status: 304, upstreamStatus: 304 }, undefined],
  [{ status: 403, error: 'insufficient_scope' }, 'insufficient_scope'],
  [{ status: 429, error: 'throttled' }, 'throttled'],
  [{ status: 429, error: 'quota_exceeded' }, 'quota_exceeded'],
  [{ status: 401, error: 'of a newer gateway' }, 'other'],
  [{ status: 404, upstreamStatus: 404 }, 'apiRefused'],
  [{ status: 429, upstreamStatus: 429 }, 'apiRefused'],
  [{ status: 503, upstreamStatus: 503 }, 'apiFailed'],
  [{ status: 504, upstreamError: 'upstream_timeout' }, 'upstream_timeout'],
  [{ status: 504, upstreamError: 'Execution failed' }, 'upstreamFailed'],
  [{ status: 200, upstreamError: 'reset' }, 'upstreamFailed'],
  [{ status: 401 }, 'unauthenticated'],
  [{ status: 403 }, 'forbidden'],
  [{ status: 429 }, 'throttled'],
  [{ status: 418 }, 'gatewayRefused'],
  [{ status: 500 }, 'gatewayFailed'],
])('finds why of %j', (call, reason) => {
  expect(reasonOf(call)).toBe(reason);
});
