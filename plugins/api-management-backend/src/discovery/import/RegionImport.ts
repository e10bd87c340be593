import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  GatewayDiscovery,
  LinkedAccount,
  ReadPriority,
} from '@oaf/backstage-plugin-api-management-node';
import type { DefinitionComparer } from '../comparison/DefinitionComparer';
import type { DefinitionThread } from '../definition/DefinitionThread';
import type { EntityRules } from '../rules/EntityRules';
import type { SnapshotStore } from '../snapshot/SnapshotStore';
import type { ImportWave } from './ImportWave';
import type { SnapshotWriter } from './SnapshotWriter';

/** What every import needs. */
export type ImportTools = {
  snapshotStore: SnapshotStore;
  writer: SnapshotWriter;
  rules: EntityRules;
  comparer: DefinitionComparer;
  thread: DefinitionThread;
  wave: ImportWave;
  logger: LoggerService;
};

/** One import: of a region, or of one API in it. */
export type RegionImport = {
  discovery: GatewayDiscovery;
  account: LinkedAccount;
  region: string;
  apiId?: string;
  priority: ReadPriority;
  signal: AbortSignal;
  /** Counted up while the import goes on. */
  progress: { listed: number; exported: number };
};
