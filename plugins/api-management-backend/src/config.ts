import { readSchedulerServiceTaskScheduleDefinitionFromConfig } from '@backstage/backend-plugin-api';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readEntityRules } from './discovery/rules/config';
import type { EntityRuleTexts } from './discovery/rules/createEntityRules';
import { readCredentialConfig } from './credentials/config';
import type { CredentialConfig } from './credentials/config';
import { readEnvelopeKey } from './credentials/envelopeKey';
import { readMilliseconds } from './durations/config';
import { readInvoiceConfig } from './invoices/config';
import type { InvoiceConfig } from './invoices/config';
import { readNoticeConfig } from './notices/config';
import type { NoticeConfig } from './notices/config';
import { readUsageConfig } from './usage/config';
import type { UsageConfig } from './usage/config';

export type ApiManagementConfig = {
  defaultOwner: string;
  entityRules: EntityRuleTexts;
  discoverySchedule: SchedulerServiceTaskScheduleDefinition;
  verificationSchedule: SchedulerServiceTaskScheduleDefinition;
  /** The verifications of one round are spread over so many milliseconds. */
  verificationSpreadMs: number;
  usageSchedule: SchedulerServiceTaskScheduleDefinition;
  usage: UsageConfig;
  /** How often gateways are compared with what should be there. */
  driftSchedule: SchedulerServiceTaskScheduleDefinition;
  /** Undefined when a module has to make the keys. */
  envelopeKey?: Buffer;
  credentials: CredentialConfig;
  notices: NoticeConfig;
  /** When bills become final, and how long they are kept. */
  invoices: InvoiceConfig;
  /** Undefined when the deployment made none. */
  serialNumber?: string;
  /** How long work stays with a replica that gives no sign of life. */
  leases: { deploymentMs: number; provisioningMs: number };
};

const discoveryDefault = {
  frequency: { minutes: 1 },
  timeout: { minutes: 10 },
};
const verificationDefault = {
  frequency: { days: 1 },
  timeout: { minutes: 10 },
};
const leaseDefaults = { deploymentMs: 60_000, provisioningMs: 30_000 };
const MIN_LEASE_MS = 1_000;
const driftDefault = { frequency: { days: 1 }, timeout: { minutes: 1 } };
const usageDefault = { frequency: { seconds: 5 }, timeout: { minutes: 5 } };

export async function readApiManagementConfig(
  config: Config,
): Promise<ApiManagementConfig> {
  const own = config.getOptionalConfig('apiManagement');
  return {
    defaultOwner:
      own?.getOptionalString('discovery.defaultOwner') ??
      'group:default/unowned',
    entityRules: readEntityRules(own),
    discoverySchedule:
      readSchedule(own, 'discovery.schedule') ?? discoveryDefault,
    verificationSchedule:
      readSchedule(own, 'accounts.verification.schedule') ??
      verificationDefault,
    verificationSpreadMs: readSpread(config),
    notices: readNoticeConfig(own),
    invoices: readInvoiceConfig(config),
    serialNumber: readSerialNumber(own),
    leases: readLeases(config),
    credentials: readCredentialConfig(config),
    usageSchedule: readSchedule(own, 'usage.schedule') ?? usageDefault,
    usage: readUsageConfig(config),
    driftSchedule: readSchedule(own, 'drift.schedule') ?? driftDefault,
    envelopeKey: await readEnvelopeKey({
      key: own?.getOptionalString('secrets.key'),
      keyFile: own?.getOptionalString('secrets.keyFile'),
    }),
  };
}

const SERIAL_NUMBER = /^[\w-]{8,64}$/;

function readSerialNumber(config: Config | undefined): string | undefined {
  const key = 'installation.serialNumber';
  const serialNumber = config?.getOptionalString(key);
  if (serialNumber !== undefined && !SERIAL_NUMBER.test(serialNumber)) {
    throw new InputError(
      `apiManagement.${key} must be 8 to 64 letters, digits, hyphens and underscores`,
    );
  }
  return serialNumber;
}

function readSchedule(config: Config | undefined, key: string) {
  const schedule = config?.getOptionalConfig(key);
  return (
    schedule && readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
  );
}

function readLeases(config: Config): ApiManagementConfig['leases'] {
  const key = 'apiManagement.lease';
  if (!config.has(key)) {
    return leaseDefaults;
  }
  const lease = durationToMilliseconds(readDurationFromConfig(config, { key }));
  if (lease < MIN_LEASE_MS) {
    throw new InputError(
      `${key}: a replica cannot give a sign of life so often; say one second or more`,
    );
  }
  return { deploymentMs: lease, provisioningMs: lease };
}

function readSpread(config: Config): number {
  return readMilliseconds(
    config,
    'apiManagement.accounts.verification.spread',
    { hours: 1 },
  );
}
