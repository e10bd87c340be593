import { LaunchProblem } from '../LaunchProblem.mjs';

const platforms = { linux: 'linux', darwin: 'darwin', win32: 'win' };

/**
 * The npm package that carries the Node executable and its C++ headers for a machine. The package `node` fetches the
 * same one from an install script, which newer npm versions do not run without being told to.
 *
 * @returns {{ name: string, executable: string }} package name, and path of the executable in it
 */
export function nodePackage(platform, arch) {
  if (!platforms[platform]) {
    throw new LaunchProblem(
      `Node 24 cannot be fetched for ${platform}; install it yourself (https://nodejs.org) and try again.`,
    );
  }
  const prefix =
    platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
  return {
    name: `${prefix}-${platforms[platform]}-${arch}`,
    executable: platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  };
}
