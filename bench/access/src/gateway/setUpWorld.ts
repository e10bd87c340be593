import { findOtherCore } from '../core/findOtherCore';
import type { GatewayOptions } from './gatewayMain';
import { freePort, untilListening } from './processes';
import { startChild, type Child } from './startChild';
import { findNginx, startNginx } from './startNginx';

/** A proxy to be measured. */
export interface Proxy {
  name: string;
  pid: number;
  origin: string;
}

/** Everything the measurement needs, each in a process of its own. */
export interface World {
  gateway: Proxy & { child: Child };
  /** The gateway first. */
  proxies: Proxy[];
  load: Child;
  /** What the proofs are made for. */
  url: string;
  /** What this machine lacks. */
  leftOut: string[];
  stop(): Promise<void>;
}

export const names = {
  checked: 'gateway, full checks',
  unchecked: 'same proxy, no checks',
  nginx: 'nginx, plain proxy',
};

async function startGateway(
  upstreamPort: number,
  checks: boolean,
): Promise<Proxy & { child: Child }> {
  const port = await freePort();
  const child = startChild(require.resolve('./gatewayMain.ts'));
  const upstream = `http://127.0.0.1:${upstreamPort}/accounts`;
  await child.ask({ port, upstream, checks } satisfies GatewayOptions);
  return {
    name: checks ? names.checked : names.unchecked,
    pid: child.pid,
    origin: `http://127.0.0.1:${port}`,
    child,
  };
}

async function startPlainProxy(upstreamPort: number) {
  const file = findNginx();
  if (!file) {
    return undefined;
  }
  const port = await freePort();
  const upstream = `127.0.0.1:${upstreamPort}`;
  const { pid, stop } = await startNginx(file, { port, upstream });
  await untilListening(port);
  return { name: names.nginx, pid, origin: `http://127.0.0.1:${port}`, stop };
}

async function startUpstream(core?: number) {
  const port = await freePort();
  const child = startChild(require.resolve('./upstreamMain.ts'), core);
  await child.ask({ port });
  return { port, child };
}

/**
 * Starts an upstream, the gateway with and without its checks, nginx, and the load generator. The proxies share the core of
 * the bench and run one at a time; upstream and load generator have another, where there is one.
 */
export async function setUpWorld(): Promise<World> {
  const core = findOtherCore();
  const upstream = await startUpstream(core);
  const gateway = await startGateway(upstream.port, true);
  const unchecked = await startGateway(upstream.port, false);
  const nginx = await startPlainProxy(upstream.port);
  const load = startChild(require.resolve('./loadMain.ts'), core);
  const resource = `${gateway.origin}/accounts`;
  const url = `${resource}/accounts`;
  await load.ask({ issuer: `${gateway.origin}/oauth`, url, resource });
  return {
    gateway,
    proxies: [gateway, unchecked, ...(nginx ? [nginx] : [])],
    load,
    url,
    leftOut: nginx ? [] : ['nginx is not installed; its rows are left out'],
    stop: async () => {
      await load.stop();
      await Promise.all([gateway.child.stop(), unchecked.child.stop()]);
      await nginx?.stop();
      await upstream.child.stop();
    },
  };
}
