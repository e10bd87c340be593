import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium } from '@playwright/test';

/** Milliseconds after which a start is given up. */
const PATIENCE = 15 * 60_000;

/** Seconds from `npm start` to the first page with the imported APIs, for a manager who signs in by hand. */
export async function timeStart(
  product: string,
  environment: Record<string, string>,
): Promise<number> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const begin = performance.now();
  const started = spawn('npm', ['start'], {
    cwd: product,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  try {
    await untilUsable(browser, environment, started);
    return (performance.now() - begin) / 1000;
  } finally {
    await browser.close();
    await stop(started);
  }
}

async function untilUsable(
  browser: Browser,
  environment: Record<string, string>,
  started: ChildProcess,
) {
  let log = '';
  const keep = (chunk: Buffer) => {
    log = (log + chunk).slice(-4000);
  };
  started.stdout!.on('data', keep);
  started.stderr!.on('data', keep);
  const address = `http://localhost:${environment.OAF_APP_PORT}`;
  const health = `http://localhost:${environment.OAF_BACKEND_PORT}/.backstage/health/v1/readiness`;
  const deadline = performance.now() + PATIENCE;
  while (!((await answers(address)) && (await answers(health)))) {
    if (started.exitCode !== null || performance.now() > deadline) {
      throw new Error(`The product did not start.\n${log}`);
    }
    await sleep(50);
  }
  await signIn(browser, address);
}

async function answers(address: string) {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function signIn(browser: Browser, address: string) {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  const popup = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await (await popup).getByRole('button', { name: 'Max Oyelaran' }).click();
  await page.getByRole('link', { name: 'APIs for you' }).waitFor();
}

async function stop(started: ChildProcess) {
  if (started.exitCode !== null) {
    return;
  }
  const ended = once(started, 'exit');
  // npm and all that it started.
  process.kill(-started.pid!, 'SIGTERM');
  await Promise.race([ended, sleep(15_000)]);
  try {
    process.kill(-started.pid!, 'SIGKILL');
  } catch {
    // All of them have ended.
  }
}
