import type { AuditRecord } from '../portal/audit';
import type { Life } from './Life';
import type { Operation } from './operations';
import { foundState, type LifeState, wantedState } from './stateOf';

/** What gateway and tables hold otherwise than they should after an operation. */
export async function stateViolations(
  life: Life,
  operation: Operation,
): Promise<string[]> {
  const found = await foundState(life);
  const wanted = await wantedState(life, operation);
  const count = operation.keys?.length ?? 0;
  const parts = Object.keys(wanted) as (keyof LifeState)[];
  return [
    ...(found.keys.length === count
      ? []
      : [`${found.keys.length} keys instead of ${count}`]),
    ...parts
      .map(part => [
        part,
        JSON.stringify(found[part]),
        JSON.stringify(wanted[part]),
      ])
      .filter(([, is, should]) => is !== should)
      .map(([part, is, should]) => `${part} is ${is} instead of ${should}`),
  ];
}

/** Each key is shown once, and is the one that the gateway holds. */
export async function secretViolations(life: Life): Promise<string[]> {
  const keys = await life.liveKeys();
  for (const { id } of keys.filter(key => !life.shown.has(key.id))) {
    await life.reveal(id);
  }
  const { keys: held } = await life.portal.world.made();
  return keys
    .filter(
      ({ id }) =>
        held.find(({ name }) => name === `oaf-${id}`)?.value !==
        life.shown.get(id),
    )
    .map(({ id }) => `the key ${id} is not the one that was shown`);
}

const textOf = ({ eventId, meta }: AuditRecord) =>
  [eventId, meta.outcome ?? meta.action].filter(Boolean).join(' ');

/** Each event began and ended, once. */
export function auditViolations(
  records: AuditRecord[],
  { audited }: Operation,
  isKilled: boolean,
): string[] {
  const told = records
    .filter(({ outcome }) => outcome === 'succeeded')
    .map(textOf);
  const open = records.filter(({ outcome }) => outcome === undefined);
  return [
    ...audited
      .filter(event => told.filter(one => one === event).length !== 1)
      .map(event => `the audit log says ${event} other than once: ${told}`),
    // Whoever was killed ends nothing; who goes on after it does.
    ...open
      .filter(() => !isKilled)
      .map(record => `the audit log leaves open ${textOf(record)}`),
  ];
}
