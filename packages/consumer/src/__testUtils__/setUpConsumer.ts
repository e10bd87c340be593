import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  exampleSecrets,
  startTestGateway,
  type TestGateway,
} from '@oaf/access/testUtils';
import { run } from '../run';
import { createTestTerminal } from './createTestTerminal';

/** What each test of a file finds anew: a gateway, and an empty folder for profiles. */
export interface ConsumerSetUp {
  gateway: TestGateway;
  home: string;
  /** Runs a command line; answers its exit code and what it wrote and said. */
  execute(
    args: string[],
    environment?: Record<string, string>,
    answers?: Record<string, string>,
  ): Promise<{ code: number; written: string; said: string }>;
  enrol(...more: string[]): ReturnType<ConsumerSetUp['execute']>;
  call(...more: string[]): ReturnType<ConsumerSetUp['execute']>;
}

/** Call it inside `describe`. */
export function setUpConsumer(): ConsumerSetUp {
  const setUp = {} as ConsumerSetUp;

  setUp.execute = async (args, environment = {}, answers = {}) => {
    const terminal = createTestTerminal(
      { OAF_HOME: setUp.home, ...environment },
      answers,
    );
    const code = await run(args, terminal);
    return { code, written: terminal.written(), said: terminal.said() };
  };
  setUp.enrol = (...more) =>
    setUp.execute(['enrol', '--issuer', setUp.gateway.issuer, ...more], {
      OAF_TEMPORARY_PASSWORD: exampleSecrets.initialAccessToken,
    });
  setUp.call = (...more) =>
    setUp.execute(
      ['call', `${setUp.gateway.baseUrl}/accounts/accounts?page=2`, ...more],
      { OAF_API_KEY: exampleSecrets.apiKey },
    );

  beforeEach(async () => {
    setUp.gateway = await startTestGateway();
    setUp.home = await mkdtemp(join(tmpdir(), 'oaf-home-'));
  });

  afterEach(async () => {
    await setUp.gateway.close();
    await rm(setUp.home, { recursive: true });
  });

  return setUp;
}
