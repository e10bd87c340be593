import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { ServerProcess } from './ServerProcess';

const portVariables = [
  'OAF_APP_PORT',
  'OAF_BACKEND_PORT',
  'OAF_IDENTITY_PROVIDER_PORT',
  'OAF_UPSTREAMS_PORT',
  'OAF_GATEWAY_PORT',
] as const;

type Ports = Record<(typeof portVariables)[number], string>;

/** The source of a backend, with the embedded defaults, on free ports. */
export class BackendProcess extends ServerProcess {
  readonly url: string;
  readonly appUrl: string;

  private constructor(
    dataDirectory: string,
    ports: Ports,
    configurations: string[],
    program: string,
  ) {
    const url = `http://localhost:${ports.OAF_BACKEND_PORT}`;
    super({
      cwd: resolve(__dirname, '../..'),
      args: [
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
        program,
        ...['../../app-config.yaml', ...configurations].flatMap(file => [
          '--config',
          file,
        ]),
      ],
      environment: {
        ...ports,
        NODE_ENV: 'development',
        OAF_DATA_DIRECTORY: dataDirectory,
      },
      url,
    });
    this.url = url;
    this.appUrl = `http://localhost:${ports.OAF_APP_PORT}`;
  }

  /**
   * @param configurations - files that are read after the embedded defaults
   * @param program - what is started; the whole backend unless it says otherwise
   */
  static async create(
    dataDirectory: string,
    configurations: string[] = [],
    program = 'src/index.ts',
  ): Promise<BackendProcess> {
    const ports = await freePorts(portVariables.length);
    const named = portVariables.map((name, index) => [
      name,
      String(ports[index]),
    ]);
    return new BackendProcess(
      dataDirectory,
      Object.fromEntries(named),
      configurations,
      program,
    );
  }
}

/** All are held open at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, '127.0.0.1'),
  );
  await Promise.all(servers.map(server => once(server, 'listening')));
  const ports = servers.map(
    server => (server.address() as { port: number }).port,
  );
  await Promise.all(servers.map(server => once(server.close(), 'close')));
  return ports;
}
