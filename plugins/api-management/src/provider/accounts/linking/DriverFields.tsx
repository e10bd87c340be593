import { Select } from '@backstage/ui';
import type { GatewayDriverInfo } from '@oaf/backstage-plugin-api-management-common';
import { FieldError, type FieldProblems } from '../../../shared';

/** Which kind of gateway, and which partition of its provider. */
export type DriverChoice = { driver: string; partition: string };

/** The first choice there is. */
export const firstDriver = (drivers: GatewayDriverInfo[]): DriverChoice => ({
  driver: drivers[0].type,
  partition: drivers[0].partitions[0],
});

/** Asks for driver and partition, each only where there is a choice. */
export function DriverFields(props: {
  drivers: GatewayDriverInfo[];
  choice: DriverChoice;
  onChange: (choice: DriverChoice) => void;
  /** What the backend has against them. */
  problems: FieldProblems;
}) {
  const { drivers, choice, onChange, problems } = props;
  const partitions =
    drivers.find(({ type }) => type === choice.driver)?.partitions ?? [];
  return (
    <>
      {drivers.length > 1 && (
        <Select
          label="Driver"
          options={drivers.map(({ type, title }) => ({
            id: type,
            label: title,
          }))}
          selectedKey={choice.driver}
          onSelectionChange={key =>
            onChange(firstDriver(drivers.filter(({ type }) => type === key)))
          }
        />
      )}
      {partitions.length > 1 && (
        <Select
          label="Partition"
          options={partitions.map(id => ({ id, label: id }))}
          selectedKey={choice.partition}
          onSelectionChange={key =>
            onChange({ ...choice, partition: String(key) })
          }
        />
      )}
      <FieldError problem={problems.driver ?? problems.partition} />
    </>
  );
}
