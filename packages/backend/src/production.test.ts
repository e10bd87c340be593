import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackendProcess } from './__testUtils__/BackendProcess';

jest.setTimeout(180_000);

describe('the embedded defaults', () => {
  it('refuse to start in production', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'production-'));
    const backend = await BackendProcess.create(directory);
    try {
      await expect(backend.start({ NODE_ENV: 'production' })).rejects.toThrow(
        'refuses to start with NODE_ENV=production',
      );
    } finally {
      await backend.stop();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
