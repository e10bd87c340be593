/**
 * Thrown when the sandbox is configured in a process that runs in production mode.
 *
 * @public
 */
export class SandboxInProductionError extends Error {
  readonly name = 'SandboxInProductionError';

  constructor() {
    super(
      'The sandbox signs anybody in without a password, so it refuses to start with NODE_ENV=production; remove the "sandbox" section from the configuration.',
    );
  }
}

/**
 * Thrown when a port of the sandbox is in use by another process.
 *
 * @public
 */
export class PortInUseError extends Error {
  readonly name = 'PortInUseError';

  constructor(
    /** The port that is taken. */
    readonly port: number,
    /** The configuration key to change it with. */
    readonly configKey: string,
  ) {
    super(
      `Port ${port} is in use by another process; stop that process, or set ${configKey} to a free port.`,
    );
  }
}
