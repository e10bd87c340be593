// The scaffolder hands this version of zod to its actions.
import type { z } from 'zod/v3';

/**
 * Which stack, as flat fields, so that a policy can look at each (`HAS_STRING_PROPERTY`), and how it is confirmed.
 */
export const stackInput = {
  accountLinkId: (zod: typeof z) =>
    zod.string().describe('Id of the linked account'),
  region: (zod: typeof z) => zod.string().describe('AWS Region'),
  stackName: (zod: typeof z) =>
    zod.string().describe('Name of the stack; begins with oaf-'),
  deploymentId: (zod: typeof z) =>
    zod
      .string()
      .describe(
        'A deployment of this stack whose changes were shown already; it is confirmed and followed',
      )
      .optional(),
  confirm: (zod: typeof z) =>
    zod
      .boolean()
      .describe(
        'Makes the changes without asking; otherwise somebody confirms them on the page Infrastructure',
      )
      .optional(),
};

/** What the parameters of a stack's template are. */
export const parametersInput = {
  parameters: (zod: typeof z) =>
    zod
      .record(zod.string())
      .describe('By name; what is left out keeps its value, or is the default')
      .optional(),
};

/** What an action tells of the deployment that it followed. */
export const deploymentOutput = {
  deploymentId: (zod: typeof z) => zod.string(),
  changed: (zod: typeof z) =>
    zod.boolean().describe('False when there was nothing to change'),
};

/** What an action tells of a stack that is there. */
export const deployOutput = {
  ...deploymentOutput,
  outputs: (zod: typeof z) =>
    zod.record(zod.string()).describe('Outputs of the stack, by name'),
};
