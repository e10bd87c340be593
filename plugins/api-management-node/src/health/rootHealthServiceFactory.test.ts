import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { readinessChecksServiceRef } from './readinessChecks';
import { rootHealthServiceFactory } from './rootHealthServiceFactory';

async function setUp() {
  const lifecycle = mockServices.rootLifecycle.mock();
  const tester = ServiceFactoryTester.from(rootHealthServiceFactory, {
    dependencies: [lifecycle.factory],
  });
  return {
    health: await tester.getSubject(),
    checks: await tester.getService(readinessChecksServiceRef),
    started: () => lifecycle.addStartupHook.mock.calls[0][0](),
    ending: () => lifecycle.addBeforeShutdownHook.mock.calls[0][0](),
  };
}

const ready = { status: 200, payload: { status: 'ok' } };
const notReady = (message: string) => ({
  status: 503,
  payload: { status: 'error', message },
});

describe('rootHealthServiceFactory', () => {
  it('is ready from the start to the end of the backend, and alive all the time', async () => {
    const { health, started, ending } = await setUp();
    expect(await health.getReadiness()).toEqual(
      notReady('Backend has not started yet'),
    );
    await started();
    expect(await health.getReadiness()).toEqual(ready);
    await ending();
    expect(await health.getReadiness()).toEqual(
      notReady('Backend is shutting down'),
    );
    expect(await health.getLiveness()).toEqual(ready);
  });

  it('says everything that keeps it from being ready, and only while it does', async () => {
    const { health, checks, started } = await setUp();
    await started();
    let failures: (string | undefined)[] = ['no door', 'no window'];
    checks.add(() => failures[0]);
    checks.add(() => failures[1]);
    expect(await health.getReadiness()).toEqual(notReady('no door; no window'));
    expect(await health.getLiveness()).toEqual(ready);
    failures = [];
    expect(await health.getReadiness()).toEqual(ready);
  });
});
