import { zstdDecompressSync } from 'node:zlib';
import type {
  ApiDefinition,
  CompressedDefinition,
} from '../gateway/GatewayDiscovery';

/** The text of an exported definition, in whichever form the driver hands it over. @public */
export function textOf(
  definition: ApiDefinition | CompressedDefinition | undefined,
): string {
  if (!definition) {
    throw new Error('Nothing was exported');
  }
  return 'zstd' in definition
    ? zstdDecompressSync(definition.zstd).toString()
    : definition.text;
}
