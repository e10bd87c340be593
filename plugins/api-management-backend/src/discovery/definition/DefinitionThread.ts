import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { JobThread } from '@oaf/backstage-plugin-api-management-node/threads';
import type { StoredDefinitionChange } from '../GatewayApiStore';

/** How two documents differ. */
export type DefinitionDifference = Pick<
  StoredDefinitionChange,
  'breakingCount' | 'nonBreakingCount' | 'fromVersion' | 'toVersion' | 'details'
>;

/** An operation of a definition, as lists show it. */
export type OutlinedOperation = {
  /** Method and path. */
  id: string;
  /** In lower case. */
  method: string;
  /** Of a webhook its name. */
  path: string;
  isWebhook?: boolean;
  summary?: string;
  operationId?: string;
  tags: string[];
  deprecated?: boolean;
  /** Anybody can call it (GET) without knowing a parameter. */
  callableBare?: boolean;
};

/** What must be known of a definition before it is kept. */
export type ExaminedDefinition = {
  /** Where its references lead that leave the document; `text` is without their meaning then. */
  references: string[];
  text?: string;
  /** Only when an outline was asked for; `outline` is JSON of {@link OutlinedOperation}s, compressed. */
  operationCount?: number;
  outline?: Uint8Array;
  /** Only when it was asked to be packed. */
  hash?: string;
  bytes?: number;
  zstd?: Uint8Array;
};

/** A definition as it is stored. */
export type PackedDefinition = { hash: string; zstd: Uint8Array };

/** What `workers/definitions.js` does. */
export type DefinitionJobs = {
  compare(texts: { before: string; after: string }): DefinitionDifference;
  /** Of a text, or of one that is compressed. */
  examine(input: {
    text?: string;
    zstd?: Uint8Array;
    format: string;
    outlined: boolean;
    packed: boolean;
  }): ExaminedDefinition;
  /** By tag, then as the document has them. */
  operations(definition: PackedDefinition): OutlinedOperation[];
  /** JSON of a document of one operation; undefined when there is none of that id. */
  operation(
    input: PackedDefinition & { operation: string },
  ): string | undefined;
};

export type DefinitionThread = JobThread<DefinitionJobs>;

/** 13 MB of YAML take a second and 300 MB; what needs much more is no definition for people. */
const TIMEOUT_MS = 30_000;
const MEMORY_MB = 384;

/** So soon, that a driver's thread finds the memory free. */
const IDLE_MS = 2_000;

/** A thread in which definitions are parsed: a large one would keep the main thread for seconds. */
export function openDefinitionThread(timeoutMs = TIMEOUT_MS): DefinitionThread {
  return new JobThread({
    program: resolvePackagePath(
      '@oaf/backstage-plugin-api-management-backend',
      'workers/definitions.js',
    ),
    timeoutMs,
    memoryMb: MEMORY_MB,
    idleMs: IDLE_MS,
  });
}
