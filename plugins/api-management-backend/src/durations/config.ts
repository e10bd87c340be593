import { type Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';

/**
 * A duration of the configuration, in milliseconds.
 *
 * @param usual - where it is absent
 * @throws InputError that names the key
 */
export function readMilliseconds(
  config: Config,
  key: string,
  usual: HumanDuration,
): number {
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : usual,
  );
}
