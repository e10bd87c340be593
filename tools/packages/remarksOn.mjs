import {
  checkPackage,
  createPackageFromTarballData,
} from '@arethetypeswrong/core';
import { publint } from 'publint';

/**
 * What publint and Are The Types Wrong remark on a packed package, as it would be on npm.
 *
 * @param {Buffer} tarball
 * @returns {Promise<{ tool: string, kind: string, text: string }[]>}
 */
export async function remarksOn(tarball) {
  return [...(await publintRemarks(tarball)), ...(await typeRemarks(tarball))];
}

async function publintRemarks(tarball) {
  const { buffer, byteOffset, byteLength } = tarball;
  const { messages } = await publint({
    pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    level: 'suggestion',
  });
  return messages.map(({ code, path, args }) => ({
    tool: 'publint',
    kind: code,
    text: `${path.join('.')} ${JSON.stringify(args)}`,
  }));
}

async function typeRemarks(tarball) {
  const { problems = [] } = await checkPackage(
    createPackageFromTarballData(new Uint8Array(tarball)),
  );
  return problems.map(({ kind, ...details }) => ({
    tool: 'attw',
    kind,
    text: JSON.stringify(details).slice(0, 300),
  }));
}
