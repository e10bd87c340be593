import type { EmulatorName } from './Emulator';

/** How an emulator is run. Paths are below its endpoint. */
export interface Program {
  /** Python module and its arguments. */
  command(port: number): string[];
  environment(port: number): Record<string, string>;
  healthPath: string;
  resetPath: string;
}

export const programs: Record<EmulatorName, Program> = {
  ministack: {
    command: () => ['ministack'],
    environment: port => ({
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      LOG_LEVEL: 'WARNING',
    }),
    healthPath: '/_ministack/health',
    resetPath: '/_ministack/reset',
  },
  moto: {
    command: port => ['moto.server', '-H', '127.0.0.1', '-p', String(port)],
    environment: () => ({}),
    healthPath: '/moto-api/data.json',
    resetPath: '/moto-api/reset',
  },
};
