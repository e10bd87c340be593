import { printTable, verdict } from './printTable';
import { isMet, type Row } from './Row';

describe('the table', () => {
  const met: Row = {
    name: 'full import',
    ours: 17.26,
    bound: { atMost: 20.125 },
    peer: 300,
    unit: 's',
  };
  const reported: Row = { name: '  calls', ours: 40_200, unit: '' };
  const missed: Row = {
    name: '  429 answers',
    ours: 3,
    bound: { exactly: 0 },
    unit: '',
  };

  it('shows each figure beside its bound', () => {
    expect(printTable([met, reported, missed], 'naive')).toBe(
      [
        '                 ours     bound    naive',
        'full import    17.3 s  ≤ 20.1 s  300.0 s',
        '  calls        40,200',
        '  429 answers       3       = 0           MISSED',
      ].join('\n'),
    );
  });

  it('ends with what was missed', () => {
    expect(verdict('bench import', [met, reported])).toBe(
      'bench import: all bounds met',
    );
    expect(verdict('bench import', [met, missed])).toBe(
      'bench import: missed: 429 answers (3, = 0)',
    );
  });

  it.each([
    [20.1, { atMost: 20.1 }, true],
    [20.2, { atMost: 20.1 }, false],
    [NaN, { atMost: 20.1 }, false],
    [1, { exactly: 1 }, true],
    [0, { exactly: 1 }, false],
    [7, undefined, true],
  ])('%d within %p: %s', (ours, bound, expected) => {
    expect(isMet({ name: '', ours, bound, unit: '' })).toBe(expected);
  });
});
