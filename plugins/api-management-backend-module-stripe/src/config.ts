import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const ROOT = 'apiManagement.billing.stripe';
const METHODS = ['send_invoice', 'charge_automatically'] as const;
const DEFAULT_DAYS = 30;
const DEFAULT_TIMEOUT_MS = 20_000;

export type StripeConfig = {
  apiKey: string;
  finalize: boolean;
  collectionMethod: (typeof METHODS)[number];
  daysUntilDue: number;
  timeoutMs: number;
  endpoint?: URL;
};

/**
 * Undefined when nothing is to be handed over.
 *
 * @throws InputError naming the key of the first invalid value
 */
export function readStripeConfig(rootConfig: Config): StripeConfig | undefined {
  const config = rootConfig.getOptionalConfig(ROOT);
  return (
    config && {
      apiKey: config.getString('apiKey'),
      finalize: config.getOptionalBoolean('finalize') ?? false,
      collectionMethod: readMethod(config),
      daysUntilDue: readDays(config),
      timeoutMs: config.has('timeout')
        ? durationToMilliseconds(
            readDurationFromConfig(config, { key: 'timeout' }),
          )
        : DEFAULT_TIMEOUT_MS,
      endpoint: readEndpoint(config),
    }
  );
}

function readMethod(config: Config) {
  const method = config.getOptionalString('collectionMethod') ?? METHODS[0];
  const known = METHODS.find(each => each === method);
  if (!known) {
    throw invalid('collectionMethod', `be ${METHODS.join(' or ')}`, method);
  }
  return known;
}

function readDays(config: Config): number {
  const days = config.getOptionalNumber('daysUntilDue') ?? DEFAULT_DAYS;
  if (!Number.isInteger(days) || days < 0) {
    throw invalid('daysUntilDue', 'be a whole number, not below 0', days);
  }
  return days;
}

function readEndpoint(config: Config): URL | undefined {
  const endpoint = config.getOptionalString('endpoint');
  if (endpoint === undefined) {
    return undefined;
  }
  if (!URL.canParse(endpoint)) {
    throw invalid('endpoint', 'be a URL', endpoint);
  }
  return new URL(endpoint);
}

function invalid(key: string, rule: string, value: unknown): InputError {
  return new InputError(
    `Invalid config value at '${ROOT}.${key}': must ${rule}, got ${JSON.stringify(
      value,
    )}`,
  );
}
