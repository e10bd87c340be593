import { readSchedulerServiceTaskScheduleDefinitionFromConfig } from '@backstage/backend-plugin-api';
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { readEnvelopeKey } from './credentials/envelopeKey';

export type ApiManagementConfig = {
  defaultOwner: string;
  discoverySchedule: SchedulerServiceTaskScheduleDefinition;
  usageSchedule: SchedulerServiceTaskScheduleDefinition;
  envelopeKey: Buffer;
};

const discoveryDefault = {
  frequency: { minutes: 1 },
  timeout: { minutes: 10 },
};
const usageDefault = { frequency: { seconds: 5 }, timeout: { minutes: 5 } };

export async function readApiManagementConfig(
  config: Config,
): Promise<ApiManagementConfig> {
  const own = config.getOptionalConfig('apiManagement');
  return {
    defaultOwner:
      own?.getOptionalString('discovery.defaultOwner') ??
      'group:default/unowned',
    discoverySchedule:
      readSchedule(own, 'discovery.schedule') ?? discoveryDefault,
    usageSchedule: readSchedule(own, 'usage.schedule') ?? usageDefault,
    envelopeKey: await readEnvelopeKey({
      key: own?.getOptionalString('secrets.key'),
      keyFile: own?.getOptionalString('secrets.keyFile'),
    }),
  };
}

function readSchedule(config: Config | undefined, key: string) {
  const schedule = config?.getOptionalConfig(key);
  return (
    schedule && readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
  );
}
