import { carryOut } from './carryOut';
import type { Life } from './Life';
import type { Operation } from './operations';
import { type CallOf, type Case, numbered, Strike } from './Strike';
import {
  auditViolations,
  secretViolations,
  stateViolations,
} from './violations';

const titleOf = ({ name }: Operation, harm: Case | undefined) =>
  harm
    ? `${name}, ${harm.kind.title} (call ${harm.call.nth + 1} of ${
        harm.call.name
      })`
    : name;

/** Has operations come to harm, and looks what there is when they are over. */
export class FaultMatrix {
  readonly violations: string[] = [];
  cases = 0;

  /** @returns the calls that it made */
  async perform(
    life: Life,
    operation: Operation,
    harm?: Case,
  ): Promise<CallOf[]> {
    const { portal } = life;
    await operation.before?.(life);
    const before = portal.audit.records.length;
    const from = portal.calls.length;
    const strike = harm && new Strike(portal, harm);
    const found: string[] = [];
    try {
      await carryOut(life, operation, strike);
      const calls = numbered(portal.calls.slice(from));
      portal.fault = undefined;
      const records = portal.audit.records.slice(before);
      const isKilled = harm?.kind.kills ?? false;
      found.push(
        ...(await stateViolations(life, operation)),
        ...auditViolations(records, operation, isKilled),
        ...(await secretViolations(life)),
        ...(strike && !strike.isStruck ? ['the call was not made'] : []),
      );
      return calls;
    } catch (error) {
      found.push(String(error));
      return [];
    } finally {
      portal.fault = undefined;
      this.cases += harm ? 1 : 0;
      this.violations.push(
        ...found.map(one => `${titleOf(operation, harm)}: ${one}`),
      );
    }
  }
}
