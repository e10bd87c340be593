import { ImportWave } from './ImportWave';

function exportMany(wave: ImportWave, count: number) {
  for (let index = 0; index < count; index++) {
    wave.exported();
  }
}

describe('a wave of imports', () => {
  afterEach(() => jest.useRealTimers());

  it('is high while many definitions come in, until the last region has ended', () => {
    const wave = new ImportWave();
    wave.begin();
    wave.begin();
    exportMany(wave, 199);
    expect(wave.isHigh()).toBe(false);
    wave.exported();
    wave.end();
    expect(wave.isHigh()).toBe(true);
    wave.end();
    expect(wave.isHigh()).toBe(false);
  });

  it('begins anew with the next import', () => {
    const wave = new ImportWave();
    wave.begin();
    exportMany(wave, 200);
    wave.end();
    wave.begin();
    expect(wave.isHigh()).toBe(false);
  });

  it('holds the catalog back for a minute at most', () => {
    jest.useFakeTimers({ now: 0 });
    const wave = new ImportWave();
    wave.begin();
    exportMany(wave, 200);
    jest.setSystemTime(59_999);
    expect(wave.isHigh()).toBe(true);
    jest.setSystemTime(60_000);
    expect(wave.isHigh()).toBe(false);
  });
});
